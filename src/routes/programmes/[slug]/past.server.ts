/** How a programme stood at a time in the past, as the header of its pages of the past says it. */
import { momentWords, type PastTime, type ProgrammeThen } from '#lib/plan/as-of.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/database.ts';
import { reviewRows } from '#server/store/review.ts';
import { statedStatuses } from '#server/store/stated-status.ts';
import { statusThresholds } from '#server/store/thresholds.ts';

/** The status by the rule (null: the programme had not begun) and the stated one, with the time in words. */
export async function programmeThen(db: Database, planId: PlanId, time: PastTime): Promise<ProgrammeThen> {
	const [row] = await reviewRows(db, time.day, [planId], time.until);
	return {
		asked: time.asked,
		day: time.day,
		when: momentWords(time),
		standing: row ? { status: row.status, reason: row.reason } : null,
		thresholds: await statusThresholds(db, time.until),
		stated: (await statedStatuses(db, [planId], { asOf: time.until })).get(planId) ?? null,
		hasBaseline: (row?.slipped ?? null) !== null
	};
}
