/**
 * `POST { status, reason }`: states a status beside the rule's, answers `{ stated }` and tells every open page.
 * `DELETE`: takes it back, answers `{ stated: null }`.
 */
import { runningSync } from '#server/running-sync.ts';
import { stateStatus, takeBackStatus } from '#server/store/stated-status.ts';
import { answered, readablePlan, textsOf } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['status', 'reason']);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const stated = await stateStatus(db, { user, planId, ...sent });
	if (stated.ok) await runningSync().tell(planId, { kind: 'stated-status' });
	return answered(stated, 'stated', 201);
};

export const DELETE: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const { db, user, planId } = asked;
	const ended = await takeBackStatus(db, { user, planId });
	if (ended.ok) await runningSync().tell(planId, { kind: 'stated-status' });
	return answered(ended, 'stated', 200);
};
