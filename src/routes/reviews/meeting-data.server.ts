/** The two halves of an open review's page. What is recorded in a meeting comes often and changes no figure, so it is read alone. */
import { todayInLondon } from '#lib/plan/dates.ts';
import type { ReviewFigures, ReviewRecords } from '#lib/plan/review-meeting.ts';
import { SharedRead } from '#server/shared-read.ts';
import type { Database } from '#server/store/database.ts';
import { reviewFigures, reviewRecords } from '#server/store/review-page.ts';
import type { OpenedReview } from '#server/store/reviews.ts';

/** One event brings everybody in a meeting to ask at once, and most of them may read the same. */
const figures = new SharedRead<ReviewFigures>();
const records = new SharedRead<ReviewRecords>();

/** What is worked out from plans, KPIs and what is said about them. Shared by all who may read the same programmes: not to be changed. */
export async function meetingFigures(db: Database, review: OpenedReview): Promise<ReviewFigures> {
	return figures.read(keyOf(review, todayInLondon()), () => reviewFigures(db, review, review.programmes, {}));
}

/** What is said and done in the meeting itself. Shared in the same way. */
export async function meetingRecords(db: Database, review: OpenedReview): Promise<ReviewRecords> {
	// Who asks has read who came after whatever brought them to ask; the one who reads for all may have read it before.
	return records.read(keyOf(review, review.attendance), () => reviewRecords(db, review, review.programmes, {}));
}

function keyOf({ id, programmes }: OpenedReview, more: string): string {
	return JSON.stringify([id, more, ...programmes.map(({ planId }) => planId)]);
}
