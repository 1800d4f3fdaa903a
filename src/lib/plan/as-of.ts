/**
 * Asking for the past: `?asOf=2026-07-08` in an address. "As of" a day means the end of that day in
 * London, so everything of the day itself is in it; as of today is simply now. A moment within a day,
 * such as the one a review was closed at, is written `2026-07-08T10:12:00.000Z`.
 */
import { dayInLondon, endOfDayInLondon, formatDay, formatInstant, isDay, type Day } from './dates.ts';
import type { Status } from './fields.ts';
import { parseInstant } from './instants.ts';
import type { StatedStatus } from './programme-status.ts';
import type { StatusThresholds } from './status-thresholds.ts';

/** The name under which an address gives the day. */
export const AS_OF = 'asOf';

/** A time in the past that a page is asked for as of. */
export interface PastTime {
	/** As addresses write it: a day, or a moment in UTC. */
	asked: string;
	/** The day in London, which is "today" to everything shown. */
	day: Day;
	/** What was known before this instant is shown. */
	until: Date;
}

/** How a programme stood at such a time. */
export interface ProgrammeThen {
	/** As `PastTime` has it. */
	asked: string;
	day: Day;
	/** `8 Jul 2026`, or with a time. */
	when: string;
	/** By the rule; null when it had not begun. */
	standing: { status: Status; reason: string } | null;
	/** What the rule counted with. */
	thresholds: StatusThresholds;
	/** What its lead stated beside. */
	stated: StatedStatus | null;
	/** Whether a baseline was approved by then. */
	hasBaseline: boolean;
}

/** What was asked for: the present, a time in the past, or something that cannot be shown, with the sentence that says why. */
export type AsOf = { when: 'now' } | ({ when: 'past' } & PastTime) | { when: 'never'; problem: string };

/** What there is to look back on. */
export interface Known {
	now: Date;
	/** The day of the first commit; null when nothing was ever committed. */
	first: Day | null;
}

const MOST_QUOTED = 20;

/**
 * Reads the time of an address.
 * @param asked as it stands there, each time it is given; none or '' is now
 */
export function parseAsOf(asked: readonly string[], { now, first }: Known): AsOf {
	const [one = '', ...others] = new Set(asked.map((each) => each.trim()));
	if (others.length > 0) return never('The address asks for more than one day. Choose one.');
	const time = readTime(one);
	if (time === null) return { when: 'now' };
	if ('problem' in time) return never(time.problem);
	const { day, until } = time;
	if (one === day && day === dayInLondon(now)) return { when: 'now' };
	if (until > now) return never(`${momentWords(time)} has not come yet. Choose today or an earlier day.`);
	if (first === null) return never('Nothing has been written into a plan yet, so there is no past to look at.');
	if (day < first) return never(`Nothing is known as of ${formatDay(day)}: the first plan was begun on ${formatDay(first)}. Choose that day or a later one.`);
	return { when: 'past', ...time };
}

function never(problem: string): AsOf {
	return { when: 'never', problem };
}

function readTime(asked: string): PastTime | { problem: string } | null {
	const moment = parseInstant(asked);
	// Of a year that no plan can hold, no sentence could tell.
	if (moment && isDay(dayInLondon(moment))) return pastMoment(moment);
	const read = parseAddressDay(asked);
	return read && ('problem' in read ? read : { asked: read.day, day: read.day, until: instantOf(read.day) });
}

/** The time of a moment, such as the closing of a review: what was known before it. */
export function pastMoment(until: Date): PastTime {
	return { asked: until.toISOString(), day: dayInLondon(until), until };
}

/** `8 Jul 2026`, or with the time in London where it is a moment within the day. */
export function momentWords({ asked, day, until }: PastTime): string {
	return asked === day ? formatDay(day) : formatInstant(until);
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

/** `?asOf=…` or `&asOf=…` to put behind an address; '' for today. @param asked as `PastTime` has it */
export function asOfSuffix(href: string, asked: string | null): string {
	return asked === null ? '' : `${href.includes('?') ? '&' : '?'}${AS_OF}=${encodeURIComponent(asked)}`;
}

/** The pages that can be asked for as of a past time: the review, and of each programme all but its members and what is being imported. */
const SHOWS_PAST = /^\/(programmes\/[^/]+\/(plan|smart|discussion|updates|activity|kpis(?!\/import)(\/[^/]+(\/readings)?)?))?$/;

/** Whether a page can be asked for as of a past time. */
export function showsPast(pathname: string): boolean {
	return SHOWS_PAST.test(pathname);
}

/**
 * Where a link of a page leads: as of the same time as the page. Null: what it leads to is shown as
 * of today only, so that nobody is led there from the past.
 * @param asked as `PastTime` has it; null for a page of today, whose links stay as they are
 */
export function linkAsOf(href: string, asked: string | null): string | null {
	if (asked === null) return href;
	const [, path = '', rest = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(href) ?? [];
	return showsPast(path) ? `${path}${rest}${asOfSuffix(path + rest, asked)}${hash}` : null;
}
