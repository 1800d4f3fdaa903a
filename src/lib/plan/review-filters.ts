/** The filters of the review: their address, the milestones they leave, and how they are said. The names are those of a plan page's filters. */
import { lastDayOfQuarter, quarterOf, type Day } from './dates.ts';
import { STATUSES, STATUS_WORDS, type Status } from './fields.ts';
import { isId, isPlaceId, type PersonId, type PlaceId, type PriorityId } from './ids.ts';

export interface ReviewFilters {
	place: readonly PlaceId[];
	lead: readonly PersonId[];
	/** As `quarterOf` writes them: `Q2 2026/27`. */
	quarter: readonly string[];
	priority: readonly PriorityId[];
	status: readonly Status[];
	enabler: readonly string[];
}
export const NO_REVIEW_FILTERS: ReviewFilters = { place: [], lead: [], quarter: [], priority: [], status: [], enabler: [] };
export const REVIEW_FILTERS = ['place', 'lead', 'quarter', 'priority', 'status', 'enabler'] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];
export const REVIEW_FILTER_WORDS: Record<ReviewFilter, string> = { place: 'Place', lead: 'Lead', quarter: 'Quarter', priority: 'Priority', status: 'Status', enabler: 'Enabler' };

/** No screen sets more values of one filter; an address that names more is read so far. */
const MOST_VALUES = 50;

/** Reads filters from an address; what is not a value of one is left aside. */
export function readReviewFilters(params: URLSearchParams): ReviewFilters {
	const list = (name: ReviewFilter) => [...new Set(params.getAll(name).flatMap((value) => value.split(',')))].slice(0, MOST_VALUES);
	return {
		place: list('place').filter((value) => isPlaceId(value)),
		lead: list('lead').filter((value) => isId('pe', value)),
		quarter: list('quarter').filter((value) => quarterDays(value) !== null),
		priority: list('priority').filter((value) => isId('pr', value)),
		status: list('status').filter((value): value is Status => STATUSES.some((each) => each === value)),
		// Enablers are slugs, as places are.
		enabler: list('enabler').filter((value) => isPlaceId(value))
	};
}

/** Writes filters into the parameters of an address (`?place=…`), the others of which stay as they are. */
export function writeReviewFilters(filters: ReviewFilters, search: string): URLSearchParams {
	const written = new URLSearchParams(search);
	for (const name of REVIEW_FILTERS) {
		if (filters[name].length === 0) written.delete(name);
		else written.set(name, filters[name].join(','));
	}
	return written;
}

export function isFiltered(filters: ReviewFilters): boolean {
	return REVIEW_FILTERS.some((name) => filters[name].length > 0);
}

/** What of the filters a plan page knows too, for the links from figures. */
export function planFilters({ place, lead, quarter, status }: ReviewFilters): URLSearchParams {
	return writeReviewFilters({ ...NO_REVIEW_FILTERS, place, lead, quarter, status }, '');
}

/** What of a milestone the filters read. */
export interface Filtered {
	status: Status;
	forecast: Day | null;
	priority: PriorityId | null;
	places: Readonly<Record<string, unknown>>;
	leads: Readonly<Record<string, unknown>>;
	enablers: Readonly<Record<string, unknown>>;
}

/** Whether a milestone passes: within one filter any of its values will do. server/store/review-filters.ts says the same in SQL. */
export function passesReview(milestone: Filtered, { place, lead, quarter, priority, status, enabler }: ReviewFilters): boolean {
	const among = (values: readonly string[], members: Readonly<Record<string, unknown>>) => values.length === 0 || values.some((value) => Object.hasOwn(members, value));
	if (status.length > 0 && !status.includes(milestone.status)) return false;
	if (priority.length > 0 && (milestone.priority === null || !priority.includes(milestone.priority))) return false;
	if (quarter.length > 0 && (milestone.forecast === null || !quarter.includes(quarterOf(milestone.forecast)))) return false;
	return among(place, milestone.places) && among(lead, milestone.leads) && among(enabler, milestone.enablers);
}

const FIRST_MONTH = { 1: '04', 2: '07', 3: '10', 4: '01' } as const;

/** The days of a financial quarter, both included; null for words that are none. */
export function quarterDays(quarter: string): { first: Day; last: Day } | null {
	const [, number, begins, ends] = /^Q([1-4]) (\d{4})\/(\d\d)$/.exec(quarter) ?? [];
	if (!number || !begins || Number(ends) !== (Number(begins) + 1) % 100) return null;
	const first = `${number === '4' ? Number(begins) + 1 : begins}-${FIRST_MONTH[Number(number) as 1 | 2 | 3 | 4]}-01`;
	return { first, last: lastDayOfQuarter(first) };
}

/** What the values of an address are called; a value that is not there is said as it stands. */
export type FilterNames = Readonly<Partial<Record<ReviewFilter, Readonly<Record<string, string>>>>>;

/** A value in words. */
export function filterValueWords(filter: ReviewFilter, value: string, names: FilterNames): string {
	if (filter === 'quarter') return value;
	if (filter === 'status') return STATUS_WORDS[value as Status];
	if (filter === 'enabler') return value.replaceAll('-', ' ');
	return names[filter]?.[value] ?? 'No longer there';
}

/** The filters in words, to stand before a sentence: `Luton; lead Helen Beck or Ian Price; at risk`. */
export function filtersInWords(filters: ReviewFilters, names: FilterNames): string {
	const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });
	return REVIEW_FILTERS.flatMap((filter) => {
		if (filters[filter].length === 0) return [];
		const words = or.format(filters[filter].map((value) => filterValueWords(filter, value, names)));
		return [filter === 'place' || filter === 'quarter' ? words : `${REVIEW_FILTER_WORDS[filter].toLowerCase()} ${filter === 'status' ? words.toLowerCase() : words}`];
	}).join('; ');
}
