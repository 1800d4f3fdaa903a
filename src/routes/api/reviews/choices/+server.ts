/** `GET ?plan=pl_…`: `{ milestones, people }`: what a decision or an action of a review can be about in that programme, and who can own it. */
import { recordChoices } from '#server/store/review-records.ts';
import { readablePlan } from '../../plans/plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	const asked = await readablePlan(locals, url.searchParams.get('plan') ?? '');
	if (asked instanceof Response) return asked;
	return Response.json(await recordChoices(asked.db, asked.planId));
};
