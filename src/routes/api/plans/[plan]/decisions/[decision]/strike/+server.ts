/** `POST { why }`: strikes the decision out, answers `{ decision }` and tells every open page. */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { strikeDecision } from '#server/store/decisions.ts';
import { answered, no, readablePlan, textsOf } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('de', params.decision)) return no(404, 'There is no such decision in this plan.');
	const sent = await textsOf(request, ['why']);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const struck = await strikeDecision(db, { user, planId, id: params.decision, why: sent.why });
	if (struck.ok) await runningSync().tell(planId, { kind: 'records', milestone: struck.value.milestone });
	return answered(struck, 'decision', 200);
};
