/** Periods as Fingertips writes them: a year, a financial year, a run of years, a quarter, a month. */
import { addDays, formatDay, isDay, type Day } from '#lib/plan/dates.ts';

export interface Period {
	start: Day;
	end: Day;
	/** Which way of writing it was, in words. */
	kind: 'a calendar year' | 'a financial year' | 'calendar years' | 'financial years' | 'a quarter of a financial year' | 'a quarter of a calendar year' | 'a month' | 'months';
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
/** Nothing is published for longer; `2021 - 20` is a slip. */
const MOST_YEARS = 20;
const MONTH = '([a-z]{3,9})\\.? (\\d{4})';

/** Reads a period; null when it is not one that is known. */
export function readPeriod(text: string): Period | null {
	const typed = text.replace(/[\u2010-\u2015\u2212]/g, '-').replace(/\s*-\s*/g, ' - ').replace(/\s+/g, ' ').trim().toLowerCase();
	const found = years(typed) ?? quarters(typed) ?? months(typed);
	if (!found || !isDay(found.start) || !isDay(found.end) || found.start > found.end) return null;
	return Number(found.end.slice(0, 4)) - Number(found.start.slice(0, 4)) > MOST_YEARS ? null : found;
}

function years(typed: string): Period | null {
	const [, one, to] = /^(\d{4})(?: - (\d{4}|\d{2}))?$/.exec(typed) ?? [];
	if (one !== undefined) {
		if (to === undefined) return { ...between(Number(one), 1, Number(one), 12), kind: 'a calendar year' };
		const last = whole(one, to);
		return last > Number(one) ? { ...between(Number(one), 1, last, 12), kind: 'calendar years' } : null;
	}
	const [, first, second, last, after] = /^(\d{4})\/(\d{2})(?: - (\d{4}|\d{2})\/(\d{2}))?$/.exec(typed) ?? [];
	if (first === undefined || second === undefined || (Number(first) + 1) % 100 !== Number(second)) return null;
	if (last === undefined || after === undefined) return { ...between(Number(first), 4, Number(first) + 1, 3), kind: 'a financial year' };
	const from = whole(first, last);
	return from > Number(first) && (from + 1) % 100 === Number(after) ? { ...between(Number(first), 4, from + 1, 3), kind: 'financial years' } : null;
}

function quarters(typed: string): Period | null {
	const [, year, next, quarter] = /^(\d{4})(?:\/(\d{2}))? q([1-4])$/.exec(typed) ?? [];
	if (year === undefined || quarter === undefined) return null;
	const month = Number(quarter) * 3 - 2;
	if (next === undefined) return { ...between(Number(year), month, Number(year), month + 2), kind: 'a quarter of a calendar year' };
	if ((Number(year) + 1) % 100 !== Number(next)) return null;
	const [y, m] = month <= 9 ? [Number(year), month + 3] : [Number(year) + 1, 1];
	return { ...between(y, m, y, m + 2), kind: 'a quarter of a financial year' };
}

function months(typed: string): Period | null {
	const [, word, year, lastWord, lastYear] = new RegExp(`^${MONTH}(?: - ${MONTH})?$`).exec(typed) ?? [];
	const month = monthOf(word);
	if (year === undefined || month === 0) return null;
	if (lastYear === undefined) return { ...between(Number(year), month, Number(year), month), kind: 'a month' };
	const last = monthOf(lastWord);
	return last === 0 ? null : { ...between(Number(year), month, Number(lastYear), last), kind: 'months' };
}

function monthOf(word: string | undefined): number {
	return word === undefined ? 0 : MONTHS.findIndex((name) => name.startsWith(word)) + 1;
}

/** `23` after `2021` is 2023, and `01` after `1999` is 2001. */
function whole(from: string, to: string): number {
	if (to.length === 4) return Number(to);
	const same = Number(`${from.slice(0, 2)}${to}`);
	return same < Number(from) ? same + 100 : same;
}

/** From the first day of one month to the last of another. */
function between(year: number, month: number, lastYear: number, lastMonth: number): { start: Day; end: Day } {
	const first = (y: number, m: number) => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`;
	const next = lastMonth === 12 ? first(lastYear + 1, 1) : first(lastYear, lastMonth + 1);
	return { start: first(year, month), end: isDay(next) ? addDays(next, -1) : '' };
}

/** `“2021 - 23” is read as calendar years, 1 Jan 2021 to 31 Dec 2023.` */
export function periodNote(text: string, { start, end, kind }: Period): string {
	return `“${text}” is read as ${kind}: ${formatDay(start)} to ${formatDay(end)}.`;
}
