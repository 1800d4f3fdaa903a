/**
 * `GET ?kpi=…&asOf=…`: `{ recalculations }`.
 * `POST { kpi, place, from, why }`: has the limits worked out anew from a day (place '' for all), or with `points` for `from` set from so
 * many first points, or from all of them (`all`). Answers `{ recalculation }`, or `{ message, problems }` by field.
 */
import type { LimitPoints } from '#lib/kpi/limits.ts';
import { runningSync } from '#server/running-sync.ts';
import { problemsOf } from '#server/store/form-answer.ts';
import { recalculate, setLimitPoints } from '#server/store/recalculations.ts';
import { recalculationsOf } from '#server/store/readings-read.ts';
import { answered, fieldsOf, no, readablePlan, textIn, type Fields } from '../../plan-request.server.ts';
import { asOfIn, kpiIn, placeIn } from '../../reading-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const kpi = kpiIn(url.searchParams.get('kpi'));
	if (kpi instanceof Response) return kpi;
	const asOf = await asOfIn(asked.db, url);
	if (asOf instanceof Response) return asOf;
	return Response.json({ recalculations: await recalculationsOf(asked.db, asked.planId, kpi, asOf ? { asOf } : {}) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await fieldsOf(request);
	if (sent instanceof Response) return sent;
	const kpi = kpiIn(textIn(sent, 'kpi'));
	if (kpi instanceof Response) return kpi;
	const place = placeIn(sent.get('place'));
	if (place instanceof Response) return place;
	const { db, user, planId } = asked;
	const from = textIn(sent, 'from');
	const points = pointsIn(sent);
	if (from !== '' && points !== null) return no(400, 'Limits are either worked out anew from a day or set from the first points. Send one of from and points.');
	const given = { user, planId, kpi, place, why: textIn(sent, 'why') };
	const answer = await (points === null ? recalculate(db, { ...given, from }) : setLimitPoints(db, { ...given, points }));
	if (answer.ok) await runningSync().tell(planId, { kind: 'readings', kpi });
	const said = answered(answer, 'recalculation', 201);
	const problems = problemsOf(answer);
	return answer.ok || Object.keys(problems).length === 0 ? said : Response.json({ message: answer.message, problems }, { status: said.status });
};

/** As a number, as typed, or `all`; NaN for anything else, null where nothing was sent. */
function pointsIn(sent: Fields): LimitPoints | null {
	const points = sent.get('points');
	if (points === undefined || points === null || points === '') return null;
	if (typeof points === 'number' || points === 'all') return points;
	return typeof points === 'string' && /^\s*\d{1,9}\s*$/.test(points) ? Number(points) : NaN;
}
