/** `POST { attendance, was }`: writes down who came, one a line; `was` is what the writer began with. Answers `{ review: { attendance } }`. */
import { setAttendance } from '#server/store/review-agenda.ts';
import { answered, textsOf } from '../../../plans/plan-request.server.ts';
import { runReview, tellOfReview } from '../../review-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await runReview(locals, params.review);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['attendance', 'was']);
	if (sent instanceof Response) return sent;
	const set = await setAttendance(asked.db, { user: asked.user, id: asked.id, attendance: { text: sent.attendance, was: sent.was } });
	if (set.ok) await tellOfReview(asked);
	return answered(set, 'review', 200);
};
