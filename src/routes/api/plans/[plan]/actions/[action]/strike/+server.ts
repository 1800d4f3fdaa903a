/** `POST { why }`: strikes the action out, answers `{ action }` and tells every open page. */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { strikeAction } from '#server/store/actions.ts';
import { answered, no, readablePlan, textsOf } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('at', params.action)) return no(404, 'There is no such action in this plan.');
	const sent = await textsOf(request, ['why']);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const struck = await strikeAction(db, { user, planId, id: params.action, why: sent.why });
	if (struck.ok) await runningSync().tell(planId, { kind: 'records', milestone: struck.value.milestone });
	return answered(struck, 'action', 200);
};
