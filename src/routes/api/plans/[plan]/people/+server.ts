/** `GET`: `{ people, others }`: whom one can mention here, and the names of people who may not see the plan. */
import { peopleOf } from '#server/store/mentionable.ts';
import { readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	return Response.json(await peopleOf(asked.db, asked.programmeId, asked.user.account));
};
