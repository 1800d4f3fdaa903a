/**
 * A review's page, worked out: while it is open for whoever asks, and once for all when it is closed
 * (R3). It has two halves, since what is recorded in the meeting comes often and changes no figure.
 */
import { asc, eq } from 'drizzle-orm';
import { review, reviewItem } from '#drizzle/reviews.server.ts';
import { programme } from '#drizzle/schema.server.ts';
import { addDays, dayInLondon, endOfDayInLondon, type Day } from '#lib/plan/dates.ts';
import type { PlanId, ProgrammeId, ReviewId } from '#lib/plan/ids.ts';
import { FIRST_LOOKS_BACK, pageOf, type AgendaPlace, type FrozenReview, type ReviewFigures, type ReviewRecords, type Since } from '#lib/plan/review-meeting.ts';
import { firstOfEach } from '#lib/plan/what-changed.ts';
import type { Until } from './as-of.ts';
import { exceptions } from './exceptions.ts';
import { besideRows, decisionsWanted } from './review-beside.ts';
import type { Database } from './query.ts';
import { meetingChallenges } from './review-challenges.ts';
import { meetingActions, meetingDecisions } from './review-records.ts';
import { reviewRows, type ReviewRow } from './review.ts';
import { statusThresholds } from './thresholds.ts';
import { whatChanged } from './what-changed.ts';

export interface PagedReview {
	id: ReviewId;
	portfolioId: string;
	heldOn: Day;
	previousId: ReviewId | null;
	attendance: string;
	/** When it was begun. */
	at: Date;
}

export interface PagedProgramme {
	id: ProgrammeId;
	planId: PlanId;
	slug: string;
	name: string;
}

interface Options {
	/** The moment it is worked out at, such as that of its closing; now without it. */
	asAt?: Date;
	/** What was known at an instant; null is now. */
	until?: Until;
}

/**
 * The page of a review.
 * @param programmes those to be shown, each with its plan; who may read them is the caller's to check (T8)
 */
export async function reviewPage(db: Database, of: PagedReview, programmes: readonly PagedProgramme[], { closedBy, ...options }: Options & { closedBy: string | null }): Promise<FrozenReview> {
	const figures = await reviewFigures(db, of, programmes, options);
	return pageOf(figures, await reviewRecords(db, of, programmes, options), closedBy);
}

/** What of the page is worked out from plans, KPIs and what is said about them. */
export async function reviewFigures(db: Database, of: Pick<PagedReview, 'heldOn' | 'previousId'>, programmes: readonly PagedProgramme[], { until = null, asAt = until ?? new Date() }: Options): Promise<ReviewFigures> {
	const today = dayInLondon(asAt);
	const plans = programmes.map(({ planId }) => planId);
	const since = await sinceOf(db, of);
	const from = new Date(since.at);
	const { rows } = await besideRows(db, await reviewRows(db, today, plans, until), { today, until });
	return {
		asAt: asAt.toISOString(),
		since,
		programmes: programmes.map(({ id, planId, slug, name }) => ({ id, planId, slug, name })),
		rows: rows.map(withoutIds),
		exceptions: await exceptions(db, rows, today, until),
		decisionsWanted: await decisionsWanted(db, plans, { until }),
		thresholds: await statusThresholds(db, until),
		changes: firstOfEach(await whatChanged(db, plans, from, until)),
		challenges: await meetingChallenges(db, plans, { from, to: until })
	};
}

/** What of the page is said and done in the meeting itself. */
export async function reviewRecords(db: Database, of: PagedReview, programmes: readonly Pick<PagedProgramme, 'planId'>[], { until = null }: Options): Promise<ReviewRecords> {
	const plans = programmes.map(({ planId }) => planId);
	return {
		items: await itemsOf(db, of.id),
		attendance: of.attendance,
		decisions: await meetingDecisions(db, plans, of.id, until),
		actions: await meetingActions(db, plans, of, until)
	};
}

/** A page names programmes by the words of their addresses; what those stood for is said once. */
function withoutIds({ id: _id, planId: _planId, ...row }: ReviewRow): Omit<ReviewRow, 'id' | 'planId'> {
	return row;
}

async function itemsOf(db: Database, id: ReviewId): Promise<AgendaPlace[]> {
	return db
		.select({ programmeId: reviewItem.programmeId, minutes: reviewItem.minutes, done: reviewItem.done, note: reviewItem.note })
		.from(reviewItem)
		.innerJoin(programme, eq(programme.id, reviewItem.programmeId))
		.where(eq(reviewItem.reviewId, id))
		.orderBy(asc(reviewItem.position), asc(programme.position));
}

/** Since the review before was closed; for the first one, since so many days before it. */
async function sinceOf(db: Database, { previousId, heldOn }: Pick<PagedReview, 'heldOn' | 'previousId'>): Promise<Since> {
	const [before] = previousId ? await db.select({ heldOn: review.heldOn, closedAt: review.closedAt }).from(review).where(eq(review.id, previousId)) : [];
	if (before?.closedAt) return { at: before.closedAt.toISOString(), review: before.heldOn };
	return { at: endOfDayInLondon(addDays(heldOn, -FIRST_LOOKS_BACK - 1)).toISOString(), review: null };
}
