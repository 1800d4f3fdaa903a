import { describe, expect, it } from 'vitest';
import type { Kpi, Milestone } from './fields.ts';
import { planEnds } from './smart.ts';
import { smartList } from './smart-list.ts';

const milestone = (over: Partial<Milestone>) => ({ id: 'ms_one', ref: 'CAN-01', title: 'Clinics open', doneWhen: 'Three sites report', leads: { pe_one: 'delivery' }, forecast: '2026-06-30', priority: 'pr_one', kpis: {}, status: 'onTrack', archived: false, ...over }) as unknown as Milestone;
const kpi = (over: Partial<Kpi>) => ({ id: 'kpi_one', title: 'Stage', unit: '%', direction: 'increase', source: 'NDRS', baselines: { luton: { value: 50, asAt: null } }, target: { value: 75, by: '2027-03-31' }, archived: false, ...over }) as unknown as Kpi;

describe('the SMART list of a programme', () => {
	it('leads from each failed rule to its field; archived and given-up ones are not checked', () => {
		const listed = smartList('cancer', {
			milestones: [milestone({ id: 'ms_ten' as Milestone['id'], ref: 'CAN-10', forecast: null }), milestone({ ref: 'CAN-02', leads: {} }), milestone({ archived: true, title: '' }), milestone({ status: 'closed', title: '' })],
			kpis: [kpi({ target: { value: 75, by: '2028-04-01' } }), kpi({ archived: true, target: null })],
			info: { starts: '2025-04', months: 36 }
		});
		expect(listed.map(({ letter, ref, title, href }) => [letter, ref || title, href])).toEqual([
			['achievable', 'CAN-02', '/programmes/cancer/plan?milestone=CAN-02#smart-leads'],
			['timeBound', 'CAN-10', '/programmes/cancer/plan?milestone=CAN-10#smart-forecast'],
			['timeBound', 'Stage', '/programmes/cancer/kpis#kpi_one']
		]);
		expect(smartList('cancer', { milestones: [milestone({})], kpis: [kpi({})], info: null })).toEqual([]);
	});

	it('knows the last day of a plan, or that it does not say', () => {
		expect(planEnds({ starts: '2025-04', months: 24 })).toBe('2027-03-31');
		expect(planEnds({ starts: '2024-02', months: 1 })).toBe('2024-02-29');
		expect([planEnds(null), planEnds({ starts: '', months: 24 }), planEnds({ starts: '2025-04', months: 0 })]).toEqual([null, null, null]);
	});
});
