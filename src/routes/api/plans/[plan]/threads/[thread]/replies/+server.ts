/** `POST { body, requestId, mentions, answers?, reopen? }`: replies, answers `{ thread }` and tells every open page. */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { reply } from '#server/store/thread-commands.ts';
import { NO_THREAD } from '#server/store/thread-standing.ts';
import { conversationEvent, readReply, sentAs } from '../../../../conversation-request.server.ts';
import { answered, no, readablePlan } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('th', params.thread)) return no(404, NO_THREAD);
	const sent = await sentAs(request, readReply);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const replied = await reply(db, { user, planId, threadId: params.thread, ...sent });
	// Also after a second try: the first may have been kept without the others hearing of it.
	if (replied.ok) await runningSync().tell(planId, conversationEvent(replied.value.subject));
	return answered(replied, 'thread', 201);
};
