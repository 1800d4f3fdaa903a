/** Reviews as pages ask for them. A reader is shown what concerns the programmes they may read now (T8). */
import { desc, eq } from 'drizzle-orm';
import { review } from '#drizzle/reviews.server.ts';
import type { ReviewId } from '#lib/plan/ids.ts';
import { pageFor, thawed, type ReviewListed, type ReviewMeeting } from '#lib/plan/review-meeting.ts';
import type { User } from '#lib/plan/rules.ts';
import { readableProgrammes } from './programmes.ts';
import type { Database } from './query.ts';
import { reviewPage } from './review-page.ts';

/** Reviews, the newest first; null for somebody who may read no programme. */
export async function listReviews(db: Database, user: User): Promise<ReviewListed[] | null> {
	if ((await readableProgrammes(db, user)).length === 0) return null;
	const rows = await db.select({ id: review.id, title: review.title, heldOn: review.heldOn, closedAt: review.closedAt }).from(review).orderBy(desc(review.heldOn));
	return rows.map(({ closedAt, ...row }) => ({ ...row, closed: closedAt !== null }));
}

/** One review: worked out while it is open, as it was frozen once it is closed (R3). Null: there is none, or the reader may read no programme. */
export async function readReview(db: Database, user: User, id: ReviewId): Promise<ReviewMeeting | null> {
	const programmes = await readableProgrammes(db, user);
	if (programmes.length === 0) return null;
	const [row] = await db.select().from(review).where(eq(review.id, id));
	if (!row) return null;
	const [previous] = row.previousId ? await db.select({ id: review.id, heldOn: review.heldOn }).from(review).where(eq(review.id, row.previousId)) : [];
	const readable = new Set(programmes.map((programme) => programme.id));
	const page = row.frozen ? pageFor(thawed(row.frozen), (programme) => readable.has(programme)) : await reviewPage(db, row, programmes, { closedBy: null });
	return {
		id: row.id,
		title: row.title,
		heldOn: row.heldOn,
		previous: previous ?? null,
		closed: row.closedAt && { name: page.closedBy ?? '', at: row.closedAt.toISOString() },
		page
	};
}
