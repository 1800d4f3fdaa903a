/**
 * `POST { to }`: `resolved` or `open` for a conversation; `closed`, `sentBack` or `reopened` for a
 * challenge. Answers `{ thread }`, also where it is so already, and tells every open page.
 */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { moveChallenge } from '#server/store/challenges.ts';
import { setResolved } from '#server/store/thread-commands.ts';
import { NO_THREAD } from '#server/store/thread-standing.ts';
import { conversationEvent, readState, sentAs } from '../../../../conversation-request.server.ts';
import { answered, no, readablePlan } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('th', params.thread)) return no(404, NO_THREAD);
	const to = await sentAs(request, readState);
	if (to instanceof Response) return to;
	const { db, user, planId } = asked;
	const about = { user, planId, threadId: params.thread };
	const moved = to === 'resolved' || to === 'open' ? await setResolved(db, { ...about, to }) : await moveChallenge(db, { ...about, to });
	if (moved.ok) await runningSync().tell(planId, conversationEvent(moved.value.subject));
	return answered(moved, 'thread', 200);
};
