/** The plan as of the time in the past that the address asks for, read-only; and one milestone of it with its prose and what was said of it. */
import type { PastTime } from '#lib/plan/as-of.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/database.ts';
import { planMilestones } from '#server/store/milestones.ts';
import { milestonesAsOf } from '#server/store/plan-as-of.ts';
import { saidAsOf } from '#server/store/said-as-of.ts';

/** @param named the id or reference of a milestone to open */
export async function pastPlan(db: Database, planId: PlanId, { until }: PastTime, named: string | null) {
	// The whole log is read only where its prose is asked for.
	const milestones = named === null ? await planMilestones(db, planId, until) : await milestonesAsOf(db, planId, until);
	const opened = milestones.find(({ id, ref }) => named !== null && (id === named || ref === named.toUpperCase())) ?? null;
	return { milestones, opened, said: opened && (await saidAsOf(db, planId, opened.id, until)), missing: named !== null && named !== '' && !opened ? named.slice(0, 40) : null };
}
