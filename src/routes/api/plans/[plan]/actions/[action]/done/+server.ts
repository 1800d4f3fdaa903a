/** `POST { done }`, true or false: answers `{ action }` and tells every open page. */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { setActionDone } from '#server/store/actions.ts';
import { answered, fieldsOf, no, readablePlan } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('at', params.action)) return no(404, 'There is no such action in this plan.');
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	const done = fields.get('done');
	if (typeof done !== 'boolean') return no(400, 'Say whether the action is done: true or false.');
	const { db, user, planId } = asked;
	const set = await setActionDone(db, { user, planId, id: params.action, done });
	if (set.ok) await runningSync().tell(planId, { kind: 'records', milestone: set.value.milestone });
	return answered(set, 'action', 200);
};
