/** What the addresses of readings share: the KPI, the place and the instant that they ask about. */
import { isId, isPlaceId, type KpiId, type PlaceId } from '#lib/plan/ids.ts';
import { lastBefore } from '#server/store/as-of.ts';
import type { Database } from '#server/store/database.ts';
import { asOfAsked } from '../../as-of.server.ts';
import { no } from './plan-request.server.ts';

export const NO_KPI = 'There is no such KPI in this plan.';

export function kpiIn(text: string | null): KpiId | Response {
	return isId('kpi', text) ? text : no(text === null ? 400 : 404, text === null ? 'Ask for ?kpi=….' : NO_KPI);
}

/** A place's id; null where it is for every place. */
export function placeIn(text: unknown): PlaceId | null | Response {
	if (text === null || text === undefined || text === '') return null;
	return isPlaceId(text) ? text : no(404, 'There is no such place in this portfolio.');
}

/** `?asOf=2026-04-30`: the last instant of that day; undefined for now. */
export async function asOfIn(db: Database, url: URL): Promise<Date | undefined | Response> {
	const asked = await asOfAsked(db, url);
	if (asked.when === 'never') return no(400, asked.problem);
	return asked.when === 'past' ? lastBefore(asked.until) : undefined;
}
