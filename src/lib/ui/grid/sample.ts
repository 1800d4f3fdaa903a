/** Records for tests of the grid. */
import type { Kpi, Milestone, Priority } from '#lib/plan/fields.ts';
import type { KpiId, MilestoneId, PersonId, PlaceId, PlanId, PriorityId } from '#lib/plan/ids.ts';
import type { CellWorld } from './cell-text.ts';

export const PLAN = 'pl_sample' as PlanId;

export function sampleMilestone(id: string, values: Partial<Milestone> = {}): Milestone {
	return {
		id: `ms_${id}` as MilestoneId,
		ref: `CAN-${id}`,
		kind: 'milestone',
		title: `Milestone ${id}`,
		priority: null,
		order: 'a0',
		start: null,
		forecast: null,
		dateReason: '',
		actual: null,
		status: 'notStarted',
		doneWhen: '',
		evidence: '',
		ask: '',
		archived: false,
		description: '',
		commentary: '',
		leads: {},
		kpis: {},
		places: {},
		dependsOn: {},
		enablers: {},
		...values
	};
}

export function samplePriority(id: string, order: string, archived = false): Priority {
	return { id: `pr_${id}` as PriorityId, title: `Priority ${id}`, order, archived };
}

export function sampleWorld(values: Partial<CellWorld> = {}): CellWorld {
	const kpi = { id: 'kpi_62', title: '62-day standard', direction: 'increase', archived: false } as Kpi;
	return {
		planId: PLAN,
		today: '2026-09-14',
		people: [
			{ id: 'pe_pm' as PersonId, name: 'Programme manager, Cancer', initials: 'PM', organisation: '', clinical: false },
			{ id: 'pe_br' as PersonId, name: 'Clinical lead, breast', initials: 'BR', organisation: '', clinical: true },
			{ id: 'pe_gp' as PersonId, name: 'GP lead (cancer)', initials: 'GP', organisation: '', clinical: true }
		],
		places: [
			{ id: 'luton' as PlaceId, name: 'Luton', short: 'LU', kind: 'place' },
			{ id: 'milton-keynes' as PlaceId, name: 'Milton Keynes', short: 'MK', kind: 'place' },
			{ id: 'blmk' as PlaceId, name: 'BLMK', short: 'BLMK', kind: 'aggregate' }
		],
		kpis: new Map([['kpi_62' as KpiId, kpi]]),
		milestones: new Map(),
		others: new Map([
			['pl_fragile/ms_04', { ref: 'FRA-04', title: 'Mutual aid agreement', forecast: null, status: 'atRisk', programme: { slug: 'fragile', short: 'Fragile', name: 'Fragile services' } }]
		]),
		baseline: null,
		firstBaseline: null,
		updated: () => '',
		...values
	};
}
