/**
 * What changed in programmes between two instants, net (R2): the state at both is compared, so what
 * was changed and changed back is not there. Who and when come from the log.
 */
import { sql } from 'drizzle-orm';
import { dayInLondon, type Day } from '#lib/plan/dates.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { programmeStatus, worstFirst, type ProgrammeFigures } from '#lib/plan/programme-status.ts';
import { byWeight, milestoneChange, type MilestoneChange, type ProgrammeChanges } from '#lib/plan/what-changed.ts';
import { milestonesSql, type Until, type Window } from './as-of.ts';
import { challengeChanges, signalChanges } from './what-changed-beside.ts';
import { baselinesOf, betweenOf, leadNames, touchedMilestones } from './what-changed-milestones.ts';
import { listOf, ruleColumns, statusColumns, statusCountsOf, type StatusColumns } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

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
	const programmes = await programmesThen(db, planIds, window);
	const milestones = await changedMilestones(db, planIds, window, day);
	const signals = await signalChanges(db, planIds, window);
	const challenges = await challengeChanges(db, planIds, window);
	return programmes
		.toSorted((one, other) => worstFirst(one.now, other.now))
		.flatMap(({ planId, slug, name, was, now }) => {
			const changes: ProgrammeChanges = {
				slug,
				programme: name,
				status: { from: programmeStatus(was), to: programmeStatus(now) },
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
	const touched = await touchedMilestones(db, planIds, window);
	if (touched.length === 0) return new Map();
	const between = await betweenOf(db, planIds, window);
	const baselines = await baselinesOf(db, touched, window.to);
	const names = await leadNames(db, touched);
	const nameOf = (person: string) => names.get(person) ?? 'someone no longer listed';
	const changes = touched.flatMap(({ planId, id, was, now }) => {
		const key = `${planId}/${id}`;
		const change = milestoneChange(id, was, now, { between: between.get(key) ?? new Map(), nameOf, baseline: baselines.get(key), day });
		return change ? [{ planId, change }] : [];
	});
	const byPlan = Map.groupBy(changes, ({ planId }) => planId);
	return new Map([...byPlan].map(([planId, of]) => [planId, of.map(({ change }) => change).toSorted(byWeight)]));
}

interface ProgrammeThen {
	planId: PlanId;
	slug: string;
	name: string;
	was: ProgrammeFigures;
	now: ProgrammeFigures;
}

async function programmesThen(db: Database, planIds: readonly PlanId[], { from, to }: Window): Promise<ProgrammeThen[]> {
	const programmes = await rowsOf<{ planId: PlanId; slug: string; name: string }>(
		db,
		sql`select pl.id as "planId", p.slug, p.name from programme p join plan pl on pl.programme_id = p.id where pl.id in (${listOf(planIds)}) order by p.position, p.name`
	);
	const was = await figuresThen(db, planIds, from);
	const now = await figuresThen(db, planIds, to);
	return programmes.map((programme) => ({ ...programme, was: was(programme.planId), now: now(programme.planId) }));
}

async function figuresThen(db: Database, planIds: readonly PlanId[], until: Until): Promise<(planId: PlanId) => ProgrammeFigures> {
	const rows = await rowsOf<StatusColumns & { plan_id: PlanId; overdue: number; late: number }>(
		db,
		sql`select m.plan_id, ${statusColumns()}, ${ruleColumns(dayBefore(until))} from ${milestonesSql(until)} m
		where not m.archived and m.plan_id in (${listOf(planIds)}) group by m.plan_id`
	);
	const byPlan = new Map(rows.map((row) => [row.plan_id, row]));
	return (planId) => {
		const row = byPlan.get(planId);
		return { statuses: statusCountsOf(row ?? {}), overdue: row?.overdue ?? 0, late: row?.late ?? 0 };
	};
}
