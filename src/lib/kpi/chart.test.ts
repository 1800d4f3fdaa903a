import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayAt, dayNumber } from './calendar.ts';
import { drawChart, type ChartInput } from './chart.ts';
import { boxOf, overlap, spread, textWidth } from './chart-labels.ts';
import { LINE_HEIGHT, MARK_SIZE, placeMarks } from './chart-marks.ts';
import { sectionsOf, stepsIn, targetOn, windowOf, withoutLimits } from './chart-parts.ts';
import { aprils, roundDomain, xAxis, yTicks } from './chart-scale.ts';
import { drawSmall, sharedScale } from './chart-small.ts';
import { analyse } from './spc.ts';
import type { SpcOptions } from './spc-types.ts';

const months = (count: number, start = '2024-04-01', length = 1) =>
	Array.from({ length: count }, (_, index) => {
		const periodStart = addMonths(start, index * length);
		return { periodStart, periodEnd: dayAt(dayNumber(addMonths(periodStart, length)) - 1) };
	});
function series(values: readonly (number | null)[], options: Partial<SpcOptions> = {}) {
	const periods = months(values.length);
	return { periods, analysis: analyse(values.map((value, index) => ({ date: periods[index]?.periodStart ?? '', value })), { direction: 'increase', ...options }) };
}
const steady = (count: number) => Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 49 : 51));
const chartOf = (values: readonly (number | null)[], more: Partial<ChartInput> = {}, options: Partial<SpcOptions> = {}) => drawChart({ ...series(values, options), unit: '%', width: 872, today: '2026-09-14', ...more });
const PLOT = { left: 40, right: 840, top: 20, bottom: 320 };

describe('scales', () => {
	it('rounds a domain, and leaves 0 and 100% only for figures beyond them', () => {
		expect(roundDomain([54, 85], { unit: '%' })).toEqual([50, 90]);
		expect(roundDomain([0.2, 99.5], { unit: '%' })).toEqual([0, 100]);
		expect(roundDomain([-3, 104], { unit: '%' })[0]).toBeLessThan(-3);
		expect(roundDomain([5, 5], { unit: 'beds' })[0]).toBeLessThan(5);
		expect(roundDomain([0, 0], { unit: 'beds' })[0]).toBe(0);
		expect(roundDomain([], { unit: '' })).toEqual([0, 1]);
	});

	it('holds every figure, whatever they are', () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
				const [low, high] = roundDomain(values, { unit: '' });
				expect(low <= Math.min(...values) && high >= Math.max(...values) && high > low).toBe(true);
				const ticks = yTicks([low, high], { plot: PLOT, unit: '' });
				expect(ticks.length).toBeGreaterThan(1);
				expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
				expect(ticks.every(({ y }) => y >= PLOT.top - 1 && y <= PLOT.bottom + 1)).toBe(true);
			})
		);
	});

	it('names months, quarters or years by the room there is', () => {
		const window = { from: '2024-04-01', to: '2027-03-31' };
		const wide = xAxis(window, PLOT);
		expect(wide.parts.map(({ label }) => label).join(' ')).toBe('Q1 Q2 Q3 Q4 Q1 Q2 Q3 Q4 Q1 Q2 Q3 Q4');
		expect(wide.years.map(({ label }) => label)).toEqual(['2024/25', '2025/26', '2026/27']);
		expect(wide.divisions).toHaveLength(2);
		expect(xAxis(window, { ...PLOT, right: 300 }).parts).toEqual([]);
		expect(xAxis({ from: '2026-01-01', to: '2026-06-30' }, PLOT).parts.map(({ label }) => label).join(' ')).toBe('Jan Feb Mar Apr May Jun');
		expect(xAxis({ from: '2001-01-01', to: '2024-12-31' }, PLOT, { calendar: true }).years[0]?.label).toBe('2001');
		expect(aprils(window, PLOT, 11).map(({ label }) => label)).toEqual(['Apr 24', 'Apr 25', 'Apr 26']);
		expect(aprils({ from: '2026-07-01', to: '2026-09-30' }, PLOT, 11).map(({ label }) => label)).toEqual(['Jul 26']);
	});

	it('years do not run into each other, however narrow it is', () => {
		fc.assert(
			fc.property(fc.integer({ min: 120, max: 1_400 }), fc.integer({ min: 1, max: 300 }), fc.boolean(), (right, count, calendar) => {
				const { years, parts } = xAxis({ from: '2000-01-01', to: dayAt(dayNumber(addMonths('2000-01-01', count)) - 1) }, { ...PLOT, right }, { calendar });
				for (const [names, bold] of [[years, true], [parts, false]] as const) {
					names.forEach(({ x, label }, index) => {
						const next = names[index + 1];
						if (next) expect(next.x - x).toBeGreaterThanOrEqual((textWidth(label, 12, bold) + textWidth(next.label, 12, bold)) / 2);
					});
				}
			})
		);
	});
});

