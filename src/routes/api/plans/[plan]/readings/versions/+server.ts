/** `GET ?kpi=…&place=…&from=…`: `{ versions }`, every version that a period has had, the newest first. */
import { isDay } from '#lib/plan/dates.ts';
import { versionsOf } from '#server/store/readings-read.ts';
import { no, readablePlan } from '../../../plan-request.server.ts';
import { kpiIn, placeIn } from '../../../reading-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const kpi = kpiIn(url.searchParams.get('kpi'));
	if (kpi instanceof Response) return kpi;
	const place = placeIn(url.searchParams.get('place'));
	if (place instanceof Response) return place;
	const from = url.searchParams.get('from');
	if (place === null || !isDay(from)) return no(400, 'Ask for ?kpi=…&place=…&from=2026-04-01.');
	return Response.json({ versions: await versionsOf(asked.db, asked.planId, { kpi, place, periodStart: from }) });
};
