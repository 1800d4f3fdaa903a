import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	dayInLondon,
	daysBetween,
	endOfDayInLondon,
	financialYearOf,
	formatDay,
	formatDayShort,
	formatInstant,
	isDay,
	lastDayOfQuarter,
	parseDay,
	quarterOf,
	timeInLondon,
	todayInLondon,
	weekday
} from './dates.ts';

const TODAY = '2026-09-14';
const anyDay = fc.integer({ min: 0, max: daysBetween('1900-01-01', '2199-12-31') }).map((n) => addDays('1900-01-01', n));
const dayThisCentury = fc.integer({ min: 0, max: daysBetween('2000-01-01', '2099-12-31') }).map((n) => addDays('2000-01-01', n));
const workday = fc.integer({ min: 0, max: 36_000 }).map((n) => addDays('1980-01-01', n));

const read = (text: string, today = TODAY): string => {
	const parsed = parseDay(text, today);
	return parsed.ok ? parsed.value : parsed.problem;
};

describe('isDay', () => {
	it.each(['2026-09-14', '2024-02-29', '1900-01-01', '2199-12-31'])('takes %s', (day) => expect(isDay(day)).toBe(true));
	it.each(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '1899-12-31', '2200-01-01', '2026-9-14', '2026-09-14 ', '2026-09-14\n', '', null, 20260914, ['2026-09-14']])(
		'refuses %j',
		(value) => expect(isDay(value)).toBe(false)
	);
});

