/** `GET`: the current and the first baseline with the dates they froze (`Baselines`). */
import { readBaselines } from '#server/store/checkpoints.ts';
import { readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	return Response.json(await readBaselines(asked.db, asked.planId));
};