describe('words that keep out of each other’s way', () => {
	it('move as little as they must', () => {
		expect(spread([10, 50, 90], { gap: 15, from: 0, to: 100 })).toEqual([10, 50, 90]);
		expect(spread([50, 50], { gap: 10, from: 0, to: 100 })).toEqual([45, 55]);
		expect(spread([52, 50], { gap: 10, from: 0, to: 100 })).toEqual([56, 46]);
		expect(spread([98, 99], { gap: 10, from: 0, to: 100 })).toEqual([90, 100]);
		expect(spread([], { gap: 10, from: 0, to: 100 })).toEqual([]);
	});

	it('stay apart, in order and inside', () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: -200, max: 500, noNaN: true }), { maxLength: 12 }), (wanted) => {
				const placed = spread(wanted, { gap: 15, from: 0, to: 300 });
				const sorted = [...placed].sort((one, other) => one - other);
				sorted.forEach((at, index) => {
					expect(at).toBeGreaterThanOrEqual(-1e-6);
					expect(at).toBeLessThanOrEqual(300 + 1e-6);
					if (index > 0) expect(at - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(15 - 1e-6);
				});
				wanted.forEach((one, i) => wanted.forEach((other, j) => one < other && expect(placed[i]).toBeLessThan(placed[j] ?? 0)));
			})
		);
	});
});

describe('the lane of milestones', () => {
	const window = { from: '2026-01-01', to: '2026-12-31' };
	const milestone = (ref: string, day: string) => ({ ref, day, finished: false });

	it('puts close ones on lines below each other and leaves out what is outside the window', () => {
		const placed = placeMarks([milestone('CAN-11', '2026-06-05'), milestone('CAN-10', '2026-06-01'), milestone('CAN-12', '2027-01-01'), milestone('CAN-13', '2026-11-01')], window, { ...PLOT, right: 400 }, { left: 0, right: 400 });
		expect(placed.map((each) => [each.milestone.ref, each.line, each.label])).toEqual([['CAN-10', 0, 'left'], ['CAN-11', 1, 'left'], ['CAN-13', 0, 'left']]);
	});

	it('no diamond or reference covers another until five lines are full', () => {
		const given = fc.array(fc.integer({ min: 0, max: 364 }), { maxLength: 8 });
		fc.assert(
			fc.property(given, (days) => {
				const placed = placeMarks(days.map((day, index) => milestone(`CAN-${index}`, dayAt(dayNumber('2026-01-01') + day))), window, PLOT, { left: 0, right: 860 });
				const boxes = placed.filter(({ label }) => label !== null).map(({ x, line, label, milestone: { ref } }) => {
					const words = textWidth(ref, 12) + 5;
					return { left: x - MARK_SIZE / 2 - (label === 'left' ? words : 0), right: x + MARK_SIZE / 2 + (label === 'right' ? words : 0), top: line * LINE_HEIGHT, bottom: line * LINE_HEIGHT + MARK_SIZE };
				});
				boxes.forEach((one, i) => boxes.slice(i + 1).forEach((other) => expect(overlap(one, other, 0)).toBe(false)));
				expect(placed).toHaveLength(days.length);
			})
		);
	});
});

