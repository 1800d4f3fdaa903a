/**
 * What changed in programmes between two instants, net (R2): the state at both is compared, so what
 * was changed and changed back is not there. Who and when come from the log.
 */
import { sql } from 'drizzle-orm';
import { noCounts } from '#lib/plan/attention.ts';
import { dayInLondon, type Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { programmeStatus, worstFirst, type ProgrammeFigures } from '#lib/plan/programme-status.ts';
import { byWeight, milestoneChange, type MilestoneChange, type ProgrammeChanges } from '#lib/plan/what-changed.ts';
import type { Until, Window } from './as-of.ts';
import { challengeChanges, signalChanges } from './what-changed-beside.ts';
import { baselinesOf, betweenOf, leadNames, touchedMilestones } from './what-changed-milestones.ts';
import { listOf } from './figures.ts';
import { planFigures, ruleFiguresAt } from './plan-figures.ts';
import { rowsOf, type Database } from './query.ts';
import { statusThresholds } from './thresholds.ts';

/**
 * The programmes in which something changed, worst first as they stand at the later instant. Which
 * plans somebody may read is the caller's to check (T8).
 * @param from the state before this instant, such as the end of a day or the close of a review
 * @param to the state before this one; null for now
 */
export async function whatChanged(db: Database, planIds: readonly PlanId[], from: Date, to: Until): Promise<ProgrammeChanges[]> {
	if (planIds.length === 0) return [];
	const window: Window = { from, to };
	const day = dayBefore(to);
	const [programmes, milestones, signals, challenges] = await Promise.all([
		programmesThen(db, planIds, window),
		changedMilestones(db, planIds, window, day),
		signalChanges(db, planIds, window),
		challengeChanges(db, planIds, window)
	]);
	return programmes
		.toSorted((one, other) => worstFirst(one.now, other.now))
		.flatMap(({ planId, slug, name, was, now }) => {
			const changes: ProgrammeChanges = {
				slug,
				programme: name,
				status: { from: was.status, to: now.status },
				milestones: milestones.get(planId) ?? [],
				signals: signals.get(planId) ?? [],
				challenges: challenges.get(planId) ?? []
			};
			const any = changes.milestones.length + changes.signals.length + changes.challenges.length > 0 || changes.status.from !== changes.status.to;
			return any ? [changes] : [];
		});
}

/** The day of the last moment before an instant, which is what a day that is over was counted for. */
function dayBefore(until: Until): Day {
	return dayInLondon(until ? new Date(until.getTime() - 1) : new Date());
}

async function changedMilestones(db: Database, planIds: readonly PlanId[], window: Window, day: Day): Promise<Map<PlanId, MilestoneChange[]>> {
	const [touched, between] = await Promise.all([touchedMilestones(db, planIds, window), betweenOf(db, planIds, window)]);
	if (touched.length === 0) return new Map();
	const [baselines, names] = await Promise.all([baselinesOf(db, touched, window.to), leadNames(db, touched)]);
	const nameOf = (person: string) => names.get(person) ?? 'someone no longer listed';
	const changes = touched.flatMap(({ planId, id, was, now }) => {
		const key = `${planId}/${id}`;
		const change = milestoneChange(id, was, now, { between: between.get(key) ?? new Map(), nameOf, baseline: baselines.get(key), day });
		return change ? [{ planId, change }] : [];
	});
	const byPlan = Map.groupBy(changes, ({ planId }) => planId);
	return new Map([...byPlan].map(([planId, of]) => [planId, of.map(({ change }) => change).toSorted(byWeight)]));
}

/** How a programme stood, by the thresholds of that time. */
interface Standing {
	status: Status;
	figures: ProgrammeFigures;
}
interface ProgrammeThen {
	planId: PlanId;
	slug: string;
	name: string;
	was: Standing;
	now: Standing;
}

async function programmesThen(db: Database, planIds: readonly PlanId[], { from, to }: Window): Promise<ProgrammeThen[]> {
	const [programmes, was, now] = await Promise.all([
		rowsOf<{ planId: PlanId; slug: string; name: string }>(
			db,
			sql`select pl.id as "planId", p.slug, p.name from programme p join plan pl on pl.programme_id = p.id where pl.id in (${listOf(planIds)}) order by p.position, p.name`
		),
		standingThen(db, planIds, from),
		standingThen(db, planIds, to)
	]);
	return programmes.map((programme) => ({ ...programme, was: was(programme.planId), now: now(programme.planId) }));
}

async function standingThen(db: Database, planIds: readonly PlanId[], until: Until): Promise<(planId: PlanId) => Standing> {
	const [rules, thresholds] = await Promise.all([rulesThen(db, planIds, until), statusThresholds(db, until)]);
	return (planId) => {
		const figures = rules.get(planId) ?? { statuses: noCounts(), overdue: 0, late: 0 };
		return { figures, status: programmeStatus(figures, thresholds) };
	};
}

async function rulesThen(db: Database, planIds: readonly PlanId[], until: Until): Promise<Map<PlanId, ProgrammeFigures>> {
	const day = dayBefore(until);
	if (until) return ruleFiguresAt(db, day, planIds, until);
	return new Map([...(await planFigures(db, day, planIds))].map(([planId, { rule }]) => [planId, rule]));
}
