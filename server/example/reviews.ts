/** The oversight group's reviews in the example: begun, ticked off and closed on their days, through the same commands as anyone's. */
import { and, eq, gte, inArray, isNull, lt } from 'drizzle-orm';
import { action, decision } from '#drizzle/conversation.server.ts';
import { reviewItem } from '#drizzle/reviews.server.ts';
import type { Database } from '#server/store/database.ts';
import type { ReviewId } from '#lib/plan/ids.ts';
import { changeItem, setAttendance } from '#server/store/review-agenda.ts';
import { beginReview, closeReview } from '#server/store/review-commands.ts';
import type { Doing } from './agenda.ts';
import { granted } from './conversation.ts';
import type { Day } from './shape.ts';
import { accountIdOf, GROUP_POSTS, type Speakers } from './speakers.ts';
import { instantAt } from './timing.ts';

const CHAIR = 'group-chair';
const TITLE = 'Health and Care Professionals Leadership Group';
/** Where the example's decisions of these days say that they were taken. */
const FORUM = 'Leadership Group review';

interface ExampleReview {
	heldOn: Day;
	/** Keys of the posts that came. */
	came: readonly string[];
}
const REVIEWS: readonly ExampleReview[] = [
	{ heldOn: '2026-05-06', came: ['group-chair', 'group-luton', 'group-milton-keynes', 'group-cmo'] },
	{ heldOn: '2026-07-08', came: ['group-chair', 'group-luton', 'group-public-health', 'group-cmo'] },
	{ heldOn: '2026-09-16', came: ['group-chair', 'group-luton', 'group-milton-keynes', 'group-public-health', 'group-cmo'] }
];

/** All reviews, in order of time. What they show is of their own moment, so they are held once every programme has its history. */
export function reviewsOf(speakers: Speakers): Doing[] {
	return REVIEWS.flatMap((held) => {
		let id: ReviewId | null = null;
		const user = speakers(CHAIR);
		const begun = (): ReviewId => {
			if (id === null) throw new Error(`The review of ${held.heldOn} was not begun`);
			return id;
		};
		const [begins, closes] = [instantAt(held.heldOn, 8, 30), instantAt(held.heldOn, 17, 30)];
		return [
			{ at: begins, does: async (tx) => void (id = granted(await beginReview(tx, { user, title: TITLE, heldOn: held.heldOn, requestId: `example-review-${held.heldOn}`, at: begins }), held.heldOn).id) },
			{
				at: closes,
				does: async (tx) => {
					await recordedIn(tx, begun(), begins, closes);
					granted(await setAttendance(tx, { user, id: begun(), attendance: { text: held.came.map((post) => speakers(post).name).join('\n'), was: '' } }), held.heldOn);
					for (const { programmeId } of await tx.select({ programmeId: reviewItem.programmeId }).from(reviewItem).where(eq(reviewItem.reviewId, begun()))) {
						granted(await changeItem(tx, { user, id: begun(), programmeId, change: { done: true } }), held.heldOn);
					}
					granted(await closeReview(tx, { user, id: begun(), at: closes }), held.heldOn);
				}
			}
		] satisfies Doing[];
	});
}

/** What the programmes' files say was decided and given that day by the group belongs to its review. */
async function recordedIn(tx: Database, reviewId: ReviewId, from: Date, to: Date): Promise<void> {
	const group = GROUP_POSTS.map(({ key }) => accountIdOf(key));
	await tx.update(decision).set({ reviewId }).where(and(isNull(decision.reviewId), eq(decision.forum, FORUM), gte(decision.at, from), lt(decision.at, to)));
	await tx.update(action).set({ reviewId }).where(and(isNull(action.reviewId), inArray(action.accountId, group), gte(action.at, from), lt(action.at, to)));
}
