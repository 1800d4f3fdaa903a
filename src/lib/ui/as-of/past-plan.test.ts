import { describe, expect, it } from 'vitest';
import type { PersonId, PlaceId } from '#lib/plan/ids.ts';
import { NO_FILTERS, type PlanFilters } from '#lib/ui/grid/filters.ts';
import { groupsOf, isAsked, slipWords, type PastMilestone } from './past-plan.ts';

const DAY = '2026-07-08';
const MILESTONE: PastMilestone = {
	id: 'ms_1', ref: 'CAN-01', title: 'Clinics open', priority: null, status: 'onTrack', start: null, forecast: '2026-07-31', dateReason: '', actual: null, baseline: '2026-07-01', slipDays: 30,
	leads: [{ person: 'pe_a', name: 'Screening lead', kind: 'delivery' }], kpis: [], places: [{ place: 'luton', name: 'Luton', status: 'onTrack' }], dependsOn: [], enablers: [], doneWhen: '', evidence: '', ask: '', archived: false
};
const asked = (filters: Partial<PlanFilters>, milestone: Partial<PastMilestone> = {}, day = DAY) => isAsked({ ...MILESTONE, ...milestone }, { ...NO_FILTERS, ...filters }, day);

describe('the milestones of a past plan that an address asks for', () => {
	it('are all but the archived ones without filters', () => {
		expect([asked({}), asked({}, { archived: true }), asked({ archived: true }, { archived: true })]).toEqual([true, false, true]);
	});

	it('R1: are overdue, due and slipped as of that day and its baseline', () => {
		expect([asked({ show: 'overdue' }), asked({ show: 'overdue' }, {}, '2026-08-01')]).toEqual([false, true]);
		expect([asked({ show: 'due' }), asked({ show: 'due' }, {}, '2026-04-01')]).toEqual([true, false]);
		expect([asked({ show: 'slipped' }), asked({ show: 'slipped' }, { baseline: null })]).toEqual([true, false]);
	});

	it('pass every filter of the plan’s own page', () => {
		expect([asked({ status: ['onTrack'] }), asked({ status: ['atRisk'] })]).toEqual([true, false]);
		expect([asked({ quarter: ['Q2 2026/27'] }), asked({ quarter: ['Q2 2026/27'] }, { forecast: null })]).toEqual([true, false]);
		expect([asked({ place: ['luton' as PlaceId] }), asked({ place: ['bedford' as PlaceId] })]).toEqual([true, false]);
		expect([asked({ lead: ['pe_a' as PersonId] }), asked({ lead: ['pe_b' as PersonId] })]).toEqual([true, false]);
		expect([asked({ find: 'can-01' }), asked({ find: 'screening' }), asked({ find: 'other' })]).toEqual([true, true, false]);
	});
});

describe('a past plan', () => {
	it('stands under the priorities of then, in their order; what has none comes together', () => {
		const under = (id: string, title: string | null): PastMilestone => ({ ...MILESTONE, priority: { id, title } });
		expect(groupsOf([under('pr_b', 'B'), under('pr_a', 'A'), under('pr_b', 'B'), under('pr_gone', null), MILESTONE]).map(({ title, milestones }) => [title, milestones.length])).toEqual([['B', 2], ['A', 1], [null, 2]]);
	});

	it('says slips in days', () => {
		expect([slipWords(33), slipWords(-1), slipWords(0), slipWords(null)]).toEqual(['+33 days', '−1 day', 'None', '']);
	});
});
