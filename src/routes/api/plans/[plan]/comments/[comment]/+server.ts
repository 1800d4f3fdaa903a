/** `POST { body, mentions }`: edits one's own comment, answers `{ comment }` and tells every open page. */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { editComment } from '#server/store/comment-edits.ts';
import { done } from '#server/store/plain-command.ts';
import { conversationEvent, readEdit, sentAs } from '../../../conversation-request.server.ts';
import { answered, no, readablePlan } from '../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('co', params.comment)) return no(404, 'There is no such comment in this plan.');
	const sent = await sentAs(request, readEdit);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const edited = await editComment(db, { user, planId, commentId: params.comment, ...sent });
	if (!edited.ok) return answered(edited, 'comment', 200);
	await runningSync().tell(planId, conversationEvent(edited.value.subject));
	return answered(done(edited.value.comment), 'comment', 200);
};
