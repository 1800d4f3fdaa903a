/** Reviews as pages ask for them. A reader is shown what concerns the programmes they may read now (T8). */
import { desc, eq } from 'drizzle-orm';
import { review } from '#drizzle/reviews.server.ts';
import type { ReviewId } from '#lib/plan/ids.ts';
import { pageFor, thawed, type FrozenReview, type ReviewListed, type ReviewMeeting } from '#lib/plan/review-meeting.ts';
import type { User } from '#lib/plan/rules.ts';
import { readableProgrammes } from './programmes.ts';
import type { Database } from './query.ts';
import { reviewPage, type PagedProgramme, type PagedReview } from './review-page.ts';

/** Reviews, the newest first; null for somebody who may read no programme. */
export async function listReviews(db: Database, user: User): Promise<ReviewListed[] | null> {
	if ((await readableProgrammes(db, user)).length === 0) return null;
	const rows = await db.select({ id: review.id, title: review.title, heldOn: review.heldOn, closedAt: review.closedAt }).from(review).orderBy(desc(review.heldOn));
	return rows.map(({ closedAt, ...row }) => ({ ...row, closed: closedAt !== null }));
}

/** One review as its reader may see it, without its page. */
export interface OpenedReview extends Omit<ReviewMeeting, 'closed' | 'page'>, PagedReview {
	/** The programmes that the reader may read. */
	programmes: PagedProgramme[];
	closedAt: Date | null;
}

const columns = { id: review.id, portfolioId: review.portfolioId, title: review.title, heldOn: review.heldOn, previousId: review.previousId, attendance: review.attendance, at: review.at, closedAt: review.closedAt };

/** One review and what its reader may read; null: there is none, or they may read no programme. */
export async function openReview(db: Database, user: User, id: ReviewId): Promise<OpenedReview | null> {
	const programmes = await readableProgrammes(db, user);
	if (programmes.length === 0) return null;
	// A frozen page can be megabytes, and is read only where it is shown.
	const [row] = await db.select(columns).from(review).where(eq(review.id, id));
	if (!row) return null;
	const [previous] = row.previousId ? await db.select({ id: review.id, heldOn: review.heldOn }).from(review).where(eq(review.id, row.previousId)) : [];
	return { ...row, previous: previous ?? null, programmes: programmes.map(({ role: _role, ...each }) => each) };
}

/** The page of a review as it was frozen (R3), for one of its readers; null while it is open. */
export async function frozenPage(db: Database, { id, programmes }: Pick<OpenedReview, 'id' | 'programmes'>): Promise<FrozenReview | null> {
	const [row] = await db.select({ frozen: review.frozen }).from(review).where(eq(review.id, id));
	const readable = new Set(programmes.map((programme) => programme.id));
	return row?.frozen ? pageFor(thawed(row.frozen), (programme) => readable.has(programme)) : null;
}

/** One review with its page: worked out while it is open, as it was frozen once it is closed (R3). Null: there is none, or the reader may read no programme. */
export async function readReview(db: Database, user: User, id: ReviewId): Promise<ReviewMeeting | null> {
	const opened = await openReview(db, user, id);
	if (!opened) return null;
	const page = (await frozenPage(db, opened)) ?? (await reviewPage(db, opened, opened.programmes, { closedBy: null }));
	const { title, heldOn, previous, closedAt } = opened;
	return { id, title, heldOn, previous, closed: closedAt && { name: page.closedBy ?? '', at: closedAt.toISOString() }, page };
}
