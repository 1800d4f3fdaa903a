/** What the addresses of readings share: the KPI, the place and the instant that they ask about. */
import { endOfDayInLondon, isDay, todayInLondon } from '#lib/plan/dates.ts';
import { isId, isPlaceId, type KpiId, type PlaceId } from '#lib/plan/ids.ts';
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

/** `?asOf=2026-04-30`: the end of that day; undefined for now. */
export function asOfIn(url: URL): Date | undefined | Response {
	const text = url.searchParams.get('asOf');
	if (text === null) return undefined;
	if (!isDay(text)) return no(400, 'The day to look back to is not a date. Write it as ?asOf=2026-04-30.');
	return text > todayInLondon() ? no(400, 'The day to look back to is still to come.') : endOfDayInLondon(text);
}
