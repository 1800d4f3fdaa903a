/** `GET`: `{ checkpoints }`, newest first. `POST { name }`: freezes the plan, answers `{ checkpoint }`. */
import { createCheckpoint, listCheckpoints } from '#server/store/checkpoints.ts';
import { answered, readablePlan, textsOf } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	return Response.json({ checkpoints: await listCheckpoints(asked.db, asked.planId) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['name']);
	if (sent instanceof Response) return sent;
	return answered(await createCheckpoint(asked.db, { user: asked.user, planId: asked.planId, name: sent.name }), 'checkpoint', 201);
};