describe('what is inside the plot', () => {
	it('stands in the middle of its period', () => {
		const chart = chartOf(steady(20), { window: { from: '2024-04-01', to: '2024-04-30' } });
		expect(chart.points).toHaveLength(1);
		expect(chart.points[0]?.x).toBeCloseTo((chart.plot.left + chart.plot.right) / 2);
	});

	it('breaks the line at a missing value and at a missing period', () => {
		const runs = (path: string) => path.split('M').length - 1;
		expect(runs(chartOf(steady(20)).line)).toBe(1);
		expect(runs(chartOf([...steady(10), null, ...steady(10)]).line)).toBe(2);
		const { analysis, periods } = series(steady(20));
		const without = (index: number) => ({ periods: periods.filter((_, at) => at !== index), analysis: { ...analysis, points: analysis.points.filter((_, at) => at !== index) } });
		expect(runs(drawChart({ ...without(8), unit: '%', width: 640, today: '2026-09-14' }).line)).toBe(2);
	});

	it('gives each section its own limits, the last to the end', () => {
		const chart = chartOf([...steady(15), ...steady(15).map((value) => value + 20)], {}, { recalculateAt: ['2025-07-01'] });
		const [first, second] = chart.sections;
		expect(chart.sections).toHaveLength(2);
		expect(first?.to).toBe(second?.from);
		expect(second?.to).toBe(chart.plot.right);
		expect(second?.mean).toBeLessThan(first?.mean ?? 0);
		expect(chart.notes.map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringMatching(/^(Average )?49\.\d%$/), expect.stringMatching(/^Upper limit/), expect.stringMatching(/^Lower limit/)]));
		const { analysis, periods } = series(steady(20));
		expect(sectionsOf(analysis, periods, { window: { from: '2030-01-01', to: '2030-12-31' }, scales: { x: Number, y: Number } })).toEqual([]);
	});

	it('holds limits to compare with, on the same scale', () => {
		const values = [...steady(18), ...steady(10).map((value) => value + 10)];
		const all = series(values).analysis;
		const before = series(values, { baselinePoints: 18 }).analysis;
		const chart = chartOf(values, { before });
		const [ghost] = chart.before;
		const alone = chartOf(values, {}, { baselinePoints: 18 });
		expect(chart.before).toHaveLength(1);
		expect(ghost?.point.mean).toBeCloseTo(50);
		expect(chart.sections[0]?.point.mean).toBeCloseTo(all.points[0]?.mean ?? 0);
		expect(alone.before).toEqual([]);
		for (const y of [ghost?.upper, ghost?.lower, ghost?.mean]) {
			expect(y).toBeGreaterThanOrEqual(chart.plot.top);
			expect(y).toBeLessThanOrEqual(chart.plot.bottom);
		}
		// However far off they lie, the scale holds them.
		const far = chartOf(steady(20), { before: series(steady(20).map((value) => value - 30)).analysis });
		expect(far.before[0]?.lower ?? 0).toBeLessThanOrEqual(far.plot.bottom);
		expect(far.yTicks[0]?.value ?? 99).toBeLessThan(20);
	});

	it('says from where the limits are set', () => {
		const chart = chartOf([...steady(18), ...steady(8)], {}, { baselinePoints: 18 });
		expect(chart.baselines).toMatchObject([{ points: 18 }]);
		expect(chart.notes.map(({ text }) => text)).toContain('Limits set from these 18 months');
		expect(chartOf(steady(20)).baselines).toEqual([]);
	});

	it('has no limits where there are too few points, or none are wanted', () => {
		expect(chartOf(steady(9)).sections).toMatchObject([{ upper: null, lower: null }]);
		expect(chartOf(steady(9)).endLabels.map(({ of }) => of)).toEqual(['mean']);
		const stripped = withoutLimits(series([...steady(20), 90]).analysis);
		expect(stripped.points.every(({ upper, lower, rule, kind }) => upper === null && lower === null && rule === 'none' && kind === 'common')).toBe(true);
		expect(stripped.points[0]?.mean).not.toBeNull();
		expect(stripped).toMatchObject({ variation: null, assurance: null });
	});

	it('steps the target where it changes', () => {
		const targets = [{ from: '2025-04-01', value: 60 }, { from: null, value: 55 }, { from: '2026-04-01', value: 70 }];
		expect(targetOn(targets, '2024-01-01')).toBe(55);
		expect(targetOn(targets, '2025-04-01')).toBe(60);
		expect(targetOn([], '2025-04-01')).toBeNull();
		expect(targetOn([{ from: '2026-01-01', value: 1 }], '2025-12-31')).toBeNull();
		expect(stepsIn(targets, { from: '2025-05-01', to: '2025-12-31' })).toEqual([{ from: '2025-04-01', value: 60 }]);
		const chart = chartOf(steady(28), { targets });
		expect(chart.endLabels.find(({ of }) => of === 'target')?.text).toBe('Target 70%');
		expect(chart.notes.filter(({ tone }) => tone === 'target').map(({ text }) => text)).toEqual(['Target 55%', 'Target 60%']);
		const corners = chart.target.slice(1).split('L').map((corner) => corner.split(',').map(Number));
		expect(new Set(corners.map(([, y]) => y)).size).toBe(3);
		corners.slice(1).forEach(([x, y], index) => expect(x === corners[index]?.[0] || y === corners[index]?.[1]).toBe(true));
	});

	it('shades what follows today, and names its line', () => {
		const chart = chartOf(steady(28), { window: { from: '2024-04-01', to: '2027-03-31' } });
		expect(chart.today?.label.text).toBe('Today');
		expect(chart.today?.x).toBeGreaterThan(chart.points.at(-1)?.x ?? 0);
		expect(chartOf(steady(28), { today: '2030-01-01', window: { from: '2024-04-01', to: '2027-03-31' } }).today).toBeNull();
		expect(chartOf(steady(28), { todayLabel: '8 Jul 2026' }).today?.label.text).toBe('8 Jul 2026');
	});

	it('reaches to what is to come, but not further than a year', () => {
		expect(windowOf(months(3), { today: '2026-09-14', days: ['2026-12-31', '2029-01-01'] })).toEqual({ from: '2024-04-01', to: '2026-12-31' });
		expect(windowOf([], { today: '2026-09-14' })).toEqual({ from: '2025-07-01', to: '2026-09-30' });
	});
});

