import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { addMonths, dayAt, dayNumber } from '#lib/kpi/calendar.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import type { KpiPageData } from './given.ts';
import LimitsPreview from './LimitsPreview.svelte';
import { previewOf } from './limits-words.ts';

const VALUES = [...Array.from({ length: 18 }, (_, index) => 50 + (index % 3)), ...Array.from({ length: 10 }, (_, index) => 60 + (index % 3)), 54];
const SHOWN: KpiPageData = {
	kpi: { id: 'kpi_a' as KpiId, title: 'Treated', unit: '%', direction: 'increase', source: '', frequency: '', note: '', target: { value: 85, by: null }, trajectory: {}, archived: false },
	kpis: [],
	places: [{ id: 'luton' as PlaceId, name: 'Luton', kind: 'place' }],
	readings: VALUES.map((value, index) => {
		const periodStart = addMonths('2024-04-01', index);
		return { place: 'luton', periodStart, periodEnd: dayAt(dayNumber(addMonths(periodStart, 1)) - 1), value, status: 'final', source: '', since: '2026-09-01T09:00:00Z', by: 'A', was: null };
	}),
	held: 0,
	recalculations: [],
	endedRecalculations: [],
	milestones: []
};

function drawn(points: number | 'all'): string {
	const preview = previewOf(SHOWN, { place: 'luton', from: null, points }, 'luton');
	if (!preview) throw new Error('There is no preview');
	return render(LimitsPreview, { props: { preview, shown: SHOWN, today: '2026-09-14' } }).body;
}

describe('what a judgement on limits would change', () => {
	it('is drawn on the server as one chart with both, beside a table of the same', () => {
		const body = drawn(18);
		expect(body.match(/<svg[^>]*role="img"/g)).toHaveLength(1);
		expect(body).toContain('Treated, Luton, as it would be, monthly');
		expect(body.replace(/<!--.*?-->/g, '')).toMatch(/Average and limits now<\/li>/);
		expect(body).toMatch(/<rect [^>]*fill="#e8edee"/);
		for (const words of ['54.5%', '51.0%', '47.6% to 54.4%', '50.0% to 59.1%', 'Improving, falls short of target']) expect(body).toContain(words);
	});

	it('has neither chart nor table where nothing would change', () => {
		const body = drawn('all');
		expect(body).toContain('Nothing: averages, limits and signals would stay as they are.');
		expect(body).not.toMatch(/<svg|<table/);
	});
});
