import { describe, expect, it } from 'vitest';
import type { Kpi, Milestone } from './fields.ts';
import type { KpiId, PersonId, PlaceId, PriorityId } from './ids.ts';
import { kpiSmartProblems, smartProblems } from './smart.ts';

const good: Pick<Milestone, 'title' | 'doneWhen' | 'leads' | 'forecast' | 'priority' | 'kpis'> = {
	title: 'Evening clinics open at all three hospitals',
	doneWhen: 'A clinic ran at each hospital in one week.',
	leads: { ['pe_one' as PersonId]: 'accountable' },
	forecast: '2026-09-30',
	priority: 'pr_one' as PriorityId,
	kpis: {}
};
const measure: Pick<Kpi, 'title' | 'unit' | 'direction' | 'source' | 'baselines' | 'target'> = {
	title: 'Diagnosed at stage 1 or 2',
	unit: '%',
	direction: 'increase',
	source: 'NHS England, rapid cancer registration',
	baselines: { ['luton' as PlaceId]: { value: 54.1, asAt: '2023' } },
	target: { value: 75, by: '2027-03-31' }
};
const ENDS = '2027-03-31';

describe('a milestone', () => {
	it('passes when it has everything', () => {
		expect(smartProblems(good)).toEqual([]);
		expect(smartProblems({ ...good, priority: null, kpis: { ['kpi_one' as KpiId]: { effect: 'increase', lagMonths: 3 } } })).toEqual([]);
	});
	it.each([
		['specific', 'title', { title: ' ' }],
		['specific', 'title', { title: 'Develop a model' }],
		['measurable', 'doneWhen', { doneWhen: '' }],
		['achievable', 'leads', { leads: { ['pe_one' as PersonId]: 'clinical' as const } }],
		['relevant', 'priority', { priority: null }],
		['timeBound', 'forecast', { forecast: null }]
	])('%s fails at %s', (letter, field, change) => {
		expect(smartProblems({ ...good, ...change })).toEqual([{ letter, field, words: expect.stringMatching(/\.$|”$/) }]);
	});
});

describe('a KPI', () => {
	it('passes when it has everything', () => {
		expect(kpiSmartProblems(measure, ENDS)).toEqual([]);
	});
	it('may aim above 100 where its percentage is not of a whole', () => {
		expect(kpiSmartProblems({ ...measure, unit: '% of 2019/20 activity', target: { value: 118, by: ENDS } }, ENDS)).toEqual([]);
	});
	it.each([
		['specific', 'unit', { unit: '' }],
		['measurable', 'source', { source: ' ' }],
		['measurable', 'baselines', { baselines: {} }],
		['measurable', 'target', { target: null }],
		['achievable', 'target', { target: { value: 750, by: ENDS } }],
		['achievable', 'target', { target: { value: 50, by: ENDS } }],
		['measurable', 'baselines', { baselines: { ['luton' as PlaceId]: { value: 541, asAt: '2023' } }, direction: 'decrease' as const }],
		['relevant', 'direction', { direction: 'neutral' as const }],
		['timeBound', 'target', { target: { value: 75, by: null } }],
		['timeBound', 'target', { target: { value: 75, by: '2027-04-01' } }]
	])('%s fails at %s', (letter, field, change) => {
		expect(kpiSmartProblems({ ...measure, ...change }, ENDS)).toEqual([{ letter, field, words: expect.any(String) }]);
	});
});
