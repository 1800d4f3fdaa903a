/** `POST`: takes a held reading, as a person says that it is right. Answers `{ settled: { kpi } }`. */
import { runningSync } from '#server/running-sync.ts';
import { confirmReading } from '#server/store/readings.ts';
import { answered, readablePlan } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const { db, user, planId } = asked;
	const answer = await confirmReading(db, { user, planId, id: params.reading });
	if (answer.ok) await runningSync().tell(planId, { kind: 'readings', kpi: answer.value.kpi });
	return answered(answer, 'settled', 200);
};
