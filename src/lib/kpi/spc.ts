/**
 * XmR charts as NHS England's Making Data Count teaches them, in two rule profiles: `mdc` (the
 * default) and `nhsr`, which gives what the R package NHSRplotthedots 0.2.2 gives. Pure, so that
 * browser, server and reports draw the same chart.
 *
 * Limits are the mean ± 2.66 × the mean moving range of a section; a recalculation begins a new
 * section. The rules that mark points are in spc-rules.ts.
 */
import { average } from './exact-average.ts';
import { isHigh, kindOf, markedBy, slackOf, type Measured } from './spc-rules.ts';
import type { Assurance, Profile, Reading, SpcAnalysis, SpcOptions, SpcPoint, Variation } from './spc-types.ts';

/** Below this `mdc` shows the mean and the target only. */
export const FEWEST_POINTS = 13;
const FEWEST_IN_BASELINE = 12;
const LIMIT = 2.66;
/** Two thirds of the way from the mean to the limit. */
const NEAR_LIMIT = 2 * (LIMIT / 3);
const OUTLIER = 3.267;

/**
 * Works out limits, marks and icons.
 * @throws RangeError for two readings of one date, a value or target that is no finite number, or a baseline of fewer than 12 points
 */
export function analyse(readings: readonly Reading[], options: SpcOptions): SpcAnalysis {
	const profile = options.profile ?? 'mdc';
	const baseline = options.baselinePoints ?? null;
	if (baseline !== null && (!Number.isInteger(baseline) || baseline < FEWEST_IN_BASELINE)) {
		throw new RangeError(`A baseline needs at least ${FEWEST_IN_BASELINE} points.`);
	}
	if (!Number.isFinite(options.target ?? 0)) throw new RangeError('The target is not a number.');
	const sorted = inOrder(readings);
	const known = sorted.filter(({ value }) => value !== null).length;
	const tooFew = profile === 'mdc' && known < FEWEST_POINTS;
	const screen = options.screenOutliers ?? profile === 'nhsr';
	const { sections, first, unused } = split(sorted, options.recalculateAt ?? [], profile);
	const measured = sections.flatMap((section, index) => measure(section, { index: first + index, profile, baseline, screen, tooFew }));
	const marks = tooFew ? [] : markedBy(measured, { profile, run: profile === 'mdc' ? 6 : 7 });
	const points = measured.map((each, index) => pointOf(each, kindOf(marks[index] ?? [], options.direction, profile)));
	return {
		points,
		variation: tooFew ? null : variationOf(points, profile),
		assurance: tooFew ? null : assuranceOf(measured.at(-1), options, profile),
		warnings: warningsOf(sections, { profile, tooFew, known, unused })
	};
}

function inOrder(readings: readonly Reading[]): Reading[] {
	const sorted = [...readings].sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
	sorted.forEach(({ date, value }, index) => {
		if (sorted[index + 1]?.date === date) throw new RangeError(`There are two readings of ${date}.`);
		if (value !== null && !Number.isFinite(value)) throw new RangeError(`The reading of ${date} is not a number.`);
	});
	return sorted;
}

function split(sorted: readonly Reading[], recalculateAt: readonly string[], profile: Profile): { sections: Reading[][]; first: number; unused: string[] } {
	const starts = new Set<number>();
	const unused: string[] = [];
	for (const date of new Set(recalculateAt)) {
		const at = sorted.findIndex((reading) => (profile === 'nhsr' ? reading.date === date : reading.date >= date));
		if (at > 0) starts.add(at);
		else unused.push(date);
	}
	// The package numbers from 1 when the first reading itself is a recalculation.
	const first = profile === 'nhsr' && sorted[0] !== undefined && recalculateAt.includes(sorted[0].date) ? 1 : 0;
	const sections: Reading[][] = [];
	sorted.forEach((reading, index) => {
		if (index === 0 || starts.has(index)) sections.push([]);
		sections.at(-1)?.push(reading);
	});
	return { sections, first, unused };
}

