/** What both views of home show of programmes: rows, exceptions and decisions, under the address's filters. */
import type { Day } from '#lib/plan/dates.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ReviewFilters } from '#lib/plan/review-filters.ts';
import { SharedRead } from '#server/shared-read.ts';
import type { Until } from '#server/store/as-of.ts';
import type { Database } from '#server/store/database.ts';
import { exceptions } from '#server/store/exceptions.ts';
import { besideRows, decisions } from '#server/store/review-beside.ts';
import { filterNames, filterPlaces } from '#server/store/review-filters.ts';
import { kpiSignals } from '#server/store/review-signals.ts';
import { reviewRows } from '#server/store/review.ts';

interface Asked {
	today: Day;
	until: Until;
	filters: ReviewFilters;
	/** The plans that somebody may read; all of the portfolio's without it (T8). */
	only?: readonly PlanId[];
}

/** A committed edit brings every open review to ask at once, and most ask for the same. */
const shared = new SharedRead<Awaited<ReturnType<typeof readReview>>>();

/** Shared by everyone who asks for the same: not to be changed. */
export async function reviewData(db: Database, asked: Asked): ReturnType<typeof readReview> {
	return shared.read(JSON.stringify(asked), () => readReview(db, asked));
}

async function readReview(db: Database, { today, until, filters, only }: Asked) {
	const whole = await reviewRows(db, today, only, until);
	const plans = whole.map(({ planId }) => planId);
	// What several parts of the page show is read once.
	const known = { signals: kpiSignals(db, plans, { until, places: filters.place }), decisions: decisions(db, plans, { until, filters }) };
	const [{ rows, last }, attention, wanted, places, names] = await Promise.all([
		besideRows(db, whole, { today, until, filters, known }),
		exceptions(db, whole, today, until, filters, known),
		known.decisions,
		filterPlaces(db),
		filterNames(db, filters, plans, until)
	]);
	return { rows, lastReview: last?.heldOn ?? null, exceptions: attention, decisions: wanted.first, filters, places, names };
}

/** Of a page that shows no figures. */
export function noReviewData(filters: ReviewFilters): Awaited<ReturnType<typeof readReview>> {
	return { rows: [], lastReview: null, exceptions: [], decisions: [], filters, places: [], names: {} };
}
