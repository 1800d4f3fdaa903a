/**
 * `GET ?milestone=…`, `?on=programme` or neither: `{ actions }`, those still to be done first.
 * `POST { milestone, what, owner, due, requestId, review? }`: adds one, to an open review where one is named, answers `{ action }` and tells every open page.
 */
import { runningSync } from '#server/running-sync.ts';
import { listActions } from '#server/store/actions-read.ts';
import { recordAction } from '#server/store/actions.ts';
import { answered, fieldsOf, readablePlan, textIn } from '../../plan-request.server.ts';
import { recordsAsked, reviewIn, subjectIn } from '../../record-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const of = recordsAsked(url);
	if (of instanceof Response) return of;
	return Response.json({ actions: await listActions(asked.db, asked.planId, of) });
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
	const sent = { what: textIn(fields, 'what'), owner: textIn(fields, 'owner'), due: textIn(fields, 'due'), requestId: textIn(fields, 'requestId') };
	const recorded = await recordAction(db, { user, planId, ...subject, ...review, ...sent });
	// Also after a second try: the first may have been kept without the others hearing of it.
	if (recorded.ok) await runningSync().tell(planId, { kind: 'records', milestone: subject.milestone });
	return answered(recorded, 'action', 201);
};
