import { expect, test } from 'vitest';
import type { MilestoneId, PersonId } from '#lib/plan/ids.ts';
import { isNarrowed, NO_FILTERS, passes, quartersOf, readFilters, writeFilters, type FilterWorld, type PlanFilters } from './filters.ts';
import { sampleMilestone } from './sample.ts';

const world: FilterWorld = { today: '2026-09-14', baseline: new Map([['ms_1' as MilestoneId, { forecast: '2026-08-01' }]]), wordsOf: () => 'Zoë Quirke' };
const with_ = (filters: Partial<PlanFilters>): PlanFilters => ({ ...NO_FILTERS, ...filters });
const late = sampleMilestone('1', { status: 'onTrack', forecast: '2026-09-01', leads: { pe_zoe: 'clinical' } as never, places: { luton: 'onTrack' } as never });

test.each<[string, Partial<PlanFilters>, boolean]>([
	['find in the title', { find: 'MILE' }, true],
	['find by reference and lead, accents aside', { find: 'can-1 zoe' }, true],
	['find nothing', { find: 'other' }, false],
	['status', { status: ['onTrack', 'atRisk'] }, true],
	['another status', { status: ['atRisk'] }, false],
	['quarter', { quarter: ['Q2 2026/27'] }, true],
	['place', { place: ['milton-keynes'] as never }, false],
	['lead', { lead: ['pe_zoe' as PersonId] }, true],
	['overdue', { show: 'overdue' }, true],
	['due', { show: 'due' }, false],
	['slipped', { show: 'slipped' }, true],
	['all of them', { find: '1', status: ['onTrack'], show: 'slipped' }, true]
])('%s', (_name, filters, expected) => {
	expect(passes(late, with_(filters), world)).toBe(expected);
});

test('filters live in the address, which keeps its other parts', () => {
	const filters = with_({ find: 'breast & bowel', status: ['atRisk', 'offTrack'], quarter: ['Q3 2026/27'], show: 'due', archived: true });
	const written = writeFilters(filters, new URLSearchParams('milestone=CAN-11&lead=pe_x1'));
	expect(written.get('milestone')).toBe('CAN-11');
	expect(readFilters(new URLSearchParams(written.toString()))).toEqual(filters);
	expect(writeFilters(NO_FILTERS, written).toString()).toBe('milestone=CAN-11');
	expect(readFilters(new URLSearchParams('status=nonsense&show=all&lead=1&quarter=Q9'))).toEqual(NO_FILTERS);
	expect([isNarrowed(filters), isNarrowed(with_({ archived: true }))]).toEqual([true, false]);
});

test('quarters run in order of time', () => {
	const days = ['2027-02-01', '2026-04-01', '2026-12-31', null];
	expect(quartersOf(days.map((forecast, index) => sampleMilestone(String(index), { forecast })))).toEqual(['Q1 2026/27', 'Q3 2026/27', 'Q4 2026/27']);
});
