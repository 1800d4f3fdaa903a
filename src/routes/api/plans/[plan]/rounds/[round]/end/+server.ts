/** `POST`: ends a round, answers `{ round }`. */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { endRound } from '#server/store/round-commands.ts';
import { answered, no, readablePlan } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!isId('ro', params.round)) return no(404, 'There is no such round in this plan.');
	const { db, user, planId } = asked;
	const answer = await endRound(db, { user, planId, roundId: params.round });
	if (answer.ok) await runningSync().tell(planId, { kind: 'confirmations' });
	return answered(answer, 'round', 200);
};
