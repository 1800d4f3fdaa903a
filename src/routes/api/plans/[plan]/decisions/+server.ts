/**
 * `GET ?milestone=…`, `?on=programme` or neither: `{ decisions }`, newest first.
 * `POST { milestone, what, who, forum, decidedOn, requestId, review? }`: adds one, to an open review where one is named, answers `{ decision }` and tells every open page.
 */
import { runningSync } from '#server/running-sync.ts';
import { listDecisions, recordDecision } from '#server/store/decisions.ts';
import { answered, fieldsOf, readablePlan, textIn } from '../../plan-request.server.ts';
import { recordsAsked, reviewIn, subjectIn } from '../../record-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const of = recordsAsked(url);
	if (of instanceof Response) return of;
	return Response.json({ decisions: await listDecisions(asked.db, asked.planId, of) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	const subject = subjectIn(fields);
	if (subject instanceof Response) return subject;
	const review = reviewIn(fields);
	if (review instanceof Response) return review;
	const { db, user, planId } = asked;
	const sent = { what: textIn(fields, 'what'), who: textIn(fields, 'who'), forum: textIn(fields, 'forum'), decidedOn: textIn(fields, 'decidedOn'), requestId: textIn(fields, 'requestId') };
	const recorded = await recordDecision(db, { user, planId, ...subject, ...review, ...sent });
	// Also after a second try: the first may have been kept without the others hearing of it.
	if (recorded.ok) await runningSync().tell(planId, { kind: 'records', milestone: subject.milestone });
	return answered(recorded, 'decision', 201);
};
