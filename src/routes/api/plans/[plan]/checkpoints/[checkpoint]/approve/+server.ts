/** `POST { reason }`: makes the checkpoint the baseline, answers `{ checkpoint }` and tells every open page. */
import { runningSync } from '#server/running-sync.ts';
import { approveBaseline } from '#server/store/checkpoints.ts';
import { answered, readablePlan, textsOf } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['reason']);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const approved = await approveBaseline(db, { user, planId, checkpointId: params.checkpoint, reason: sent.reason });
	if (approved.ok) await runningSync().tell(planId, { kind: 'baseline' });
	return answered(approved, 'checkpoint', 200);
};
