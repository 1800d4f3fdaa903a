import { describe, expect, it } from 'vitest';
import { addMonths, dayAt, dayNumber } from '#lib/kpi/calendar.ts';
import type { LimitPoints } from '#lib/kpi/limits.ts';
import type { RecalculationView } from '#lib/kpi/readings.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import type { KpiPageData } from './given.ts';
import { firstPointsSpan, limitsBasis, previewOf, previewWords } from './limits-words.ts';
import { seriesOf } from './series.ts';

const STEP = [...Array.from({ length: 18 }, (_, index) => 50 + (index % 3)), ...Array.from({ length: 10 }, (_, index) => 60 + (index % 3))];

function page(values: readonly number[], recalculations: RecalculationView[] = [], months = 1): KpiPageData {
	const readingsOf = (place: string, own: readonly number[]) =>
		own.map((value, index) => {
			const periodStart = addMonths('2024-04-01', index * months);
			return { place, periodStart, periodEnd: dayAt(dayNumber(addMonths(periodStart, months)) - 1), value, status: 'final' as const, source: '', since: '2026-09-01T09:00:00Z', by: 'A', was: null };
		});
	return {
		kpi: { id: 'kpi_a' as KpiId, title: 'A', unit: '%', direction: 'increase', source: '', frequency: '', note: '', target: { value: 85, by: null }, trajectory: {}, archived: false },
		kpis: [],
		places: [{ id: 'blmk' as PlaceId, name: 'BLMK', kind: 'aggregate' }, { id: 'luton' as PlaceId, name: 'Luton', kind: 'place' }],
		readings: [...readingsOf('blmk', values), ...readingsOf('luton', values.map((value) => 100 - value))],
		held: 0,
		recalculations,
		endedRecalculations: [],
		milestones: []
	};
}
const judgement = (others: { place?: string | null } & ({ from: string; points: null } | { from: null; points: LimitPoints })): RecalculationView => ({ id: JSON.stringify(others), place: null, why: 'A reason', at: '2026-09-01T09:00:00Z', by: 'A', ...others });
const basis = (shown: KpiPageData) => {
	const [series] = seriesOf(shown);
	return series ? limitsBasis(series) : '';
};

describe('how limits are set, in words', () => {
	it('K5: one place goes by all points against a word on every place, and says so', () => {
		const everywhere = page([...STEP, 54], [judgement({ from: null, points: 18 })]);
		const preview = previewOf(everywhere, { place: 'blmk', from: null, points: 'all' }, 'blmk');
		expect(preview).toMatchObject({ others: [], same: false, lines: [{ what: 'Average', now: '51.0%', then: '54.5%' }, {}, {}, {}] });
		expect(preview?.before.analysis.points.filter(({ usedInLimits }) => usedInLimits)).toHaveLength(18);
		expect(preview?.after.analysis.points.filter(({ usedInLimits }) => usedInLimits)).toHaveLength(29);
		const judged = page([...STEP, 54], [judgement({ from: null, points: 18 }), judgement({ place: 'blmk', from: null, points: 'all' })]);
		expect(basis(judged)).toBe('From all 29 months.');
		expect(seriesOf(judged)[1]?.first?.points).toBe(18);
	});

	it('says a preview in a few sentences, only what would change', () => {
		const shown = page([...STEP, 54]);
		const heard = (proposed: Parameters<typeof previewOf>[1]) => {
			const preview = previewOf(shown, proposed, 'blmk');
			return preview ? previewWords(preview, 'BLMK') : '';
		};
		expect(heard({ place: null, from: null, points: 18 })).toBe(
			'In BLMK: Average 51.0% instead of 54.5%. Limits 47.6% to 54.4% instead of 50.0% to 59.1%. Signal Improving, falls short of target instead of No significant change, falls short of target. Marked points 14 of 29 months instead of 28 of 29 months. The signal of 1 other place would change.'
		);
		expect(heard({ place: 'blmk', from: null, points: 'all' })).toBe('In BLMK nothing would change.');
		// A change of earlier limits alone is one, though the newest figures stay.
		const parted = page([...STEP, 54], [judgement({ from: '2025-12-01', points: null })]);
		const earlier = previewOf(parted, { place: 'blmk', from: '2025-02-01', points: null }, 'blmk');
		expect(earlier).toMatchObject({ sameHere: false, same: false });
		expect(earlier?.lines.slice(0, 2).every(({ now, then }) => now === then)).toBe(true);
	});

	it('K5: says from which points the newest limits come', () => {
		expect(basis(page(STEP))).toBe('From all 28 months.');
		expect(basis(page(STEP, [judgement({ from: null, points: 18 })]))).toBe('From the first 18 months, Apr 2024 to Sep 2025.');
		expect(basis(page(STEP, [judgement({ from: '2025-10-01', points: null })]))).toBe('From all 10 months since then.');
		expect(basis(page(STEP, [judgement({ from: '2025-10-01', points: null }), judgement({ from: null, points: 13 })]))).toBe('From the first 13 months since then. So far there are 10, and limits come from what there is.');
		expect(basis(page(STEP.slice(0, 5)))).toBe('There are no limits yet: they need 13 points, and there are 5.');
		expect(basis(page(STEP.slice(0, 5), [], 12))).toBe('Yearly figures get no limits.');
		const [series] = seriesOf(page(STEP.slice(0, 20), [], 3));
		expect(series && firstPointsSpan(13, series)).toBe('Q1 2024/25 to Q1 2027/28');
		expect(series && firstPointsSpan(21, series)).toBe('');
	});

	it('says what a judgement would change here and elsewhere, before it is made', () => {
		const shown = page([...STEP, 54]);
		expect(previewOf(shown, { place: null, from: null, points: 18 }, 'blmk')).toMatchObject({
			lines: [
				{ what: 'Average', now: '54.5%', then: '51.0%' },
				{ what: 'Limits', now: '50.0% to 59.1%', then: '47.6% to 54.4%' },
				{ what: 'Signal', now: 'No significant change, falls short of target', then: 'Improving, falls short of target' },
				{ what: 'Marked points', now: '28 of 29 months', then: '14 of 29 months' }
			],
			others: ['Luton: No significant change, falls short of target → Concern, getting lower, falls short of target'],
			warnings: [],
			same: false
		});
		expect(previewOf(shown, { place: 'blmk', from: null, points: 18 }, 'blmk')?.others).toEqual([]);
		expect(previewOf(shown, { place: 'blmk', from: '2026-01-01', points: null }, 'blmk')?.warnings).toEqual(['Some sections have fewer than 13 points: the limits are provisional and move with each new point.']);
	});

	it('counts what it takes the place of as gone, and what is of the place itself as going before', () => {
		const replaced = page(STEP, [judgement({ from: null, points: 20 })]);
		expect(previewOf(replaced, { place: null, from: null, points: 18 }, 'blmk')?.lines[0]).toMatchObject({ what: 'Average', then: '51.0%' });
		const own = page(STEP, [judgement({ place: 'blmk', from: null, points: 18 })]);
		expect(previewOf(own, { place: null, from: null, points: 28 }, 'blmk')).toMatchObject({ lines: [{ now: '51.0%', then: '51.0%' }, {}, {}, {}] });
		expect(previewOf(own, { place: 'blmk', from: null, points: 18 }, 'blmk')?.same).toBe(true);
	});
});
