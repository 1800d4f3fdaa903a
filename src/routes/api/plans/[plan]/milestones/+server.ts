/** `GET`: a list of the plan's committed milestones, archived ones too, as `MilestoneRecord` describes them. */
import { planMilestones } from '#server/store/milestones.ts';
import { readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	return Response.json(await planMilestones(asked.db, asked.planId));
};