describe('the whole chart', () => {
	const given = fc.record({
		values: fc.array(fc.option(fc.integer({ min: 20, max: 95 }), { nil: null, freq: 9 }), { maxLength: 60 }),
		width: fc.integer({ min: 280, max: 1_300 }),
		target: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
		trajectory: fc.dictionary(fc.constantFrom('2025-03-31', '2026-03-31', '2026-12-31'), fc.integer({ min: 0, max: 100 })),
		unit: fc.constantFrom('%', '£', 'beds', 'contacts per WTE', '')
	});

	it('names every line, and no name stands on another or outside', () => {
		fc.assert(
			fc.property(given, ({ values, width, target, trajectory, unit }) => {
				const chart = chartOf(values, { width, unit, trajectory, targets: target === null ? [] : [{ from: null, value: target }], milestones: [{ ref: 'CAN-1', day: '2026-10-01', finished: false }] });
				const kinds = chart.endLabels.map(({ of }) => of);
				const newest = chart.sections.at(-1);
				expect(kinds.filter((of) => of === 'limit')).toHaveLength(newest && newest.upper !== null ? 2 : 0);
				expect(kinds.includes('mean')).toBe(newest !== undefined);
				expect(kinds.includes('target')).toBe(target !== null);
				const boxes = [...chart.endLabels, ...chart.notes].map(boxOf);
				const names = chart.endLabels.map(boxOf);
				names.forEach((one, i) => names.slice(i + 1).forEach((other) => expect(overlap(one, other, 0)).toBe(false)));
				for (const box of boxes) expect(box.left >= -1 && box.right <= width + 1 && box.bottom <= chart.height).toBe(true);
				expect(chart.plot.right).toBeGreaterThan(chart.plot.left);
				expect(JSON.stringify(chart)).not.toMatch(/NaN|Infinity/);
				expect(chart.line + chart.target + chart.trajectory.path).not.toMatch(/NaN|Infinity/);
			}),
			{ numRuns: 150 }
		);
	});

	it('puts names beside the plot where points would be under them', () => {
		const room = chartOf(steady(20), { window: { from: '2024-04-01', to: '2027-03-31' } });
		expect(room.endLabels.every(({ anchor }) => anchor === 'end')).toBe(true);
		const tight = chartOf(steady(20), { window: { from: '2024-04-01', to: '2025-12-31' }, today: '2025-12-31' });
		expect(tight.endLabels.every(({ anchor, x }) => anchor === 'start' && x > tight.plot.right)).toBe(true);
	});

	it('is a picture of numbers alone: the same in, the same out', () => {
		const input = { ...series([...steady(20), 60, 61]), unit: '%', width: 700, today: '2026-09-14' };
		expect(JSON.stringify(drawChart(input))).toBe(JSON.stringify(drawChart(structuredClone(input))));
	});

	it('small ones share one scale', () => {
		const [one, other] = [series(steady(20)), series(steady(20).map((value) => value - 30))];
		const shared = sharedScale([one, other], { unit: '%', today: '2026-09-14', targets: [{ from: null, value: 85 }] });
		expect(shared.domain[0]).toBeLessThanOrEqual(19);
		expect(shared.domain[1]).toBeGreaterThanOrEqual(85);
		const [left, right] = [one, other].map((each) => drawSmall(each, shared, { width: 276, unit: '%', targets: [{ from: null, value: 85 }] }));
		expect(left?.yTicks).toEqual(right?.yTicks);
		expect(left?.xTicks).toEqual(right?.xTicks);
		expect(left?.target).toBe(right?.target);
		expect(left?.points[0]?.y).toBeLessThan(right?.points[0]?.y ?? 0);
		expect(drawSmall({ analysis: analyse([], { direction: 'neutral' }), periods: [] }, shared, { width: 276, unit: '%' }).line).toBe('');
	});
});
