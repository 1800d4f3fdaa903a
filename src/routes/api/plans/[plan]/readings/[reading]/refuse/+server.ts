/** `POST { reason }`: refuses a held reading, which is kept with the reason. Answers `{ settled: { kpi } }`. */
import { runningSync } from '#server/running-sync.ts';
import { refuseReading } from '#server/store/readings.ts';
import { answered, readablePlan, textsOf } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['reason']);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const answer = await refuseReading(db, { user, planId, id: params.reading, reason: sent.reason });
	if (answer.ok) await runningSync().tell(planId, { kind: 'readings', kpi: answer.value.kpi });
	return answered(answer, 'settled', 200);
};
