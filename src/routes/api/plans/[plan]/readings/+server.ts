/**
 * `GET ?kpi=…&asOf=…`: `{ readings, recalculations }`, as they stand or as they were known at the end of a day.
 * `POST { kpi, place, period, value, … }`: one value as typed, answers `{ taken }`, or `{ message, problems }` by field.
 */
import { can } from '#lib/plan/rules.ts';
import { TYPED_FIELDS, enterReading, type TypedField } from '#server/measures/by-hand.ts';
import { runningSync } from '#server/running-sync.ts';
import { problemsOf } from '#server/store/form-answer.ts';
import { MAY_NOT_ENTER } from '#server/store/readings.ts';
import { readingsOf, recalculationsOf } from '#server/store/readings-read.ts';
import { answered, no, readablePlan, textsOf } from '../../plan-request.server.ts';
import { asOfIn, kpiIn } from '../../reading-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const kpi = kpiIn(url.searchParams.get('kpi'));
	if (kpi instanceof Response) return kpi;
	const asOf = await asOfIn(asked.db, url);
	if (asOf instanceof Response) return asOf;
	const then = asOf ? { asOf } : {};
	return Response.json({ readings: await readingsOf(asked.db, asked.planId, kpi, then), recalculations: await recalculationsOf(asked.db, asked.planId, kpi, then) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	if (!can(asked.user, 'edit', asked.programmeId)) return no(403, MAY_NOT_ENTER);
	const sent = await textsOf(request, ['kpi', ...TYPED_FIELDS]);
	if (sent instanceof Response) return sent;
	const kpi = kpiIn(sent.kpi);
	if (kpi instanceof Response) return kpi;
	const { db, user, planId } = asked;
	const typed = Object.fromEntries(TYPED_FIELDS.map((field) => [field, sent[field]])) as Record<TypedField, string>;
	const answer = await enterReading(db, { user, planId, kpi, typed });
	if (answer.ok) await runningSync().tell(planId, { kind: 'readings', kpi });
	const problems = problemsOf(answer);
	if (!answer.ok && Object.keys(problems).length > 0) return Response.json({ message: answer.message, problems }, { status: 400 });
	return answered(answer, 'taken', 201);
};
