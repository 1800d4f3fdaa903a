import { describe, expect, it } from 'vitest';
import type { PersonId, PlaceId } from './ids.ts';
import { statusTrend, trendWords } from './programme-status.ts';
import { filtersInWords, isFiltered, NO_REVIEW_FILTERS, planFilters, quarterDays, readReviewFilters, writeReviewFilters } from './review-filters.ts';
import { reviewSentence } from './review-sentence.ts';

describe('the filters of the review', () => {
	it('are read from an address and written into it; what is none is left aside, and the rest of the address stays', () => {
		const search = '?asOf=2026-07-08&place=luton,Not%20one&lead=pe_one&status=atRisk,amber&quarter=Q2+2026/27,Q2+2026/28&priority=pr_one&enabler=estates';
		const filters = readReviewFilters(new URLSearchParams(search));
		expect(filters).toEqual({ place: ['luton'], lead: ['pe_one'], quarter: ['Q2 2026/27'], priority: ['pr_one'], status: ['atRisk'], enabler: ['estates'] });
		expect(readReviewFilters(writeReviewFilters(filters, search))).toEqual(filters);
		expect(writeReviewFilters(NO_REVIEW_FILTERS, search).toString()).toBe('asOf=2026-07-08');
		expect(planFilters(filters).toString()).toBe('place=luton&lead=pe_one&quarter=Q2+2026%2F27&status=atRisk');
		expect([isFiltered(filters), isFiltered(NO_REVIEW_FILTERS)]).toEqual([true, false]);
	});

	it.each([
		['Q1 2026/27', '2026-04-01', '2026-06-30'],
		['Q3 2099/00', '2099-10-01', '2099-12-31'],
		['Q4 2026/27', '2027-01-01', '2027-03-31']
	])('%s is %s to %s', (quarter, first, last) => {
		expect(quarterDays(quarter)).toEqual({ first, last });
	});
	it.each(['Q5 2026/27', 'Q1 2026/28', 'Q1 26/27', ''])('%s is no quarter', (words) => {
		expect(quarterDays(words)).toBeNull();
	});

	it('rewrite the sentence at the top', () => {
		const filters = { ...NO_REVIEW_FILTERS, place: ['luton' as PlaceId], lead: ['pe_one' as PersonId], status: ['atRisk' as const] };
		const words = filtersInWords(filters, { place: { luton: 'Luton' }, lead: { pe_one: 'Helen Beck' } });
		expect(words).toBe('Luton; lead Helen Beck; status at risk');
		const row = { status: 'offTrack' as const, overdue: 1, due: 2, slipped: 0, challenges: 0 };
		expect(reviewSentence([{ ...row, passing: 3 }, { ...row, overdue: 0, due: 0, passing: 0 }], words)).toEqual({
			programmes: 'Luton; lead Helen Beck; status at risk: 3 milestones in one of two programmes. As a whole, one programme is off track.',
			milestones: 'Of them, 1 is overdue, 2 are due in the next 60 days.'
		});
		expect(reviewSentence([{ ...row, overdue: 0, passing: 0 }], 'Luton').programmes).toBe('Luton: no milestone of any programme.');
	});
});

describe('a trend', () => {
	it.each([
		['offTrack', ['atRisk', 'offTrack'], 'Worse, was At risk'],
		['onTrack', ['offTrack'], 'Better, was Off track'],
		['atRisk', ['atRisk', 'onTrack'], 'No change'],
		['atRisk', ['atRisk', 'atRisk', 'atRisk'], 'No change in 3 reviews'],
		['atRisk', ['atRisk', null, 'atRisk'], 'No change'],
		['onTrack', ['notStarted'], 'Now another, was Not started']
	] as const)('%s after %j: %s', (now, before, words) => {
		const trend = statusTrend(now, before);
		expect(trend && trendWords(trend)).toBe(words);
	});
	it('is none while no review was closed, or the last one did not have the programme', () => {
		expect(statusTrend('onTrack', [])).toBeNull();
		expect(statusTrend('onTrack', [null, 'onTrack'])).toBeNull();
	});
});
