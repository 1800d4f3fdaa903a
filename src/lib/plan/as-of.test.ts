import { describe, expect, it } from 'vitest';
import { asOfHref, asOfSuffix, instantOf, linkAsOf, momentWords, parseAddressDay, parseAsOf, pastMoment } from './as-of.ts';

const KNOWN = { now: new Date('2026-09-14T09:00:00Z'), first: '2025-03-03' };
const problemOf = (...asked: string[]) => {
	const read = parseAsOf(asked, KNOWN);
	return read.when === 'never' ? read.problem : null;
};

describe('the time of an address', () => {
	it('is a past day, or now without one and for today', () => {
		expect(parseAsOf(['2026-07-08'], KNOWN)).toEqual({ when: 'past', asked: '2026-07-08', day: '2026-07-08', until: new Date('2026-07-08T23:00:00Z') });
		expect(parseAsOf([' 2025-03-03 '], KNOWN)).toMatchObject({ when: 'past', day: '2025-03-03' });
		for (const asked of [[], [''], [' '], ['2026-09-14'], ['', '']]) expect(parseAsOf(asked, KNOWN)).toEqual({ when: 'now' });
	});

	it('R1: is a moment of a day, in whose day in London it is', () => {
		const night = { asked: '2026-07-08T23:30:00.123Z', day: '2026-07-09', until: new Date('2026-07-08T23:30:00.123Z') };
		expect(parseAsOf(['2026-07-08T23:30:00.123Z'], KNOWN)).toEqual({ when: 'past', ...night });
		expect(pastMoment(night.until)).toEqual(night);
		expect(momentWords(night)).toBe('9 Jul 2026 at 00:30');
		expect(parseAsOf(['2026-09-14T08:59:59.999Z'], KNOWN)).toMatchObject({ when: 'past', day: '2026-09-14' });
		expect(problemOf('2026-09-14T09:30:00Z')).toBe('14 Sep 2026 at 10:30 has not come yet. Choose today or an earlier day.');
	});

	it('R1: to come, before anything is known, or no day at all: a sentence that says so', () => {
		expect(problemOf('2026-09-15')).toBe('15 Sep 2026 has not come yet. Choose today or an earlier day.');
		expect(problemOf('2025-03-02')).toBe('Nothing is known as of 2 Mar 2025: the first plan was begun on 3 Mar 2025. Choose that day or a later one.');
		for (const asked of ['2026-02-30', '08/07/2026', '8/7/2026', '2026-7-8', 'yesterday', '20260708', '2026-07-08T10:00', '1899-01-01', '0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '2026-07-08T99:00:00Z']) {
			expect(problemOf(asked), asked).toBe(`“${asked}” is not a day. Choose one, or write it in the address as 2026-07-08.`);
		}
		expect(problemOf('x'.repeat(500))?.length).toBeLessThan(120);
		expect(parseAsOf(['2026-09-01'], { ...KNOWN, first: null })).toMatchObject({ when: 'never' });
	});

	it('R1: given twice is one day, or a question', () => {
		expect(parseAsOf(['2026-07-08', '2026-07-08'], KNOWN)).toMatchObject({ when: 'past', day: '2026-07-08' });
		expect(problemOf('2026-07-08', '2026-07-09')).toBe('The address asks for more than one day. Choose one.');
	});

	it('R1: goes with links to pages that show the past, and leads to no others', () => {
		expect(linkAsOf('/programmes/cancer/plan?milestone=CAN-01&thread=th_1', '2026-07-08')).toBe('/programmes/cancer/plan?milestone=CAN-01&thread=th_1&asOf=2026-07-08');
		expect(linkAsOf('/programmes/cancer/kpis#kpi_1', '2026-07-08')).toBe('/programmes/cancer/kpis?asOf=2026-07-08#kpi_1');
		expect(linkAsOf('/programmes/cancer/kpis/kpi_1/readings', '2026-07-08T10:00:00.000Z')).toBe('/programmes/cancer/kpis/kpi_1/readings?asOf=2026-07-08T10%3A00%3A00.000Z');
		expect(linkAsOf('/', '2026-07-08')).toBe('/?asOf=2026-07-08');
		for (const href of ['/programmes/cancer/members', '/programmes/cancer/kpis/import', '/programmes/cancer/discussion/more', '/people/pe_1', '/reviews', '/changes']) expect(linkAsOf(href, '2026-07-08'), href).toBeNull();
		expect(linkAsOf('/programmes/cancer/discussion', null)).toBe('/programmes/cancer/discussion');
		expect(linkAsOf('/programmes/cancer/discussion?thread=th_1', '2026-07-08')).toBe('/programmes/cancer/discussion?thread=th_1&asOf=2026-07-08');
		expect(linkAsOf('/programmes/cancer/updates#ms_1', '2026-07-08')).toBe('/programmes/cancer/updates?asOf=2026-07-08#ms_1');
		expect(linkAsOf('/programmes/cancer/smart', '2026-07-08')).toBe('/programmes/cancer/smart?asOf=2026-07-08');
		expect(linkAsOf('/programmes/cancer/activity?milestone=CAN-01', '2026-07-08')).toBe('/programmes/cancer/activity?milestone=CAN-01&asOf=2026-07-08');
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
