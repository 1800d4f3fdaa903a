/** `POST`: takes a judgement on limits back; it stays on record. Answers `{ ended: { kpi } }`. */
import { runningSync } from '#server/running-sync.ts';
import { endRecalculation } from '#server/store/recalculations.ts';
import { answered, readablePlan } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const { db, user, planId } = asked;
	const answer = await endRecalculation(db, { user, planId, id: params.recalculation });
	if (answer.ok) await runningSync().tell(planId, { kind: 'readings', kpi: answer.value.kpi });
	return answered(answer, 'ended', 200);
};