describe('parseDay', () => {
	it.each([
		['14/9/26', '2026-09-14'],
		['14/09/2026', '2026-09-14'],
		['14.9.26', '2026-09-14'],
		['14-9-2026', '2026-09-14'],
		['14–9–26', '2026-09-14'],
		['14 / 9 / 26', '2026-09-14'],
		['14 Sep', '2026-09-14'],
		['14 sept 2026', '2026-09-14'],
		['14 September', '2026-09-14'],
		['14sep26', '2026-09-14'],
		['14-Sep-2026', '2026-09-14'],
		['14\u00a0Sep\u00a02026', '2026-09-14'],
		['14th of September, 2026', '2026-09-14'],
		['Mon 14 Sep 2026', '2026-09-14'],
		['Monday, 14/9/26', '2026-09-14'],
		['2026-09-14', '2026-09-14'],
		[' 2026/9/14 ', '2026-09-14'],
		['Q3 26/27', '2026-12-31'],
		['Q3 2026/27', '2026-12-31'],
		['q3', '2026-12-31'],
		['Q3 2026-27', '2026-12-31'],
		['Q3 2026–2027', '2026-12-31'],
		['Q4 26/27', '2027-03-31'],
		['Q1 26/27', '2026-06-30'],
		['Q4 99/00', '2100-03-31'],
		['Sep 2026', '2026-09-30'],
		['Sep', '2026-09-30'],
		['february 2028', '2028-02-29'],
		['today', '2026-09-14'],
		['Tomorrow', '2026-09-15'],
		['yesterday', '2026-09-13'],
		['1/2/26', '2026-02-01'],
		['29 Feb 2028', '2028-02-29']
	])('reads %j as %s', (typed, day) => expect(parseDay(typed, TODAY)).toEqual({ ok: true, value: day }));

	it.each([
		['31/6/26', 'June has 30 days. Enter a date such as 30 Jun 2026.'],
		['31 Jun', 'June has 30 days. Enter a date such as 30 Jun 2026.'],
		['29/2/27', 'February 2027 has 28 days. Enter a date such as 28 Feb 2027.'],
		['29 Feb', 'February 2027 has 28 days. Enter a date such as 28 Feb 2027.'],
		['14/13/26', '13 is not a month. Write the day first, such as 14 Sep 2026.'],
		['9/14/26', '14 is not a month. Write the day first, such as 14 Sep 2026.'],
		['6/13', '13 is not a month. Write the day first, such as 13 Jun 2026.'],
		['foo', '“foo” is not a date. Enter a date such as 14 Sep 2026.'],
		['14 Foo 2026', '“14 Foo 2026” is not a date. Enter a date such as 14 Sep 2026.'],
		['0/9/26', '“0/9/26” is not a date. Enter a date such as 14 Sep 2026.'],
		['14/9/6', '“14/9/6” is not a date. Enter a date such as 14 Sep 2026.'],
		['14/9-26', '“14/9-26” is not a date. Enter a date such as 14 Sep 2026.'],
		['1² Sep 2026', '“1² Sep 2026” is not a date. Enter a date such as 14 Sep 2026.'],
		['', 'Enter a date such as 14 Sep 2026.'],
		['Sep 14 2026', 'Write the day first, such as 14 Sep 2026.'],
		['Sep 26', 'Write the day first, such as 26 Sep, or the whole year, such as Sep 2026.'],
		['Tue 14 Sep 2026', '14 Sep 2026 is a Monday. Enter the date without the day of the week.'],
		['Q5', 'Q5 is not a quarter. Enter one from Q1 to Q4, such as Q3 2026/27.'],
		['Q3 2026', 'A quarter needs its financial year. Enter it as Q3 2026/27.'],
		['Q3 26/28', 'A quarter needs its financial year. Enter it as Q3 2026/27.'],
		['1/1/1899', '1899 is too far away: years run from 1900 to 2199. Enter a date such as 14 Sep 2026.'],
		['Q4 2199/00', '2199 is too far away: years run from 1900 to 2199. Enter a date such as 14 Sep 2026.'],
		['x'.repeat(60), `“${'x'.repeat(40)}…” is not a date. Enter a date such as 14 Sep 2026.`]
	])('says what is wrong with %j', (typed, problem) => expect(parseDay(typed, TODAY)).toEqual({ ok: false, problem }));

	it('takes a missing year from three months back to nine months ahead', () => {
		expect(read('14 Jun')).toBe('2026-06-14');
		expect(read('13 Jun')).toBe('2027-06-13');
		expect(read('14/12')).toBe('2026-12-14');
		expect(read('q1')).toBe('2026-06-30');
		expect(read('q1', '2026-10-01')).toBe('2027-06-30');
		expect(read('q4', '2026-01-10')).toBe('2026-03-31');
		expect(read('Jun')).toBe('2026-06-30');
		expect(read('Jan', '2026-12-31')).toBe('2027-01-31');
		expect(read('29 Feb', '2028-05-31')).toBe('2028-02-29');
	});

	it('reads back every day it writes', () => {
		fc.assert(
			fc.property(anyDay, anyDay, (day, today) => {
				const [year = '', month = '', date = ''] = day.split('-');
				for (const typed of [day, formatDay(day), `${weekday(day)} ${formatDay(day)}`, `${date}/${month}/${year}`, `${date}.${month}.${year}`]) {
					expect(parseDay(typed, today)).toEqual({ ok: true, value: day });
				}
			})
		);
	});

	it('never reads the month before the day', () => {
		fc.assert(
			fc.property(dayThisCentury, fc.constantFrom('/', '.', '-'), fc.boolean(), (day, separator, short) => {
				const [year = '', month = '', date = ''] = day.split('-');
				const parsed = parseDay([Number(month), Number(date), short ? year.slice(2) : year].join(separator), TODAY);
				if (Number(date) > 12) expect(parsed.ok).toBe(false);
				else expect(parsed).toEqual({ ok: true, value: `${year}-${date}-${month}` });
			})
		);
	});

	it('takes a missing year so that the day is within −3 and +9 months, and exists once', () => {
		fc.assert(
			fc.property(workday, workday, (day, today) => {
				const parsed = parseDay(formatDayShort(day), today);
				if (!parsed.ok) {
					expect(day.slice(5)).toBe('02-29');
					return;
				}
				expect(parsed.value.slice(5)).toBe(day.slice(5));
				const away = daysBetween(today, parsed.value);
				expect(away).toBeGreaterThanOrEqual(-93);
				expect(away).toBeLessThanOrEqual(277);
			})
		);
	});

	it('answers any text with a day or a sentence', () => {
		const scrap = fc.oneof(fc.string(), fc.array(fc.constantFrom('14', '9', '26', '2026', '/', '-', ' ', 'Sep', 'q', '3', 'Mon', 'th', '.', ','), { maxLength: 8 }).map((all) => all.join('')));
		fc.assert(
			fc.property(scrap, (typed) => {
				const parsed = parseDay(typed, TODAY);
				expect(parsed.ok ? isDay(parsed.value) : parsed.problem.endsWith('.')).toBe(true);
			}),
			{ numRuns: 1_000 }
		);
	});
});

