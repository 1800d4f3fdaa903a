/** `GET`: `{ newest, older }`. `POST { due, note, requestId }`: asks for updates, answers `{ round }`. */
import { runningSync } from '#server/running-sync.ts';
import { beginRound } from '#server/store/round-commands.ts';
import { readRound } from '#server/store/rounds.ts';
import { answered, readablePlan, textsOf } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	return Response.json(await readRound(asked.db, asked.planId));
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['due', 'note', 'requestId']);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const answer = await beginRound(db, { user, planId, ...sent });
	if (answer.ok) await runningSync().tell(planId, { kind: 'confirmations' });
	return answered(answer, 'round', 201);
};