interface SectionOptions {
	index: number;
	profile: Profile;
	baseline: number | null;
	screen: boolean;
	tooFew: boolean;
}

function measure(section: readonly Reading[], { index, profile, baseline, screen, tooFew }: SectionOptions): Measured[] {
	const used = section.map(({ value }, at) => (baseline === null || at < baseline ? value : null));
	const mean = average(used.filter((value) => value !== null));
	const range = mean === null || tooFew ? null : meanMovingRange(used, screen);
	const fromMean = (factor: number) => {
		const line = mean === null || range === null ? NaN : mean + factor * range;
		return Number.isFinite(line) ? line : null;
	};
	const lines = { mean, lower: fromMean(-LIMIT), upper: fromMean(LIMIT), nearLower: fromMean(-NEAR_LIMIT), nearUpper: fromMean(NEAR_LIMIT) };
	return section.map(({ date, value }, at) => ({ date, value, section: index, ...lines, slack: slackOf(lines, profile), usedInLimits: used[at] !== null }));
}

function pointOf({ date, value, section, mean, lower, upper, usedInLimits }: Measured, marked: Pick<SpcPoint, 'rule' | 'kind'>): SpcPoint {
	return { date, value, section, mean, lower, upper, usedInLimits, ...marked };
}

/** Of neighbours that both have a value. Null where none is left. */
function meanMovingRange(values: readonly (number | null)[], screen: boolean): number | null {
	const ranges = values.flatMap((value, at) => {
		const before = values[at - 1];
		return value === null || before === null || before === undefined ? [] : [Math.abs(value - before)];
	});
	const all = average(ranges);
	return all === null || !screen ? all : average(ranges.filter((range) => range < OUTLIER * all));
}

/** A missing last value leaves what the last known one says in `mdc`; the package that `nhsr` follows calls it common cause. */
function variationOf(points: readonly SpcPoint[], profile: Profile): Variation | null {
	const known = points.findLast(({ value }) => value !== null);
	const last = profile === 'nhsr' ? points.at(-1) : known;
	if (!known || !last) return null;
	switch (last.kind) {
		case 'improvement':
		case 'concern':
			return `${last.kind}-${isHigh(last.rule) ? 'high' : 'low'}`;
		default:
			return last.kind;
	}
}

/**
 * A target on a limit passes or fails in `mdc`; the package that `nhsr` follows calls it hit or
 * miss. Where every value is the target (no breach in any month, none wanted), both limits lie on
 * it, and it is met.
 */
function assuranceOf(last: Measured | undefined, { target = null, direction }: SpcOptions, profile: Profile): Assurance | null {
	if (!last || last.lower === null || last.upper === null || target === null || direction === 'neutral') return null;
	const above = profile === 'mdc' ? target >= last.upper - last.slack : target > last.upper;
	const below = profile === 'mdc' ? target <= last.lower + last.slack : target < last.lower;
	if (!above && !below) return 'hit-or-miss';
	if (above && below) return 'pass';
	return above === (direction === 'increase') ? 'fail' : 'pass';
}

function warningsOf(sections: readonly (readonly Reading[])[], { profile, tooFew, known, unused }: { profile: Profile; tooFew: boolean; known: number; unused: readonly string[] }): string[] {
	const warnings = unused.map((date) => `The recalculation at ${date} has no earlier point to part from, or no point at or after it, and changes nothing.`);
	if (tooFew) return [...warnings, `${known === 1 ? '1 point' : `${known} points`}, and limits need ${FEWEST_POINTS}: only the average is drawn.`];
	// The package counts a missing value as a point.
	const short = sections.some((section) => section.filter(({ value }) => profile === 'nhsr' || value !== null).length < FEWEST_POINTS);
	if (short) warnings.push(`${sections.length === 1 ? 'There are' : 'Some sections have'} fewer than ${FEWEST_POINTS} points: the limits are provisional and move with each new point.`);
	return warnings;
}