describe('writing days', () => {
	it('writes days as people read them', () => {
		expect(formatDay(TODAY)).toBe('14 Sep 2026');
		expect(formatDayShort('2026-06-01')).toBe('1 Jun');
		expect(weekday(TODAY)).toBe('Mon');
	});
	it('refuses what is no day', () => expect(() => formatDay('2026-02-30')).toThrow(RangeError));
});

describe('financial quarters', () => {
	it.each([
		['2026-03-31', 'Q4 2025/26', '2026-03-31'],
		['2026-04-01', 'Q1 2026/27', '2026-06-30'],
		['2026-06-30', 'Q1 2026/27', '2026-06-30'],
		['2026-07-01', 'Q2 2026/27', '2026-09-30'],
		['2026-12-31', 'Q3 2026/27', '2026-12-31'],
		['2027-01-01', 'Q4 2026/27', '2027-03-31'],
		['2099-12-31', 'Q3 2099/00', '2099-12-31']
	])('%s is in %s, which ends on %s', (day, quarter, last) => {
		expect(quarterOf(day)).toBe(quarter);
		expect(lastDayOfQuarter(day)).toBe(last);
		expect(financialYearOf(day)).toBe(quarter.slice(3));
	});
	it('ends each quarter where the next begins', () => {
		fc.assert(
			fc.property(workday, (day) => {
				const last = lastDayOfQuarter(day);
				expect(last >= day).toBe(true);
				expect(daysBetween(day, last)).toBeLessThan(92);
				expect(quarterOf(last)).toBe(quarterOf(day));
				expect(quarterOf(addDays(last, 1))).not.toBe(quarterOf(day));
				expect(parseDay(quarterOf(day), TODAY)).toEqual({ ok: true, value: last });
			})
		);
	});
});

describe('counting days', () => {
	it('counts over the days on which the clocks change', () => {
		expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
		expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
		expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
		expect(() => addDays('2199-12-31', 1)).toThrow(RangeError);
	});
	it('adds what it counts', () => {
		fc.assert(
			fc.property(anyDay, anyDay, (from, to) => {
				expect(addDays(from, daysBetween(from, to))).toBe(to);
			})
		);
	});
});

describe('days and instants in London', () => {
	it.each([
		['2026-09-14', '2026-09-14T23:00:00.000Z'],
		['2026-01-14', '2026-01-15T00:00:00.000Z'],
		['2026-03-28', '2026-03-29T00:00:00.000Z'],
		['2026-03-29', '2026-03-29T23:00:00.000Z'],
		['2026-10-24', '2026-10-24T23:00:00.000Z'],
		['2026-10-25', '2026-10-26T00:00:00.000Z'],
		['1970-06-01', '1970-06-01T23:00:00.000Z']
	])('%s ends at %s', (day, end) => expect(endOfDayInLondon(day).toISOString()).toBe(end));

	it('tells the day and time there', () => {
		expect(todayInLondon(new Date('2026-06-30T23:00:00Z'))).toBe('2026-07-01');
		expect(dayInLondon(new Date('2026-06-30T22:59:59Z'))).toBe('2026-06-30');
		expect(timeInLondon(new Date('2026-03-29T00:59:00Z'))).toBe('00:59');
		expect(timeInLondon(new Date('2026-03-29T01:00:00Z'))).toBe('02:00');
		expect(timeInLondon(new Date('2026-10-25T01:00:00Z'))).toBe('01:00');
		expect(timeInLondon(new Date('2026-01-01T00:00:00Z'))).toBe('00:00');
		expect(formatInstant(new Date('2026-09-14T09:42:10Z'))).toBe('14 Sep 2026 at 10:42');
		expect(isDay(todayInLondon())).toBe(true);
		expect(() => dayInLondon(new Date(NaN))).toThrow(RangeError);
	});

	it('ends each day where the next begins', () => {
		const clocks = fc.constantFrom('2025-03-30', '2025-10-26', '2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31');
		fc.assert(
			fc.property(fc.oneof(workday, clocks), (day) => {
				const end = endOfDayInLondon(day);
				expect(dayInLondon(new Date(end.getTime() - 1))).toBe(day);
				expect(dayInLondon(end)).toBe(addDays(day, 1));
				expect(timeInLondon(end)).toBe('00:00');
			})
		);
	});
});
