/** What both views of home show of programmes: rows, exceptions and decisions, under the address's filters. */
import type { Day } from '#lib/plan/dates.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ReviewFilters } from '#lib/plan/review-filters.ts';
import type { Until } from '#server/store/as-of.ts';
import type { Database } from '#server/store/database.ts';
import { exceptions } from '#server/store/exceptions.ts';
import { besideRows, decisionsWanted } from '#server/store/review-beside.ts';
import { filterNames, filterPlaces } from '#server/store/review-filters.ts';
import { reviewRows } from '#server/store/review.ts';

/** @param only the plans that somebody may read; all of the portfolio's without it (T8) */
export async function reviewData(db: Database, { today, until, filters, only }: { today: Day; until: Until; filters: ReviewFilters; only?: readonly PlanId[] }) {
	const whole = await reviewRows(db, today, only, until);
	const { rows, last } = await besideRows(db, whole, { today, until, filters });
	const plans = whole.map(({ planId }) => planId);
	return {
		rows,
		lastReview: last?.heldOn ?? null,
		exceptions: await exceptions(db, whole, today, until, filters),
		decisions: await decisionsWanted(db, plans, { until, filters }),
		filters,
		places: await filterPlaces(db),
		names: await filterNames(db, filters, plans, until)
	};
}

/** Of a page that shows no figures. */
export function noReviewData(filters: ReviewFilters): Awaited<ReturnType<typeof reviewData>> {
	return { rows: [], lastReview: null, exceptions: [], decisions: [], filters, places: [], names: {} };
}
