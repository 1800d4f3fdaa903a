/**
 * Asking for the past: `?asOf=2026-07-08` in an address. "As of" a day means the end of that day in
 * London, so everything of the day itself is in it; as of today is simply now.
 */
import { endOfDayInLondon, formatDay, isDay, type Day } from './dates.ts';

/** The name under which an address gives the day. */
export const AS_OF = 'asOf';

/** What was asked for: the present, a past day, or something that cannot be shown, with the sentence that says why. */
export type AsOf = { when: 'now' } | { when: 'past'; day: Day } | { when: 'never'; problem: string };

/** What there is to look back on. */
export interface Known {
	/** Today in London. */
	today: Day;
	/** The day of the first commit; null when nothing was ever committed. */
	first: Day | null;
}

const MOST_QUOTED = 20;

/**
 * Reads the day of an address.
 * @param asked as it stands there; null or '' is now
 */
export function parseAsOf(asked: string | null, { today, first }: Known): AsOf {
	const read = parseAddressDay(asked);
	if (read === null) return { when: 'now' };
	if ('problem' in read) return { when: 'never', problem: read.problem };
	const { day } = read;
	if (day === today) return { when: 'now' };
	if (day > today) return never(`${formatDay(day)} has not come yet. Choose today or an earlier day.`);
	if (first === null) return never('Nothing has been written into a plan yet, so there is no past to look at.');
	if (day < first) return never(`Nothing is known as of ${formatDay(day)}: the first plan was begun on ${formatDay(first)}. Choose that day or a later one.`);
	return { when: 'past', day };
}

function never(problem: string): AsOf {
	return { when: 'never', problem };
}

/** A day as addresses write it, strictly `2026-07-08`; null when there is none, or the sentence that says what is wrong. */
export function parseAddressDay(asked: string | null): { day: Day } | { problem: string } | null {
	const typed = asked?.trim() ?? '';
	if (typed === '') return null;
	const quoted = typed.length > MOST_QUOTED ? `${typed.slice(0, MOST_QUOTED)}…` : typed;
	if (isDay(typed)) return { day: typed };
	return { problem: `“${quoted}” is not a day. Choose one, or write it in the address as 2026-07-08.` };
}

/** The instant before which everything known as of a day was known. */
export function instantOf(day: Day): Date {
	return endOfDayInLondon(day);
}

/** The address of a page as of a day, or of today; what else the address says stays. */
export function asOfHref(url: { pathname: string; search: string }, day: Day | null): string {
	const search = new URLSearchParams(url.search);
	if (day === null) search.delete(AS_OF);
	else search.set(AS_OF, day);
	const text = search.toString();
	return text === '' ? url.pathname : `${url.pathname}?${text}`;
}

/** `?asOf=…` or `&asOf=…` to put behind an address; '' for today. */
export function asOfSuffix(href: string, day: Day | null): string {
	return day === null ? '' : `${href.includes('?') ? '&' : '?'}${AS_OF}=${day}`;
}
