/** What several people change on an open review at once: who came, and the items of its agenda. */
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { review, reviewItem } from '#drizzle/reviews.server.ts';
import type { ProgrammeId, ReviewId } from '#lib/plan/ids.ts';
import { minutesFor, parseAttendance, parseMinutes, parseNote } from '#lib/plan/review-meeting.ts';
import type { User } from '#lib/plan/rules.ts';
import { done, refused, type Answer } from './plain-command.ts';
import { inPortfolio } from './portfolio-standing.ts';
import type { Database } from './query.ts';
import { closedRefusal, MAY_NOT_REVIEW } from './review-records.ts';

/** A text that took the place of another: `was` is what its writer began with, so that nobody's words are written over unseen. */
export interface Retyped {
	text: string;
	was: string;
}

const MEANWHILE = 'Somebody else changed this meanwhile. It shows as it stands now; yours is still here: take over what you need and save again.';

/** Writes down who came, one a line. */
export async function setAttendance(db: Database, { user, id, attendance }: { user: User; id: ReviewId; attendance: Retyped }): Promise<Answer<{ attendance: string }>> {
	return inPortfolio(db, user, 'review', MAY_NOT_REVIEW, async (tx, { user: now }) => {
		const parsed = parseAttendance(attendance.text);
		if (!parsed.ok) return refused('invalid', parsed.problem);
		const closed = await closedRefusal(tx, now, id, 'no key update');
		if (closed) return closed;
		const [row] = await tx.select({ attendance: review.attendance }).from(review).where(eq(review.id, id));
		if (row && row.attendance !== attendance.was && row.attendance !== parsed.value) return refused('conflict', MEANWHILE);
		await tx.update(review).set({ attendance: parsed.value }).where(eq(review.id, id));
		return done({ attendance: parsed.value });
	});
}

/** What of an item is to be changed. */
export interface ItemChange {
	done?: boolean;
	minutes?: unknown;
	note?: Retyped;
	/** Its new place, 0 for the first; beyond the end is the last. */
	place?: number;
}

/** Changes an item of the agenda. */
export async function changeItem(db: Database, { user, id, programmeId, change }: { user: User; id: ReviewId; programmeId: ProgrammeId; change: ItemChange }): Promise<Answer<{ programmeId: ProgrammeId }>> {
	return inPortfolio(db, user, 'review', MAY_NOT_REVIEW, async (tx, { user: now }) => {
		const values: Partial<typeof reviewItem.$inferInsert> = {};
		if (change.done !== undefined) values.done = change.done;
		if (change.minutes !== undefined) {
			const minutes = parseMinutes(change.minutes);
			if (!minutes.ok) return refused('invalid', minutes.problem);
			values.minutes = minutes.value;
		}
		if (change.note) {
			const note = parseNote(change.note.text);
			if (!note.ok) return refused('invalid', note.problem);
			values.note = note.value;
		}
		const closed = await closedRefusal(tx, now, id, 'no key update');
		if (closed) return closed;
		const here = and(eq(reviewItem.reviewId, id), eq(reviewItem.programmeId, programmeId));
		const [row] = await tx.select({ note: reviewItem.note }).from(reviewItem).where(here);
		if (!row) return refused('not-found', 'This programme is not on the agenda.');
		if (change.note && row.note !== change.note.was && row.note !== values.note) return refused('conflict', MEANWHILE);
		if (Object.keys(values).length > 0) await tx.update(reviewItem).set(values).where(here);
		if (change.place !== undefined) await moveTo(tx, id, programmeId, change.place);
		return done({ programmeId });
	});
}

/** The review is locked, so nobody else moves an item meanwhile. */
async function moveTo(tx: Database, id: ReviewId, programmeId: ProgrammeId, place: number): Promise<void> {
	const items = await tx.select({ programmeId: reviewItem.programmeId, position: reviewItem.position }).from(reviewItem).where(eq(reviewItem.reviewId, id)).orderBy(asc(reviewItem.position), asc(reviewItem.programmeId));
	const others = items.map((item) => item.programmeId).filter((each) => each !== programmeId);
	const order = others.toSpliced(Math.max(0, place), 0, programmeId);
	for (const [position, each] of order.entries()) {
		if (items[position]?.programmeId === each && items[position].position === position) continue;
		await tx.update(reviewItem).set({ position }).where(and(eq(reviewItem.reviewId, id), eq(reviewItem.programmeId, each)));
	}
}

/**
 * Puts a programme that was just made at the end of the agenda of the review that is open, if one is.
 * The caller holds the portfolio's row, as who begins a review does, so neither misses the other.
 */
export async function joinOpenReview(tx: Database, portfolioId: string, programmeId: ProgrammeId): Promise<void> {
	// Whoever closes it or moves its items at this moment comes first.
	const [open] = await tx.select({ id: review.id }).from(review).where(and(eq(review.portfolioId, portfolioId), isNull(review.closedAt))).for('share');
	if (!open) return;
	const [last] = await tx.select({ position: reviewItem.position }).from(reviewItem).where(eq(reviewItem.reviewId, open.id)).orderBy(desc(reviewItem.position)).limit(1);
	await tx.insert(reviewItem).values({ reviewId: open.id, programmeId, position: (last?.position ?? -1) + 1, minutes: minutesFor(null), done: false, note: '' });
}
