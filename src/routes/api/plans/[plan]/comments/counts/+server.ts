/** `GET`: `{ counts }`, the open threads of each milestone and the challenges among them; milestones without any are left out. */
import { openCounts } from '#server/store/threads.ts';
import { readablePlan } from '../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	return Response.json({ counts: await openCounts(asked.db, asked.planId) });
};
