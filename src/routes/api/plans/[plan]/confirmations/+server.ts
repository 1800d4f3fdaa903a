/**
 * `GET`: `{ confirmations, changed }`: the newest of each milestone, and the ids of those that have
 * changed since. `POST { milestone, requestId }`: says that one is true, answers `{ confirmation }`.
 */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { changedSince, confirm, lastConfirmed } from '#server/store/confirmations.ts';
import { answered, no, readablePlan, textsOf } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const { db, planId } = asked;
	return Response.json({ confirmations: await lastConfirmed(db, planId), changed: await changedSince(db, planId) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['milestone', 'requestId']);
	if (sent instanceof Response) return sent;
	if (!isId('ms', sent.milestone)) return no(404, 'There is no such milestone in this plan.');
	const { db, user, planId } = asked;
	const answer = await confirm(db, { user, planId, milestoneId: sent.milestone, requestId: sent.requestId });
	if (answer.ok) await runningSync().tell(planId, { kind: 'confirmations' });
	return answered(answer, 'confirmation', 201);
};
