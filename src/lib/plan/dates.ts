/**
 * Calendar days of a plan: reading what people type, writing it back, financial quarters, and the
 * way between days and instants. The day always comes before the month; month before day is never
 * guessed. Financial years run April–March (Q1 is April–June). Pure: it reads the clock only where
 * a default argument says so.
 */

/** A calendar day in Europe/London, written YYYY-MM-DD, in the years 1900–2199. */
export type Day = string;

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const MS_PER_DAY = 86_400_000;
// Intl's British English writes "Sept"; our dates are three letters everywhere, on every engine.
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const EXAMPLE = 'Enter a date such as 14 Sep 2026.';

function monthLength(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
function write(year: number, month: number, date: number): Day {
	return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
function split(day: Day): [year: number, month: number, date: number] {
	if (!isDay(day)) throw new RangeError(`Not a day: ${String(day)}`);
	return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
}
function toNumber(day: Day): number {
	const [year, month, date] = split(day);
	return Date.UTC(year, month - 1, date) / MS_PER_DAY;
}
const monthName = (month: number): string => MONTHS[month - 1] ?? '';

/** Whether a value is a real calendar day written exactly YYYY-MM-DD, in the years 1900–2199. */
export function isDay(value: unknown): value is Day {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
	const [year, month, date] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))];
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
	return date >= 1 && date <= monthLength(year, month);
}

/** The day `n` whole days later (earlier when negative). Throws RangeError outside 1900–2199. */
export function addDays(day: Day, n: number): Day {
	const moved = new Date((toNumber(day) + n) * MS_PER_DAY);
	const result = write(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
	if (!isDay(result)) throw new RangeError(`${day} and ${n} days is outside ${FIRST_YEAR}–${LAST_YEAR}`);
	return result;
}
/** Whole days from one day to another: `to` − `from`, negative when `to` is the earlier. */
export function daysBetween(from: Day, to: Day): number {
	return toNumber(to) - toNumber(from);
}

/** `14 Sep 2026`. */
export function formatDay(day: Day): string {
	return `${formatDayShort(day)} ${day.slice(0, 4)}`;
}
/** `14 Sep`: for places where a heading or a nearby full date makes the year plain. */
export function formatDayShort(day: Day): string {
	const [, month, date] = split(day);
	return `${date} ${monthName(month).slice(0, 3)}`;
}
/** `Mon`. */
export function weekday(day: Day): string {
	return weekdayName(day).slice(0, 3);
}
function weekdayName(day: Day): string {
	return WEEKDAYS[new Date(toNumber(day) * MS_PER_DAY).getUTCDay()] ?? '';
}

/** The year in which the day's financial year begins, and its quarter 1–4. */
function financialQuarter(day: Day): [startYear: number, quarter: number] {
	const [year, month] = split(day);
	return month >= 4 ? [year, Math.floor((month - 1) / 3)] : [year - 1, 4];
}
function quarterEnd(startYear: number, quarter: number): Day {
	const month = quarter === 4 ? 3 : quarter * 3 + 3;
	const year = quarter === 4 ? startYear + 1 : startYear;
	return write(year, month, monthLength(year, month));
}
/** The financial year, April–March, that a day falls in: `2026/27`. */
export function financialYearOf(day: Day): string {
	const [start] = financialQuarter(day);
	return `${start}/${String((start + 1) % 100).padStart(2, '0')}`;
}
/** The financial quarter that a day falls in: `Q2 2026/27`. */
export function quarterOf(day: Day): string {
	return `Q${financialQuarter(day)[1]} ${financialYearOf(day)}`;
}
/** The last day of the financial quarter that a day falls in: 30 Jun, 30 Sep, 31 Dec or 31 Mar. */
export function lastDayOfQuarter(day: Day): Day {
	return quarterEnd(...financialQuarter(day));
}

const LONDON = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/London',
	calendar: 'iso8601',
	numberingSystem: 'latn',
	hourCycle: 'h23',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit'
});
function inLondon(instant: Date): Record<'year' | 'month' | 'day' | 'hour' | 'minute', number> {
	const wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
	for (const { type, value } of LONDON.formatToParts(instant)) {
		if (type === 'year' || type === 'month' || type === 'day' || type === 'hour' || type === 'minute') wall[type] = Number(value);
	}
	return wall;
}
/** The calendar day it is in London at an instant. Throws RangeError for an invalid Date. */
export function dayInLondon(instant: Date): Day {
	const { year, month, day } = inLondon(instant);
	return write(year, month, day);
}
/** The day it is in London now. */
export function todayInLondon(now: Date = new Date()): Day {
	return dayInLondon(now);
}
/** The time of day in London at an instant, on the 24-hour clock: `10:42`. */
export function timeInLondon(instant: Date): string {
	const { hour, minute } = inLondon(instant);
	return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
/** An instant in London's day and time: `14 Sep 2026 at 10:42`. */
export function formatInstant(instant: Date): string {
	return `${formatDay(dayInLondon(instant))} at ${timeInLondon(instant)}`;
}
/** The instant at which a day is over in London, itself no longer part of it; right on the days the clocks change. */
export function endOfDayInLondon(day: Day): Date {
	const midnight = (toNumber(day) + 1) * MS_PER_DAY;
	let instant = midnight;
	// The offset holds at the instant sought, not at the guess, so it is taken a second time there.
	for (let pass = 0; pass < 2; pass += 1) {
		const wall = inLondon(new Date(instant));
		instant = midnight - (Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) - instant);
	}
	return new Date(instant);
}

