/** `POST { title, heldOn, requestId }`: a reviewer begins the next review, answers `{ review: { id } }`. */
import { getDatabase } from '#server/store/database.ts';
import { beginReview } from '#server/store/review-commands.ts';
import { answered, no, textsOf } from '../plans/plan-request.server.ts';
import { tellOfReview } from './review-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, request }) => {
	const { user } = locals;
	if (!user) return no(401, 'Sign in first.');
	const sent = await textsOf(request, ['title', 'heldOn', 'requestId']);
	if (sent instanceof Response) return sent;
	const db = await getDatabase();
	const begun = await beginReview(db, { user, ...sent });
	if (begun.ok) await tellOfReview({ db, user });
	return answered(begun, 'review', 201);
};
