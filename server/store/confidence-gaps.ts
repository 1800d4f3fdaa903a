/** Where confidence contradicts itself or the status, for the review page. */
import { sql } from 'drizzle-orm';
import { CONFIDENCE_KINDS, confidenceGap, type ConfidenceKind } from '#lib/plan/confidence.ts';
import type { Exception } from '#lib/plan/exceptions.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { knownSql, milestoneSql, type Until } from './as-of.ts';
import { programmeConfidence, type ConfidenceStanding, type ProgrammeConfidence } from './confidence.ts';
import { isOpenSql, listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

export type ConfidenceException = Extract<Exception, { kind: 'confidence' }> & { planId: PlanId };

type Standing = Pick<ConfidenceStanding, 'kind' | 'level' | 'reason' | 'at'>;

interface DoubtedRow {
	plan_id: PlanId;
	id: MilestoneId;
	ref: string;
	title: string;
	status: Status;
	kind: ConfidenceKind;
	level: ConfidenceStanding['level'];
	reason: string;
	at: number;
}

/**
 * The gaps of these plans: a programme's own first, then those of its open milestones by reference.
 * @param statuses each programme's status by its rule; one that is left out has no gap of its own
 */
export async function confidenceGaps(db: Database, planIds: readonly PlanId[], statuses: ReadonlyMap<PlanId, Status>, until: Until = null): Promise<ConfidenceException[]> {
	if (planIds.length === 0) return [];
	const [programmes, own, rows] = await Promise.all([
		rowsOf<{ plan_id: PlanId; slug: string; name: string }>(
			db,
			sql`select pl.id as plan_id, p.slug, p.name from plan pl join programme p on p.id = pl.programme_id where pl.id in (${listOf(planIds)}) order by p.position, p.name`
		),
		programmeConfidence(db, planIds, until),
		doubtedMilestones(db, planIds, until)
	]);
	const doubted = Map.groupBy(rows, (row) => row.plan_id);
	return programmes.flatMap(({ plan_id: planId, slug, name }) => {
		const about = { planId, slug, programme: name };
		const status = statuses.get(planId);
		const gap = status ? gapOf(status, saidOf(own.get(planId))) : null;
		const ofMilestones = [...Map.groupBy(doubted.get(planId) ?? [], ({ id }) => id).values()].flatMap((standing): ConfidenceException[] => {
			const [first] = standing;
			const its = first && gapOf(first.status, standing.map(({ kind, level, reason, at }) => ({ kind, level, reason, at: new Date(at).toISOString() })));
			return its ? [{ ...about, ...its, milestone: { id: first.id, ref: first.ref, title: first.title } }] : [];
		});
		return gap ? [{ ...about, ...gap, milestone: null }, ...ofMilestones] : ofMilestones;
	});
}

function saidOf(programme: ProgrammeConfidence = {}): Standing[] {
	return CONFIDENCE_KINDS.flatMap((kind) => {
		const standing = programme[kind];
		return standing ? [{ ...standing, kind }] : [];
	});
}

/** There is no gap without a Low, and those that stand are few: what each kind of confidence says of the open milestones that have one. */
async function doubtedMilestones(db: Database, planIds: readonly PlanId[], until: Until): Promise<DoubtedRow[]> {
	return rowsOf<DoubtedRow>(
		db,
		// The newest of each kind from its index alone, which is read from its end.
		sql`with newest as (
			select distinct on (plan_id, milestone_id, kind) plan_id, milestone_id, level from confidence
			where plan_id in (${listOf(planIds)}) and milestone_id is not null and ${knownSql(sql`at`, until)} order by plan_id desc, milestone_id desc, kind desc, at desc, id desc
		), doubted as materialized (
			select distinct plan_id, milestone_id from newest where level = 'low'
		)
		select m.plan_id, m.id, m.ref, m.title, m.status, said.kind, said.level, said.reason, (extract(epoch from said.at) * 1000)::float8 as at
		from doubted cross join lateral ${milestoneSql({ plan: sql`doubted.plan_id`, id: sql`doubted.milestone_id` }, until)} m
		cross join lateral (
			select distinct on (c.kind) c.kind, c.level, c.reason, c.at from confidence c
			where c.plan_id = doubted.plan_id and c.milestone_id = doubted.milestone_id and ${knownSql(sql`c.at`, until)} order by c.kind, c.at desc, c.id desc
		) said
		where ${isOpenSql} order by m.ref`
	);
}

/** The gap, with the reason that whoever says Low gives; the newest where both do. */
function gapOf(status: Status, standing: readonly Standing[]): Pick<ConfidenceException, 'kind' | 'gap' | 'reason'> | null {
	const levels = Object.fromEntries(standing.map(({ kind, level }): [ConfidenceKind, Standing['level']] => [kind, level]));
	const gap = confidenceGap(status, levels);
	if (!gap) return null;
	const low = standing.filter(({ level }) => level === 'low').toSorted((one, other) => other.at.localeCompare(one.at) || one.kind.localeCompare(other.kind));
	return { kind: 'confidence', gap, reason: low[0]?.reason ?? '' };
}
