/** `GET`: `{ enablers: [{ id, name }] }`, those that can be chosen for a milestone; for whoever may edit the plan. */
import { can } from '#lib/plan/rules.ts';
import { readEnablers } from '#server/store/enablers.ts';
import { no, readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!can(asked.user, 'edit', asked.programmeId)) return no(403, 'You may read this plan but not change it, so there is nothing to choose.');
	return Response.json({ enablers: await readEnablers(asked.db, asked.planId) });
};
