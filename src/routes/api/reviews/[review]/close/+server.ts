/** `POST {}`: a reviewer closes the review for good; answers `{ review: { heldOn, closedAt } }`. Closed already, it answers alike. */
import { closeReview } from '#server/store/review-commands.ts';
import { answered } from '../../../plans/plan-request.server.ts';
import { runReview, tellOfReview } from '../../review-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params }) => {
	const asked = await runReview(locals, params.review);
	if (asked instanceof Response) return asked;
	const closed = await closeReview(asked.db, asked);
	if (closed.ok) await tellOfReview(asked, 'stated-status');
	return answered(closed, 'review', 200);
};
