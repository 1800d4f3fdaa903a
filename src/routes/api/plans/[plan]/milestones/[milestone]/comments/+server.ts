/** `GET`: `{ comments }`, oldest first. `POST { body, requestId }`: adds one, answers `{ comment }` and tells every open page. */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { addComment, listComments } from '#server/store/comments.ts';
import { answered, no, readablePlan, textsOf } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

const NO_MILESTONE = 'There is no such milestone in this plan.';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('ms', params.milestone)) return no(404, NO_MILESTONE);
	return Response.json({ comments: await listComments(asked.db, asked.planId, params.milestone) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('ms', params.milestone)) return no(404, NO_MILESTONE);
	const sent = await textsOf(request, ['body', 'requestId']);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const added = await addComment(db, { user, planId, milestoneId: params.milestone, ...sent });
	// Also after a second try: the first may have been kept without the others hearing of it.
	if (added.ok) await runningSync().tell(planId, { kind: 'conversation', milestone: params.milestone, kpi: null });
	return answered(added, 'comment', 201);
};
