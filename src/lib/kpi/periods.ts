/** The periods that readings are for: what they are called, how long they are, and which are missing from a series. */
import { addMonths, dayAt, dayNumber, dayWords, monthWords, quarterName, yearWords } from './calendar.ts';
import type { Reading } from './spc-types.ts';

/** Days are `YYYY-MM-DD`; both belong to it. */
export interface Period {
	periodStart: string;
	periodEnd: string;
}
export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'period';

/** `monthly`; '' for a rhythm that has no name. */
export const RHYTHM_WORDS: Record<PeriodKind, string> = { day: 'daily', week: 'weekly', month: 'monthly', quarter: 'quarterly', year: 'yearly', period: '' };

/** Whole calendar months; 0 when it does not begin with one and end with one. */
function wholeMonths({ periodStart, periodEnd }: Period): number {
	const after = dayAt(dayNumber(periodEnd) + 1);
	if (!periodStart.endsWith('-01') || !after.endsWith('-01')) return 0;
	return (Number(after.slice(0, 4)) - Number(periodStart.slice(0, 4))) * 12 + Number(after.slice(5, 7)) - Number(periodStart.slice(5, 7));
}
function daysOf({ periodStart, periodEnd }: Period): number {
	return dayNumber(periodEnd) - dayNumber(periodStart) + 1;
}

const BY_MONTHS: Readonly<Record<number, PeriodKind>> = { 1: 'month', 3: 'quarter', 12: 'year' };
const BY_DAYS: Readonly<Record<number, PeriodKind>> = { 1: 'day', 7: 'week' };

function kindOf(period: Period): PeriodKind {
	return BY_MONTHS[wholeMonths(period)] ?? BY_DAYS[daysOf(period)] ?? 'period';
}

/** What most periods of a series are; `period` where there are none. */
export function periodKind(periods: readonly Period[]): PeriodKind {
	const counts = new Map<PeriodKind, number>();
	for (const period of periods) counts.set(kindOf(period), (counts.get(kindOf(period)) ?? 0) + 1);
	return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 'period';
}

/** Whether a series is measured by calendar years, or several of them at a time. */
export function areCalendarYears(periods: readonly Period[]): boolean {
	return periods.length > 0 && periods.every((period) => period.periodStart.endsWith('-01-01') && wholeMonths(period) % 12 === 0 && wholeMonths(period) > 0);
}

/** `Jul 2026`, `Q2 2026/27`, `2026/27`, `2026`, `2020 to 2022`, `week of 6 Jul 2026`, `6 Jul 2026`, `1 Jul 2026 to 15 Jul 2026`. */
export function periodWords(period: Period): string {
	const { periodStart: start, periodEnd: end } = period;
	const months = wholeMonths(period);
	if (months === 1) return monthWords(start);
	if (months === 3 && /-(01|04|07|10)-/.test(start)) return `${quarterName(start)} ${yearWords(start)}`;
	if (months > 0 && months % 12 === 0 && /-(01|04)-/.test(start)) {
		const write = start.slice(5, 7) === '04' ? yearWords : (day: string) => day.slice(0, 4);
		return months === 12 ? write(start) : `${write(start)} to ${write(end)}`;
	}
	if (months > 0) return `${monthWords(start)} to ${monthWords(end)}`;
	if (start === end) return dayWords(start);
	return daysOf(period) === 7 ? `week of ${dayWords(start)}` : `${dayWords(start)} to ${dayWords(end)}`;
}

/** The period after one, of the same length. */
export function nextPeriod(period: Period): Period {
	const months = wholeMonths(period);
	const start = dayAt(dayNumber(period.periodEnd) + 1);
	const after = months > 0 ? addMonths(start, months) : dayAt(dayNumber(start) + daysOf(period));
	return { periodStart: start, periodEnd: dayAt(dayNumber(after) - 1) };
}

/** Whether at least one whole period lies between two: so that nothing is drawn or counted across it. */
export function isGap(before: Period, after: Period): boolean {
	return after.periodStart > nextPeriod(before).periodEnd;
}

const MOST_MISSING = 1_000;

/**
 * The readings of one place with a null for each period between them that has none, as `analyse`
 * wants them: a missing month breaks a run and gives no moving range. Periods that overlap, such as
 * rolling years, miss nothing.
 */
export function inSeries(readings: readonly (Period & { value: number | null })[]): (Reading & Period)[] {
	const sorted = [...readings].sort((one, other) => (one.periodStart < other.periodStart ? -1 : 1));
	let room = MOST_MISSING;
	return sorted.flatMap((reading, index) => {
		const { periodStart, periodEnd, value } = reading;
		const found: (Reading & Period)[] = [{ date: periodStart, periodStart, periodEnd, value }];
		const after = sorted[index + 1];
		let missing = nextPeriod(reading);
		while (after && missing.periodEnd < after.periodStart && room > 0) {
			found.push({ date: missing.periodStart, ...missing, value: null });
			missing = nextPeriod(missing);
			room -= 1;
		}
		return found;
	});
}
