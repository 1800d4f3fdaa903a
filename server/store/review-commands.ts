/** Beginning and closing a review. Both are a reviewer's; closing freezes the whole page (R3). */
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import { review, reviewItem, statedStatus } from '#drizzle/reviews.server.ts';
import { plan, portfolio, programme } from '#drizzle/schema.server.ts';
import { dayInLondon, formatDay, type Day } from '#lib/plan/dates.ts';
import type { AccountId, PlanId, ReviewId } from '#lib/plan/ids.ts';
import { minutesFor, parseHeldOn, parseReviewTitle } from '#lib/plan/review-meeting.ts';
import type { User } from '#lib/plan/rules.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import { inPortfolio } from './portfolio-standing.ts';
import type { Database } from './query.ts';
import { requestIdRefusal } from './record-command.ts';
import { reviewPage } from './review-page.ts';
import { MAY_NOT_REVIEW } from './review-records.ts';
import { reviewRows } from './review.ts';
import { clock } from './saying.ts';

export interface ReviewToBegin {
	user: User;
	title: string;
	/** YYYY-MM-DD. */
	heldOn: string;
	/** Made by the writer's page, the same for every try at one review. */
	requestId: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/**
 * Begins the next review: it starts from the last closed one, with all programmes on its agenda,
 * worst first. One is open at a time. Sent twice by one account under one request id, it is begun once.
 */
export async function beginReview(db: Database, { user, requestId, at, ...sent }: ReviewToBegin): Promise<Answer<{ id: ReviewId }>> {
	return inPortfolio(db, user, 'review', MAY_NOT_REVIEW, async (tx, { portfolioId }) => {
		const title = parseReviewTitle(sent.title);
		if (!title.ok) return refused('invalid', title.problem);
		const noId = requestIdRefusal(requestId);
		if (noId) return noId;
		// One at a time, so that the second finds what the first began.
		await tx.select({ id: portfolio.id }).from(portfolio).where(eq(portfolio.id, portfolioId)).for('no key update');
		const id = idOf(user.account, requestId);
		const [begun] = await tx.select({ title: review.title, heldOn: review.heldOn }).from(review).where(eq(review.id, id));
		if (begun) return begun.title === title.value && begun.heldOn === sent.heldOn ? done({ id }) : refused('conflict', 'Another review was already begun under this request id. Send this one again.');
		const [open] = await tx.select({ heldOn: review.heldOn }).from(review).where(and(eq(review.portfolioId, portfolioId), isNull(review.closedAt)));
		if (open) return refused('conflict', `The review of ${formatDay(open.heldOn)} is still open. Close it before the next one begins.`);
		const [last] = await tx.select({ id: review.id, heldOn: review.heldOn }).from(review).where(and(eq(review.portfolioId, portfolioId), isNotNull(review.closedAt))).orderBy(desc(review.heldOn)).limit(1);
		const today = dayInLondon(at ?? new Date());
		const heldOn = parseHeldOn(sent.heldOn, today, last?.heldOn ?? null);
		if (!heldOn.ok) return refused('invalid', heldOn.problem);

		await tx.insert(review).values({ id, portfolioId, title: title.value, heldOn: heldOn.value, previousId: last?.id ?? null, attendance: '', accountId: user.account, at: databaseClock(at) });
		const rows = await reviewRows(tx, today, undefined, at ?? null);
		const items = rows.map((row, position) => ({ reviewId: id, programmeId: row.id, position, minutes: minutesFor(row.status), done: false, note: '' }));
		if (items.length > 0) await tx.insert(reviewItem).values(items);
		return done({ id });
	});
}

/** The id of what an account asked for under a request id: the same for every try, so the key keeps it once. */
function idOf(account: AccountId, requestId: string): ReviewId {
	return `rv_${createHash('sha256').update(`${account} ${requestId}`).digest('hex').slice(0, 24)}` as ReviewId;
}

export interface ClosedReview {
	heldOn: Day;
	/** ISO 8601. */
	closedAt: string;
}

/**
 * Closes a review for good: its page is worked out as it stands and kept, and statuses that leads
 * stated lapse, all in one transaction. Closed twice, it is closed once, by the first.
 */
export async function closeReview(db: Database, { user, id, at }: { user: User; id: ReviewId; at?: Date }): Promise<Answer<ClosedReview>> {
	return inPortfolio(db, user, 'review', MAY_NOT_REVIEW, async (tx, { user: now, portfolioId }) => {
		const [row] = await tx.select().from(review).where(and(eq(review.id, id), eq(review.portfolioId, portfolioId))).for('update');
		if (!row) return refused('not-found', 'There is no such review.');
		if (row.closedAt) return done({ heldOn: row.heldOn, closedAt: row.closedAt.toISOString() });
		const programmes = await tx
			.select({ id: programme.id, planId: plan.id, slug: programme.slug, name: programme.name })
			.from(programme)
			.innerJoin(plan, eq(plan.programmeId, programme.id))
			.where(eq(programme.portfolioId, portfolioId))
			.orderBy(asc(programme.position), asc(programme.name));
		const plans = programmes.map(({ planId }) => planId);
		await holdStill(tx, plans);
		const closedAt = await clock(tx, at);
		const page = await reviewPage(tx, row, programmes, { closedBy: now.name, asAt: closedAt, until: at ?? null });
		await tx.update(review).set({ closedAt, closedBy: user.account, frozen: page }).where(eq(review.id, id));
		// After the page, which still shows them.
		if (plans.length > 0) await tx.update(statedStatus).set({ endedAt: closedAt }).where(and(inArray(statedStatus.planId, plans), isNull(statedStatus.endedAt), lte(statedStatus.at, closedAt)));
		return done({ heldOn: row.heldOn, closedAt: closedAt.toISOString() });
	});
}

/** Commits wait until this transaction ends, so that all parts of a page tell of one moment; in the order of ids, as nobody else locks two. */
async function holdStill(tx: Database, plans: readonly PlanId[]): Promise<void> {
	if (plans.length > 0) await tx.select({ id: plan.id }).from(plan).where(inArray(plan.id, [...plans])).orderBy(asc(plan.id)).for('share');
}
