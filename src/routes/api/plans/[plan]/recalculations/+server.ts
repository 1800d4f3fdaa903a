/**
 * `GET ?kpi=…&asOf=…`: `{ recalculations }`.
 * `POST { kpi, place, from, why }`: has the limits worked out anew from a day (place '' for all), answers `{ recalculation }`.
 */
import { runningSync } from '#server/running-sync.ts';
import { recalculate } from '#server/store/recalculations.ts';
import { recalculationsOf } from '#server/store/readings-read.ts';
import { answered, readablePlan, textsOf } from '../../plan-request.server.ts';
import { asOfIn, kpiIn, placeIn } from '../../reading-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const kpi = kpiIn(url.searchParams.get('kpi'));
	if (kpi instanceof Response) return kpi;
	const asOf = asOfIn(url);
	if (asOf instanceof Response) return asOf;
	return Response.json({ recalculations: await recalculationsOf(asked.db, asked.planId, kpi, asOf ? { asOf } : {}) });
};

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['kpi', 'place', 'from', 'why']);
	if (sent instanceof Response) return sent;
	const kpi = kpiIn(sent.kpi);
	if (kpi instanceof Response) return kpi;
	const place = placeIn(sent.place);
	if (place instanceof Response) return place;
	const { db, user, planId } = asked;
	const answer = await recalculate(db, { user, planId, kpi, place, from: sent.from, why: sent.why });
	if (answer.ok) await runningSync().tell(planId, { kind: 'readings', kpi });
	return answered(answer, 'recalculation', 201);
};
