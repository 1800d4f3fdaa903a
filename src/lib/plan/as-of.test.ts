import { describe, expect, it } from 'vitest';
import { asOfHref, asOfSuffix, instantOf, parseAddressDay, parseAsOf } from './as-of.ts';

const KNOWN = { today: '2026-09-14', first: '2025-03-03' };
const problemOf = (asked: string, known = KNOWN) => {
	const read = parseAsOf(asked, known);
	return read.when === 'never' ? read.problem : null;
};

describe('the day of an address', () => {
	it('is a past day, or now without one and for today', () => {
		expect(parseAsOf('2026-07-08', KNOWN)).toEqual({ when: 'past', day: '2026-07-08' });
		expect(parseAsOf(' 2025-03-03 ', KNOWN)).toEqual({ when: 'past', day: '2025-03-03' });
		for (const asked of [null, '', ' ', '2026-09-14']) expect(parseAsOf(asked, KNOWN)).toEqual({ when: 'now' });
	});

	it('R1: to come, before anything is known, or no day at all: a sentence that says so', () => {
		expect(problemOf('2026-09-15')).toBe('15 Sep 2026 has not come yet. Choose today or an earlier day.');
		expect(problemOf('2025-03-02')).toBe('Nothing is known as of 2 Mar 2025: the first plan was begun on 3 Mar 2025. Choose that day or a later one.');
		for (const asked of ['2026-02-30', '08/07/2026', '2026-7-8', 'yesterday', '20260708', '2026-07-08T10:00', '1899-01-01']) {
			expect(problemOf(asked), asked).toBe(`“${asked}” is not a day. Choose one, or write it in the address as 2026-07-08.`);
		}
		expect(problemOf('x'.repeat(500))?.length).toBeLessThan(120);
		const nothing = parseAsOf('2026-09-01', { today: '2026-09-14', first: null as string | null });
		expect(nothing).toMatchObject({ when: 'never' });
	});

	it('of the two days of a comparison is read as strictly', () => {
		expect(parseAddressDay('2026-07-08')).toEqual({ day: '2026-07-08' });
		expect(parseAddressDay(null)).toBeNull();
		expect(parseAddressDay('8 Jul')).toHaveProperty('problem');
	});

	it('R1: ends with the day in London, also in summer', () => {
		expect(instantOf('2026-07-08').toISOString()).toBe('2026-07-08T23:00:00.000Z');
		expect(instantOf('2026-12-08').toISOString()).toBe('2026-12-09T00:00:00.000Z');
	});

	it('keeps what else the address says', () => {
		const url = new URL('http://x/programmes/cancer/plan?show=overdue&asOf=2026-01-01');
		expect(asOfHref(url, '2026-07-08')).toBe('/programmes/cancer/plan?show=overdue&asOf=2026-07-08');
		expect(asOfHref(url, null)).toBe('/programmes/cancer/plan?show=overdue');
		expect(asOfHref(new URL('http://x/?asOf=2026-01-01'), null)).toBe('/');
		expect([asOfSuffix('/x', '2026-07-08'), asOfSuffix('/x?y=1', '2026-07-08'), asOfSuffix('/x', null)]).toEqual(['?asOf=2026-07-08', '&asOf=2026-07-08', '']);
	});
});
