/** The plan as of the past day that the address asks for, read-only; and one milestone of it with its prose. */
import { instantOf } from '#lib/plan/as-of.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/database.ts';
import { planMilestones } from '#server/store/milestones.ts';
import { milestonesAsOf } from '#server/store/plan-as-of.ts';
import { reviewRowsAsOf } from '#server/store/review-as-of.ts';
import { asOfAsked } from '../../../as-of.server.ts';

/** Null for today; otherwise the plan of then, or why that day cannot be shown. */
export async function pastAsked(db: Database, planId: PlanId, url: URL) {
	const asked = await asOfAsked(db, url);
	if (asked.when === 'now') return null;
	if (asked.when === 'never') return { problem: asked.problem };
	return pastPlan(db, planId, asked.day, url.searchParams.get('milestone'));
}

async function pastPlan(db: Database, planId: PlanId, day: Day, named: string | null) {
	// The whole log is read only where its prose is asked for.
	const milestones = named === null ? await planMilestones(db, planId, instantOf(day)) : await milestonesAsOf(db, planId, instantOf(day));
	const [row] = await reviewRowsAsOf(db, day, [planId]);
	return {
		problem: null,
		day,
		milestones,
		opened: milestones.find(({ id, ref }) => named !== null && (id === named || ref === named.toUpperCase())) ?? null,
		standing: row ? { status: row.status, reason: row.reason } : null,
		hasBaseline: (row?.slipped ?? null) !== null
	};
}
