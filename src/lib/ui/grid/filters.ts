/** The filters of the plan page: their address, and which milestones they leave. */
import { isShown, SHOWS, type Show } from '#lib/plan/attention.ts';
import { quarterOf, type Day } from '#lib/plan/dates.ts';
import { STATUSES, type Milestone, type Status } from '#lib/plan/fields.ts';
import { isId, isPlaceId, type MilestoneId, type PersonId, type PlaceId } from '#lib/plan/ids.ts';

export interface PlanFilters {
	find: string;
	status: Status[];
	/** As `quarterOf` writes them: `Q2 2026/27`. */
	quarter: string[];
	place: PlaceId[];
	lead: PersonId[];
	show: Show | null;
	archived: boolean;
}
export const NO_FILTERS: PlanFilters = { find: '', status: [], quarter: [], place: [], lead: [], show: null, archived: false };

/** The parameters of an address, apart from it: to change, or to read. */
export function paramsOf(search: string): URLSearchParams {
	return new URLSearchParams(search);
}

/** Reads filters from an address; what is not a filter, or not a value of one, is left aside. */
export function readFilters(params: URLSearchParams): PlanFilters {
	const list = (name: string) => params.getAll(name).flatMap((value) => value.split(','));
	return {
		find: params.get('find') ?? '',
		status: list('status').filter((value): value is Status => STATUSES.some((each) => each === value)),
		quarter: list('quarter').filter((value) => /^Q[1-4] \d{4}\/\d\d$/.test(value)),
		place: list('place').filter((value) => isPlaceId(value)),
		lead: list('lead').filter((value) => isId('pe', value)),
		show: SHOWS.find((each) => each === params.get('show')) ?? null,
		archived: params.get('archived') === '1'
	};
}

/** Writes filters into an address, other parts of which stay as they are. */
export function writeFilters(filters: PlanFilters, params: URLSearchParams): URLSearchParams {
	const written = new URLSearchParams(params);
	const put = (name: string, value: string) => (value === '' ? written.delete(name) : written.set(name, value));
	put('find', filters.find);
	for (const name of ['status', 'quarter', 'place', 'lead'] as const) put(name, filters[name].join(','));
	put('show', filters.show ?? '');
	put('archived', filters.archived ? '1' : '');
	return written;
}

/** Whether anything but "Archived" narrows the plan. */
export function isNarrowed({ find, status, quarter, place, lead, show }: PlanFilters): boolean {
	return find.trim() !== '' || status.length + quarter.length + place.length + lead.length > 0 || show !== null;
}

export interface FilterWorld {
	today: Day;
	/** Approved dates; null while there is no baseline. */
	baseline: ReadonlyMap<MilestoneId, { forecast: Day | null }> | null;
	/** Further words that a milestone is found by, such as its leads' names. */
	wordsOf: (milestone: Milestone) => string;
}

/** Whether a milestone passes; within one filter any of its values will do. "Archived" is the grouping's business. */
export function passes(milestone: Milestone, filters: PlanFilters, world: FilterWorld): boolean {
	const { status, quarter, place, lead, show } = filters;
	if (status.length > 0 && !status.includes(milestone.status)) return false;
	if (quarter.length > 0 && (milestone.forecast === null || !quarter.includes(quarterOf(milestone.forecast)))) return false;
	if (place.length > 0 && !place.some((id) => id in milestone.places)) return false;
	if (lead.length > 0 && !lead.some((id) => id in milestone.leads)) return false;
	if (show !== null && !isShown(show, milestone, { today: world.today, baseline: world.baseline?.get(milestone.id)?.forecast ?? null })) return false;
	const words = plain(filters.find).split(/\s+/).filter(Boolean);
	if (words.length === 0) return true;
	const text = plain(`${milestone.ref} ${milestone.title} ${world.wordsOf(milestone)}`);
	return words.every((word) => text.includes(word));
}

/** Lower case without accents, so that "zoe" finds "Zoë". */
function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The quarters in which the plan's milestones are forecast, earliest first. */
export function quartersOf(milestones: Iterable<Milestone>): string[] {
	const quarters = new Set<string>();
	for (const { forecast, archived } of milestones) if (forecast !== null && !archived) quarters.add(quarterOf(forecast));
	return [...quarters].toSorted((one, other) => sortKey(one).localeCompare(sortKey(other)));
}
const sortKey = (quarter: string): string => `${quarter.slice(3)} ${quarter.slice(0, 2)}`;
