import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayAt, dayNumber, firstOfQuarter, firstOfYear, quarterName, yearWords } from './calendar.ts';
import { inSeries, isGap, nextPeriod, periodKind, periodWords, type Period } from './periods.ts';

const period = (periodStart: string, periodEnd: string): Period => ({ periodStart, periodEnd });
const days = fc.integer({ min: -20_000, max: 60_000 });

describe('days and months', () => {
	it('adds months and keeps to the end of a shorter one', () => {
		for (const [day, months, expected] of [['2025-11-30', 3, '2026-02-28'], ['2023-11-30', 3, '2024-02-29'], ['2026-01-31', -1, '2025-12-31'], ['2026-03-31', -13, '2025-02-28'], ['2026-12-01', 1, '2027-01-01'], ['2024-02-29', 48, '2028-02-29']] as const) {
			expect(addMonths(day, months)).toBe(expected);
		}
	});

	it('goes to numbers and back, and never skips a month', () => {
		fc.assert(
			fc.property(days, fc.integer({ min: -300, max: 300 }), (number, months) => {
				const day = dayAt(number);
				expect(dayNumber(day)).toBe(number);
				const later = addMonths(day, months);
				const count = (each: string) => Number(each.slice(0, 4)) * 12 + Number(each.slice(5, 7));
				expect(count(later) - count(day)).toBe(months);
				expect(later.slice(8) <= day.slice(8)).toBe(true);
				expect(firstOfQuarter(day) <= day && firstOfYear(day) <= day).toBe(true);
			})
		);
	});

	it('names quarters and years as finance does', () => {
		expect(['2026-03-31', '2026-04-01', '2026-09-14', '2026-12-31'].map((day) => `${quarterName(day)} ${yearWords(day)}`)).toEqual(['Q4 2025/26', 'Q1 2026/27', 'Q2 2026/27', 'Q3 2026/27']);
		expect(yearWords('2099-05-01')).toBe('2099/00');
	});
});

describe('periods', () => {
	it.each([
		['2026-07-01', '2026-07-31', 'Jul 2026'],
		['2026-07-01', '2026-09-30', 'Q2 2026/27'],
		['2026-02-01', '2026-04-30', 'Feb 2026 to Apr 2026'],
		['2025-04-01', '2026-03-31', '2025/26'],
		['2025-01-01', '2025-12-31', '2025'],
		['2020-01-01', '2022-12-31', '2020 to 2022'],
		['2020-04-01', '2023-03-31', '2020/21 to 2022/23'],
		['2025-07-01', '2026-06-30', 'Jul 2025 to Jun 2026'],
		['2026-07-06', '2026-07-12', 'week of 6 Jul 2026'],
		['2026-07-06', '2026-07-06', '6 Jul 2026'],
		['2026-07-01', '2026-07-15', '1 Jul 2026 to 15 Jul 2026'],
		['2024-02-01', '2024-02-29', 'Feb 2024']
	])('%s to %s is %s', (start, end, words) => expect(periodWords(period(start, end))).toBe(words));

	it('a series is what most of its periods are', () => {
		expect(periodKind([period('2026-01-01', '2026-01-31'), period('2026-02-01', '2026-02-28'), period('2026-03-01', '2026-05-31')])).toBe('month');
		expect(periodKind([period('2025-04-01', '2026-03-31')])).toBe('year');
		expect(periodKind([])).toBe('period');
	});

	it('knows the next one and whether one is missing', () => {
		expect(nextPeriod(period('2024-01-01', '2024-01-31'))).toEqual(period('2024-02-01', '2024-02-29'));
		expect(nextPeriod(period('2026-07-06', '2026-07-12'))).toEqual(period('2026-07-13', '2026-07-19'));
		expect(isGap(period('2026-01-01', '2026-01-31'), period('2026-02-01', '2026-02-28'))).toBe(false);
		expect(isGap(period('2026-01-01', '2026-01-31'), period('2026-03-01', '2026-03-31'))).toBe(true);
		expect(isGap(period('2020-01-01', '2022-12-31'), period('2021-01-01', '2023-12-31'))).toBe(false);
	});

	it('fills a series with what is missing, and only that', () => {
		const readings = [
			{ ...period('2026-04-01', '2026-04-30'), value: 3 },
			{ ...period('2026-01-01', '2026-01-31'), value: 1 }
		];
		expect(inSeries(readings).map(({ date, value }) => [date, value])).toEqual([['2026-01-01', 1], ['2026-02-01', null], ['2026-03-01', null], ['2026-04-01', 3]]);
		const rolling = [2020, 2021, 2022].map((year) => ({ ...period(`${year}-01-01`, `${year + 2}-12-31`), value: year }));
		expect(inSeries(rolling)).toHaveLength(3);
		expect(inSeries([{ ...period('1900-01-01', '1900-01-01'), value: 1 }, { ...period('2100-01-01', '2100-01-01'), value: 1 }]).length).toBeLessThan(2_000);
		expect(inSeries([])).toEqual([]);
	});
});