type Read = { ok: true; value: Day } | { ok: false; problem: string };
const wrong = (problem: string): Read => ({ ok: false, problem });

/**
 * Reads a date that a person typed: `14/9/26`, `14.9.2026`, `14 Sep`, `Mon 14 Sep 2026`,
 * `2026-09-14`, `Q3 26/27` (last day of the financial quarter), `Sep 2026` (last day of the month),
 * `today`, `tomorrow`, `yesterday`. Two-digit years are 2000s.
 *
 * With no year it is the first such day on or after the day three months before `today`: so the
 * one nearest to today from three months back to nine months ahead.
 * @param today the day from which a missing year is taken, a valid Day
 * @returns the day, or a sentence that says what is wrong and how to write it
 */
export function parseDay(text: string, today: Day): Read {
	const quoted = text.replace(/\s+/g, ' ').trim();
	let typed = quoted.toLowerCase().replace(/[\u2010-\u2015\u2212]/g, '-');
	typed = typed.replace(/[,\s]+/g, ' ').replace(/ ?([/-]) ?/g, '$1').trim();
	if (typed === '') return wrong(EXAMPLE);
	if (typed === 'today' || typed === 'tomorrow' || typed === 'yesterday') {
		const day = addDays(today, typed === 'today' ? 0 : typed === 'tomorrow' ? 1 : -1);
		return { ok: true, value: day };
	}
	const named = /^(mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[. ]+(?=\d)/.exec(typed);
	if (named) typed = typed.slice(named[0].length);
	const read = readQuarter(typed, today) ?? readMonth(typed, today) ?? readDate(typed, today);
	if (!read) return wrong(`“${quoted.length > 40 ? `${quoted.slice(0, 40)}…` : quoted}” is not a date. ${EXAMPLE}`);
	if (read.ok && named && weekday(read.value).toLowerCase() !== named[0].slice(0, 3)) {
		return wrong(`${formatDay(read.value)} is a ${weekdayName(read.value)}. Enter the date without the day of the week.`);
	}
	return read;
}

function readQuarter(typed: string, today: Day): Read | null {
	const [, digit, rest] = /^q ?(\d)(?!\d)(.*)$/.exec(typed) ?? [];
	if (digit === undefined || rest === undefined) return null;
	const quarter = Number(digit);
	if (quarter < 1 || quarter > 4) return wrong(`Q${quarter} is not a quarter. Enter one from Q1 to Q4, such as Q3 2026/27.`);
	if (rest === '') return nearest((year) => quarterEnd(quarter === 4 ? year - 1 : year, quarter), today);
	const [, from, to] = /^ ?(?:fy ?)?(\d{4}|\d{2}) ?[/-] ?(\d{4}|\d{2})$/.exec(rest) ?? [];
	const start = from === undefined ? NaN : fullYear(from);
	if (to === undefined || (start + 1) % 10 ** to.length !== Number(to)) {
		return wrong('A quarter needs its financial year. Enter it as Q3 2026/27.');
	}
	return checked(start, quarterEnd(start, quarter));
}

function readMonth(typed: string, today: Day): Read | null {
	const [, word, rest] = /^([a-z]{3,9})\.?(?:[ /-](.*))?$/.exec(typed) ?? [];
	const month = monthOf(word);
	if (month === 0) return null;
	if (rest === undefined) return nearest((year) => write(year, month, monthLength(year, month)), today);
	if (/^\d{4}$/.test(rest)) return checked(Number(rest), write(Number(rest), month, monthLength(Number(rest), month)));
	// "Sep 26" is a day to one reader and a year to another, so it is asked for, not guessed.
	const [, number, year] = /^(\d{1,2})(?:st|nd|rd|th)?(?:[ /-](\d{4}|\d{2}))?$/.exec(rest) ?? [];
	if (number === undefined) return null;
	const name = monthName(month).slice(0, 3);
	if (year !== undefined) return wrong(`Write the day first, such as ${example(fullYear(year), month, Number(number))}.`);
	const date = isDay(write(2024, month, Number(number))) ? Number(number) : 14;
	return wrong(`Write the day first, such as ${date} ${name}, or the whole year, such as ${name} ${today.slice(0, 4)}.`);
}

function readDate(typed: string, today: Day): Read | null {
	const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed);
	const numeric = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(typed);
	const spoken = /^(\d{1,2})(?:st|nd|rd|th)?[ ./-]*(?:of )?([a-z]{3,9})\.?(?:[ ./-]*(\d{4}|\d{2}))?$/.exec(typed);
	const date = Number(iso?.[3] ?? numeric?.[1] ?? spoken?.[1] ?? 0);
	const month = spoken ? monthOf(spoken[2]) : Number(iso?.[2] ?? numeric?.[3] ?? 0);
	const typedYear = iso?.[1] ?? numeric?.[4] ?? spoken?.[3];
	if (date === 0 || (spoken && month === 0)) return null;
	if (month < 1 || month > 12) {
		const year = typedYear === undefined ? Number(today.slice(0, 4)) : fullYear(typedYear);
		return wrong(`${month} is not a month. Write the day first, such as ${example(year, date, month)}.`);
	}
	if (typedYear !== undefined) return real(fullYear(typedYear), month, date);
	const floor = monthsBefore(today, 3);
	const year = Number(floor.slice(0, 4));
	return real(write(year, month, date) < floor ? year + 1 : year, month, date);
}

