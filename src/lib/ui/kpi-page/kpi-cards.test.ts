import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { newId } from '#lib/plan/ids.ts';
import type { KpiOnTop } from './given.ts';
import KpiCards from './KpiCards.svelte';

it('says of each KPI why nothing is said about its target', () => {
	const card = (given: Pick<KpiOnTop, 'direction' | 'hasTarget'>) => {
		const newest = { value: 24, periodStart: '2026-06-01', periodEnd: '2026-06-30', place: null, variation: 'neutral-high' as const, assurance: null };
		return render(KpiCards, { props: { kpis: [{ id: newId('kpi'), title: 'Beds', unit: 'beds', newest, ...given }], chosen: '', root: '/kpis' } }).body;
	};
	expect(card({ direction: 'increase', hasTarget: false })).toContain('No target set');
	expect(card({ direction: 'neutral', hasTarget: true })).toContain('Neither way is better');
	expect(card({ direction: 'increase', hasTarget: true })).toContain('Too few points to say');
});
