import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './spc.ts';
import type { Reading, Rule } from './spc-types.ts';

/** A day a point, from 1 January 2020. */
const series = (values: readonly (number | null)[]): Reading[] => values.map((value, index) => ({ date: new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10), value }));

describe('any series', () => {
	const integers = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -2, max: 2 }));
	const values = fc.array(fc.option(integers, { freq: 12 }), { maxLength: 40, size: 'max' });
	const tenths = values.map((sample) => sample.map((value) => (value === null ? null : value / 10)));
	const profile = fc.constantFrom('mdc' as const, 'nhsr' as const);
	const mirrored: Partial<Record<Rule, Rule>> = {
		none: 'none', 'above-upper': 'below-lower', 'below-lower': 'above-upper', 'trend-up': 'trend-down', 'trend-down': 'trend-up',
		'two-in-three-high': 'two-in-three-low', 'two-in-three-low': 'two-in-three-high', 'shift-high': 'shift-low', 'shift-low': 'shift-high'
	};

	it('is the same whatever the order of its readings, and turned upside down it is mirrored', () => {
		fc.assert(
			fc.property(tenths, profile, fc.integer(), fc.integer({ min: -50, max: 50 }), (sample, chosen, seed, tenth) => {
				const target = tenth / 10;
				const readings = series(sample);
				const straight = analyse(readings, { direction: 'increase', profile: chosen, target });
				const shuffled = [...readings].sort((one, other) => ((one.date.charCodeAt(9) * seed) % 7) - ((other.date.charCodeAt(9) * seed) % 7));
				expect(analyse(shuffled, { direction: 'increase', profile: chosen, target })).toEqual(straight);
				const turned = analyse(series(sample.map((value) => (value === null ? null : -value))), { direction: 'decrease', profile: chosen, target: -target });
				expect(turned.points.map(({ kind }) => kind)).toEqual(straight.points.map(({ kind }) => kind));
				expect(turned.points.map(({ rule }) => rule)).toEqual(straight.points.map(({ rule }) => mirrored[rule]));
				expect(turned.assurance).toBe(straight.assurance);
			})
		);
	});

	it('a recalculation before the first point, or after the last, is said to change nothing', () => {
		const readings = series(Array.from({ length: 20 }, (_, index) => index % 5));
		for (const date of ['2019-01-01', '2020-01-01', '2031-01-01']) {
			const found = analyse(readings, { direction: 'increase', recalculateAt: [date] });
			expect(found.points).toEqual(analyse(readings, { direction: 'increase' }).points);
			expect(found.warnings).toEqual([expect.stringContaining(date)]);
		}
	});

	it('mdc: shifting and scaling changes no mark', () => {
		fc.assert(
			fc.property(values, fc.constantFrom(1, 3, 10, 1_000, 7e6), fc.integer({ min: -500, max: 500 }), (sample, scale, shift) => {
				const moved = sample.map((value) => (value === null ? null : (value + shift) / scale));
				const [here, there] = [sample, moved].map((each) => analyse(series(each), { direction: 'increase' }).points.map(({ rule }) => rule));
				expect(there).toEqual(here);
			})
		);
	});

	it('the other direction turns every kind round, except where mdc lets an improvement win', () => {
		fc.assert(
			fc.property(tenths, profile, (sample, chosen) => {
				const [up, down] = (['increase', 'decrease'] as const).map((direction) => analyse(series(sample), { direction, profile: chosen }).points.map(({ kind }) => kind));
				up?.forEach((kind, index) => {
					const kinds = [kind, down?.[index]].toSorted().join(' and ');
					expect(chosen === 'mdc' ? ['common and common', 'concern and improvement', 'improvement and improvement'] : ['common and common', 'concern and improvement']).toContain(kinds);
				});
			})
		);
	});

	it('a recalculation gives each part the limits that it has alone', () => {
		fc.assert(
			fc.property(tenths, tenths, profile, (before, after, chosen) => {
				fc.pre(before.length > 0 && after.length > 0);
				const readings = series([...before, ...after]);
				const options = { direction: 'increase' as const, profile: chosen };
				const whole = analyse(readings, { ...options, recalculateAt: [readings[before.length]?.date ?? ''] }).points;
				const parts = [readings.slice(0, before.length), readings.slice(before.length)].flatMap((part, section) => analyse(part, { ...options, profile: 'nhsr', screenOutliers: chosen === 'nhsr' }).points.map((point) => ({ ...point, section })));
				const lines = (points: typeof whole) => points.map(({ section, mean, lower, upper }) => [section, mean, lower, upper]);
				if (chosen === 'nhsr') expect(whole).toEqual(parts);
				else if (whole.filter(({ value }) => value !== null).length < 13) expect(whole.every(({ upper }) => upper === null)).toBe(true);
				else expect(lines(whole)).toEqual(lines(parts));
			})
		);
	});

	it('later points take no mark from earlier ones while a baseline holds the limits', () => {
		fc.assert(
			fc.property(fc.array(integers, { minLength: 13, maxLength: 40, size: 'max' }), tenths, profile, (sample, later, chosen) => {
				const options = { direction: 'neutral' as const, profile: chosen, baselinePoints: 12 };
				const before = analyse(series(sample), options).points;
				const after = analyse(series([...sample, ...later]), options).points;
				before.forEach(({ rule }, index) => {
					if (rule !== 'none') expect(after[index]?.rule).not.toBe('none');
				});
			})
		);
	});
});