/** The month 1–12 that a word names in full or by three letters or more; 0 when it names none. */
function monthOf(word: string | undefined): number {
	return word !== undefined && word.length >= 3 ? MONTHS.findIndex((name) => name.toLowerCase().startsWith(word)) + 1 : 0;
}
const fullYear = (digits: string): number => (digits.length === 2 ? 2000 : 0) + Number(digits);

/** The date as an example when it is real, the standing example when it is not. */
function example(year: number, month: number, date: number): string {
	const day = write(year, month, date);
	return isDay(day) ? formatDay(day) : '14 Sep 2026';
}
function checked(year: number, day: Day): Read {
	if (isDay(day)) return { ok: true, value: day };
	return wrong(`${year} is too far away: years run from ${FIRST_YEAR} to ${LAST_YEAR}. ${EXAMPLE}`);
}
function real(year: number, month: number, date: number): Read {
	const most = monthLength(year, month);
	if (date <= most || year < FIRST_YEAR || year > LAST_YEAR) return checked(year, write(year, month, date));
	// February's length is a matter of the year; the other months' is not.
	const name = month === 2 ? `${monthName(month)} ${year}` : monthName(month);
	return wrong(`${name} has ${most} days. Enter a date such as ${formatDay(write(year, month, most))}.`);
}

function monthsBefore(day: Day, months: number): Day {
	const [year, month, date] = split(day);
	const first = new Date(Date.UTC(year, month - 1 - months, 1));
	const [y, m] = [first.getUTCFullYear(), first.getUTCMonth() + 1];
	return write(y, m, Math.min(date, monthLength(y, m)));
}
function nearest(inYear: (year: number) => Day, today: Day): Read {
	const floor = monthsBefore(today, 3);
	const year = Number(floor.slice(0, 4));
	const day = inYear(year) < floor ? inYear(year + 1) : inYear(year);
	return checked(Number(day.slice(0, 4)), day);
}
