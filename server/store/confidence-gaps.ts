/** Where confidence contradicts itself or the status, for the review page. */
import { sql } from 'drizzle-orm';
import { confidenceGap, type ConfidenceKind } from '#lib/plan/confidence.ts';
import type { Exception } from '#lib/plan/exceptions.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { milestonesSql, type Until } from './as-of.ts';
import { confidenceNow, type ConfidenceStanding } from './confidence.ts';
import { isOpenSql, listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

export type ConfidenceException = Extract<Exception, { kind: 'confidence' }> & { planId: PlanId };

interface MilestoneRow {
	plan_id: PlanId;
	id: MilestoneId;
	ref: string;
	title: string;
	status: Status;
}

/**
 * The gaps of these plans: a programme's own first, then those of its open milestones by reference.
 * @param statuses each programme's status by its rule; one that is left out has no gap of its own
 */
export async function confidenceGaps(db: Database, planIds: readonly PlanId[], statuses: ReadonlyMap<PlanId, Status>, until: Until = null): Promise<ConfidenceException[]> {
	if (planIds.length === 0) return [];
	const standing = Map.groupBy(await confidenceNow(db, planIds, until, 'doubted'), ({ planId, milestone }) => keyOf(planId, milestone));
	if (standing.size === 0) return [];
	const programmes = await rowsOf<{ plan_id: PlanId; slug: string; name: string }>(
		db,
		sql`select pl.id as plan_id, p.slug, p.name from plan pl join programme p on p.id = pl.programme_id where pl.id in (${listOf(planIds)}) order by p.position, p.name`
	);
	// There is no gap without a Low, and those of whom one is said are few.
	const doubted = [...standing.values()].flatMap((said) => {
		const low = said.find(({ level, milestone }) => level === 'low' && milestone !== null);
		return low ? [{ plan_id: low.planId, id: low.milestone }] : [];
	});
	const milestones = Map.groupBy(
		await rowsOf<MilestoneRow>(
			db,
			sql`select m.plan_id, m.id, m.ref, m.title, m.status from jsonb_to_recordset(cast(${JSON.stringify(doubted)}::text as jsonb)) as doubted(plan_id text, id text)
			join ${milestonesSql(until)} m on m.plan_id = doubted.plan_id and m.id = doubted.id where ${isOpenSql} order by m.ref`
		),
		(row) => row.plan_id
	);
	return programmes.flatMap(({ plan_id: planId, slug, name }) => {
		const about = { planId, slug, programme: name };
		const status = statuses.get(planId);
		const own = status ? gapOf(status, standing.get(keyOf(planId, null)) ?? []) : null;
		const ofMilestones = (milestones.get(planId) ?? []).flatMap(({ id, ref, title, status: its }): ConfidenceException[] => {
			const gap = gapOf(its, standing.get(keyOf(planId, id)) ?? []);
			return gap ? [{ ...about, ...gap, milestone: { id, ref, title } }] : [];
		});
		return own ? [{ ...about, ...own, milestone: null }, ...ofMilestones] : ofMilestones;
	});
}

const keyOf = (planId: PlanId, milestone: MilestoneId | null) => `${planId}/${milestone ?? ''}`;

/** The gap, with the reason that whoever says Low gives; the newest where both do. */
function gapOf(status: Status, standing: readonly ConfidenceStanding[]): Pick<ConfidenceException, 'kind' | 'gap' | 'reason'> | null {
	const levels = Object.fromEntries(standing.map(({ kind, level }): [ConfidenceKind, ConfidenceStanding['level']] => [kind, level]));
	const gap = confidenceGap(status, levels);
	if (!gap) return null;
	const low = standing.filter(({ level }) => level === 'low').toSorted((one, other) => other.at.localeCompare(one.at));
	return { kind: 'confidence', gap, reason: low[0]?.reason ?? '' };
}
