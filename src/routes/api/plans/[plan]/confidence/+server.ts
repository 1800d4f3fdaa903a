/**
 * `GET ?milestone=…`, `?on=programme` or neither: `{ statements }`, newest first.
 * `POST { milestone, kind, level, reason, requestId }`: adds one, answers `{ statement }` and tells every open page.
 */
import { runningSync } from '#server/running-sync.ts';
import { giveConfidence, listConfidence } from '#server/store/confidence.ts';
import { answered, fieldsOf, readablePlan, textIn } from '../../plan-request.server.ts';
import { recordsAsked, subjectIn } from '../../record-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const of = recordsAsked(url);
	if (of instanceof Response) return of;
	return Response.json({ statements: await listConfidence(asked.db, asked.planId, of) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	const subject = subjectIn(fields);
	if (subject instanceof Response) return subject;
	const { db, user, planId } = asked;
	const [kind, level, reason, requestId] = [textIn(fields, 'kind'), textIn(fields, 'level'), textIn(fields, 'reason'), textIn(fields, 'requestId')];
	const given = await giveConfidence(db, { user, planId, ...subject, kind, level, reason, requestId });
	// Also after a second try: the first may have been kept without the others hearing of it.
	if (given.ok) await runningSync().tell(planId, { kind: 'confidence', milestone: subject.milestone });
	return answered(given, 'statement', 201);
};
