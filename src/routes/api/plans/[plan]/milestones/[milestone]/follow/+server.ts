/** `GET`: `{ following: { follows, leads } }`. `PUT` asks to be told of this milestone, `DELETE` to be told no more; both answer the same. */
import { isId, type MilestoneId } from '#lib/plan/ids.ts';
import { follow, isFollowing, unfollow } from '#server/store/follow.ts';
import { answered, no, readablePlan, type PlanRequest } from '../../../../plan-request.server.ts';
import type { RequestHandler } from './$types';

async function asked(locals: App.Locals, params: { plan: string; milestone: string }, work: (asked: PlanRequest, milestone: MilestoneId) => Promise<Response>): Promise<Response> {
	const plan = await readablePlan(locals, params.plan);
	if (plan instanceof Response) return plan;
	if (!isId('ms', params.milestone)) return no(404, 'There is no such milestone in this plan.');
	return work(plan, params.milestone);
}

export const GET: RequestHandler = ({ locals, params }) =>
	asked(locals, params, async ({ db, user, planId }, milestone) => Response.json({ following: await isFollowing(db, user, planId, milestone) }));

export const PUT: RequestHandler = ({ locals, params }) =>
	asked(locals, params, async ({ db, user, planId }, milestone) => answered(await follow(db, user, planId, milestone), 'following', 200));

export const DELETE: RequestHandler = ({ locals, params }) =>
	asked(locals, params, async ({ db, user, planId }, milestone) => answered(await unfollow(db, user, planId, milestone), 'following', 200));
