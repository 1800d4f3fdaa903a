import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from './spc.ts';
import type { Assurance, Reading, Rule, SpcOptions, Variation } from './spc-types.ts';

/** A day a point, from 1 January 2020. */
const series = (values: readonly (number | null)[]): Reading[] => values.map((value, index) => ({ date: new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10), value }));

describe('peers: the R package, and the written rules in exact arithmetic', () => {
	interface Case {
		id: string;
		direction: SpcOptions['direction'];
		target: number | null;
		recalculateFromPoint: number[];
		baselinePoints: number | null;
		screenOutliers: boolean;
		values: (number | null)[];
		expected: { rules: string; variation: Variation; assurance: Assurance | null; mean: number; lower: number; upper: number };
	}
	const LETTERS: Record<Rule, string> = {
		none: '.', 'above-upper': 'A', 'below-lower': 'B', 'trend-up': 'U', 'trend-down': 'D', 'two-in-three-high': 'H', 'two-in-three-low': 'L', 'shift-high': 'S', 'shift-low': 's'
	};
	const peers = JSON.parse(readFileSync(new URL('../../../tests/reference/spc-peer-cases.json', import.meta.url), 'utf8')) as { nhsr: Case[]; mdc: Case[] };
	const all = (['nhsr', 'mdc'] as const).flatMap((profile) => peers[profile].map((each) => ({ profile, ...each })));

	it.each(all)('$profile: $id', ({ profile, values, recalculateFromPoint, expected, ...options }) => {
		const readings = series(values);
		const found = analyse(readings, { ...options, profile, recalculateAt: recalculateFromPoint.map((point) => readings[point - 1]?.date ?? '') });
		expect(found.points.map(({ rule }) => LETTERS[rule]).join('')).toBe(expected.rules);
		expect([found.variation, found.assurance]).toEqual([expected.variation, expected.assurance]);
		const last = found.points.at(-1);
		for (const line of ['mean', 'lower', 'upper'] as const) expect(last?.[line]).toBeCloseTo(expected[line], 9);
	});
});

describe('decimals', () => {
	it('a value that stays the same is never unusual, and meets a target that it is on', () => {
		for (const value of [0, 0.1, 0.7, 33.3, 1e-9, 1e6 / 3, 99.95]) {
			for (const direction of ['increase', 'decrease'] as const) {
				const found = analyse(series(Array.from({ length: 23 }, () => value)), { direction, target: value });
				expect(found.points.every(({ mean, lower, upper, rule }) => mean === value && lower === value && upper === value && rule === 'none')).toBe(true);
				expect([found.variation, found.assurance]).toEqual(['common', 'pass']);
			}
		}
	});

	it('mdc: a point on the average of decimals breaks a run, and a target on a limit of decimals passes or fails', () => {
		// The average is 0.1; as binary fractions it comes out a little less.
		const found = analyse(series([0, 0, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3, -0.2, -0.1, 0.7]), { direction: 'increase' });
		expect(found.points.map(({ rule }) => rule).filter((rule) => rule !== 'none')).toEqual(['above-upper']);
		const halves = series(Array.from({ length: 15 }, (_, index) => (index % 2 === 0 ? 0.3 : 0.1)).map((value, index) => (index === 14 ? 0.2 : value)));
		const { points, assurance } = analyse(halves, { direction: 'increase' });
		expect(assurance).toBeNull();
		const [lower, upper] = [points[0]?.lower ?? NaN, points[0]?.upper ?? NaN];
		for (const off of [0, 1e-16, -1e-16]) {
			expect(analyse(halves, { direction: 'increase', target: lower + off }).assurance).toBe('pass');
			expect(analyse(halves, { direction: 'decrease', target: lower + off }).assurance).toBe('fail');
			expect(analyse(halves, { direction: 'increase', target: upper + off }).assurance).toBe('fail');
		}
		expect(analyse(halves, { direction: 'increase', target: lower + 1e-6 }).assurance).toBe('hit-or-miss');
	});

	it('nhsr: without limits, because the baseline never moved, runs are still marked', () => {
		const found = analyse(series([...Array.from({ length: 12 }, () => 5), ...Array.from({ length: 7 }, (_, index) => 6 + (index % 2))]), { direction: 'increase', profile: 'nhsr', baselinePoints: 12 });
		expect(found.points.at(-1)).toMatchObject({ upper: null, rule: 'shift-high', kind: 'improvement' });
	});

	it('nhsr: a missing last value is common cause, and counts as a point, as in the package; mdc goes by the last known one', () => {
		const values = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 9, null];
		const [nhsr, mdc] = (['nhsr', 'mdc'] as const).map((profile) => analyse(series(profile === 'nhsr' ? values : [2, ...values]), { direction: 'increase', profile }));
		expect([nhsr?.variation, nhsr?.warnings]).toEqual(['common', []]);
		expect(mdc?.variation).toBe('improvement-high');
		expect(analyse(series([null, null]), { direction: 'increase', profile: 'nhsr' }).variation).toBeNull();
	});

	it('has no lines, rather than none that are numbers, for figures too large to add up', () => {
		for (const values of [[1e308, 1.7e308], [1.7e308, -1.7e308], [0, 1e308]]) {
			const found = analyse(series(Array.from({ length: 20 }, (_, index) => values[index % 2] ?? 0)), { direction: 'increase', target: 1 });
			expect(found.points.every(({ mean, lower, upper }) => [mean, lower, upper].every((line) => line === null || Number.isFinite(line)))).toBe(true);
			expect(found.assurance).toBeNull();
		}
	});

	it('refuses figures that are none', () => {
		expect(() => analyse(series([1, NaN]), { direction: 'increase' })).toThrow('The reading of 2020-01-02 is not a number.');
		expect(() => analyse(series([1, Infinity]), { direction: 'increase' })).toThrow(RangeError);
		expect(() => analyse(series([1]), { direction: 'increase', target: NaN })).toThrow('The target is not a number.');
		for (const baselinePoints of [0, 11, 12.5, NaN, Infinity, -13]) expect(() => analyse(series([1]), { direction: 'increase', baselinePoints })).toThrow('at least 12');
		expect(analyse([], { direction: 'increase', target: 0, recalculateAt: ['2020-01-01'] })).toMatchObject({ points: [], variation: null, assurance: null });
	});
});
