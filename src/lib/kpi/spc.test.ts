import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from './spc.ts';
import type { Assurance, PointKind, Reading, Rule, SpcOptions, Variation } from './spc-types.ts';

const reference = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../tests/reference/${name}`, import.meta.url), 'utf8'));
type Direction = SpcOptions['direction'];

/** A day a point, from 1 January 2020. */
const series = (values: readonly (number | null)[]): Reading[] => values.map((value, index) => ({ date: new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10), value }));

describe('mdc: NHS England’s published test data', () => {
	interface Case {
		id: string;
		improvement_direction: Direction;
		recalculate_from_point: number | null;
		baseline_first_n_points: number | null;
		values: number[];
		expected_colours: string[];
		limits_shown: boolean;
		derived_last_section: { mean: number; lpl: number; upl: number } | null;
		ignore_points?: number[];
	}
	const { cases, assurance } = reference('mdc-cases.json') as {
		cases: Case[];
		assurance: { values: number[]; cases: { improvement_direction: Direction; target: number | null; expected_assurance: string | null }[] };
	};
	const COLOURS: Record<PointKind, string> = { common: 'grey', improvement: 'blue', concern: 'orange', 'neutral-high': 'purple', 'neutral-low': 'purple' };

	it.each(cases)('$id', (each) => {
		const readings = series(each.values);
		const from = each.recalculate_from_point;
		const recalculateAt = from === null ? [] : [readings[from - 1]?.date ?? ''];
		const { points, variation } = analyse(readings, { direction: each.improvement_direction, recalculateAt, baselinePoints: each.baseline_first_n_points });
		const ignored = new Set(each.ignore_points);
		points.forEach((point, index) => {
			if (!ignored.has(index + 1)) expect(COLOURS[point.kind], `point ${index + 1}, ${point.rule}`).toBe(each.expected_colours[index]);
		});
		const last = points.at(-1);
		expect(last?.upper !== null).toBe(each.limits_shown);
		expect(variation !== null).toBe(each.limits_shown);
		if (each.derived_last_section) {
			expect(last?.mean).toBeCloseTo(each.derived_last_section.mean, 9);
			expect(last?.lower).toBeCloseTo(each.derived_last_section.lpl, 9);
			expect(last?.upper).toBeCloseTo(each.derived_last_section.upl, 9);
		}
	});

	it.each(assurance.cases)('assurance: target $target, $improvement_direction', ({ improvement_direction, target, expected_assurance }) => {
		const { assurance: found } = analyse(series(assurance.values), { direction: improvement_direction, target });
		expect(found?.replaceAll('-', '_') ?? null).toBe(expected_assurance);
	});
});

describe('nhsr: NHSRplotthedots 0.2.2', () => {
	interface Point {
		date: string;
		facet: string;
		rebase_group: number;
		used_in_limits: boolean;
		mean: number;
		lpl: number | null;
		upl: number | null;
		special_cause_type: string;
		point_type: string;
	}
	interface Case {
		id: string;
		options: {
			improvement_direction: Direction;
			target: number | Record<string, number> | null;
			rebase: string[] | Record<string, string> | null;
			fix_after_n_points: number | null;
			screen_outliers: boolean;
		};
		input: { date: string; value: number | null; facet?: string }[];
		expected: { status: 'ok' | 'error'; warnings?: string[]; points: Point[]; icons: { facet: string; variation_icon: string; assurance_icon: string | null }[] };
	}
	const { cases } = reference('nhsr-cases.json') as { cases: Case[] };
	const RULES: Record<string, Rule> = {
		'Common Cause': 'none', 'Above UCL': 'above-upper', 'Below LCL': 'below-lower', '7 Point Trend (Increasing)': 'trend-up', '7 Point Trend (Decreasing)': 'trend-down',
		'2 in 3 Above CL': 'two-in-three-high', '2 in 3 Below CL': 'two-in-three-low', '7 Points Above CL': 'shift-high', '7 Points Below CL': 'shift-low'
	};
	const KINDS: Record<string, PointKind> = {
		common_cause: 'common', special_cause_improvement: 'improvement', special_cause_concern: 'concern', special_cause_neutral_high: 'neutral-high', special_cause_neutral_low: 'neutral-low'
	};
	const ASSURANCES: Record<string, Assurance> = { pass: 'pass', fail: 'fail', inconsistent: 'hit-or-miss' };
	/** Where the package errs, a better answer is right: without limits, or without a target of its own, there is nothing to assure. */
	const NOTHING_TO_ASSURE = new Set(['constant', 'short-1', 'ae-facets RR1']);

	const close = (found: number | null | undefined, wanted: number | null, what: string) => {
		if (wanted === null) return expect(found, what).toBeNull();
		expect(Math.abs((found ?? NaN) - wanted), `${what}: ${found} for ${wanted}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
	};

	it.each(cases.filter(({ expected }) => expected.status === 'ok'))('$id', ({ id, options, input, expected }) => {
		for (const { facet, variation_icon, assurance_icon } of expected.icons) {
			const ofFacet = (each: { facet?: string }) => (each.facet ?? 'no facet') === facet;
			const target = typeof options.target === 'object' ? (options.target?.[facet] ?? null) : options.target;
			const rebase = Array.isArray(options.rebase) ? options.rebase : [options.rebase?.[facet] ?? []].flat();
			const found = analyse(input.filter(ofFacet), {
				direction: options.improvement_direction, target, profile: 'nhsr', recalculateAt: rebase, baselinePoints: options.fix_after_n_points, screenOutliers: options.screen_outliers
			});
			const points = expected.points.filter(ofFacet);
			expect(found.points.length).toBe(points.length);
			points.forEach((wanted, index) => {
				const point = found.points[index];
				const what = `${facet}, ${wanted.date}`;
				expect(point, what).toMatchObject({ date: wanted.date, section: wanted.rebase_group, usedInLimits: wanted.used_in_limits, rule: RULES[wanted.special_cause_type], kind: KINDS[wanted.point_type] });
				close(point?.mean, wanted.mean, `${what} mean`);
				close(point?.lower, wanted.lpl, `${what} lower`);
				close(point?.upper, wanted.upl, `${what} upper`);
			});
			expect(found.variation).toBe((variation_icon === 'common_cause' ? 'common' : variation_icon.replace('_', '-')) as Variation);
			const nothing = NOTHING_TO_ASSURE.has(id) || NOTHING_TO_ASSURE.has(`${id} ${facet}`);
			expect(found.assurance).toBe(nothing || assurance_icon === null ? null : ASSURANCES[assurance_icon]);
			if (expected.icons.length === 1) expect(found.warnings.some((words) => words.includes('provisional'))).toBe((expected.warnings ?? []).length > 0);
		}
	});

	it('refuses what the package refuses, and copes with a missing value in a trend', () => {
		const inputOf = (id: string) => cases.find((each) => each.id === id)?.input ?? [];
		expect(() => analyse(inputOf('fix11-error'), { direction: 'increase', profile: 'nhsr', baselinePoints: 11 })).toThrow('at least 12');
		expect(() => analyse(inputOf('duplicate-date-error'), { direction: 'increase', profile: 'nhsr' })).toThrow('two readings');
		const broken = analyse(inputOf('na-in-trend'), { direction: 'increase', profile: 'nhsr' });
		expect(broken.points.some(({ rule }) => rule === 'trend-up')).toBe(false);
	});
});
