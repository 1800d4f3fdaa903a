/**
 * `GET`: a list of the plan's committed milestones, archived ones too, as `MilestoneRecord` describes
 * them. With `?asOf=2026-07-08` as they stood when that day ended (R1).
 */
import { planMilestones } from '#server/store/milestones.ts';
import { milestonesAsOf } from '#server/store/plan-as-of.ts';
import { asOfAsked } from '../../../../as-of.server.ts';
import { no, readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const { db, planId } = asked;
	const asOf = await asOfAsked(db, url);
	if (asOf.when === 'never') return no(400, asOf.problem);
	return Response.json(asOf.when === 'past' ? await milestonesAsOf(db, planId, asOf.until) : await planMilestones(db, planId));
};
