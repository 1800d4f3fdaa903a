/** The review as of a past day: the figures of review.ts and exceptions.ts, counted from what was known when that day ended. */
import { instantOf } from '#lib/plan/as-of.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { Exception } from '#lib/plan/exceptions.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { exceptions, type ExceptionProgramme } from './exceptions.ts';
import type { Database } from './query.ts';
import { reviewRows, type ReviewRow } from './review.ts';

/**
 * Programmes as they stood at the end of a day in London, worst first; those that had not begun are
 * left out (R1). Who may see these figures is the caller's to check.
 * @param only the plans to count; all of the portfolio's without it
 */
export async function reviewRowsAsOf(db: Database, day: Day, only?: readonly PlanId[]): Promise<ReviewRow[]> {
	return reviewRows(db, day, only, instantOf(day));
}

/** What needed a person's attention at the end of a day (R1). Which programmes somebody may read is the caller's to check (T8). */
export async function exceptionsAsOf(db: Database, programmes: readonly ExceptionProgramme[], day: Day): Promise<Exception[]> {
	return exceptions(db, programmes, day, instantOf(day));
}
