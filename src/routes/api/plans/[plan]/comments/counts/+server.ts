/** `GET`: `{ counts }`, how many comments each milestone has; those without any are left out. */
import { commentCounts } from '#server/store/comments.ts';
import { readablePlan } from '../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	return Response.json({ counts: await commentCounts(asked.db, asked.planId) });
};
