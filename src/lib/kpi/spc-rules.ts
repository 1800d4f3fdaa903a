/** The four rules that mark a point of an XmR chart, and what a mark means for a direction. */
import type { PointKind, Profile, Rule, SpcPoint } from './spc-types.ts';

type Mark = Exclude<Rule, 'none'>;
type Side = 1 | -1;

/** Highest first: a single point, then trend, then two in three, then shift. */
const PRECEDENCE: readonly Mark[] = ['above-upper', 'below-lower', 'trend-up', 'trend-down', 'two-in-three-high', 'two-in-three-low', 'shift-high', 'shift-low'];
const HIGH: ReadonlySet<Rule> = new Set(['above-upper', 'trend-up', 'two-in-three-high', 'shift-high']);

/** Whether a mark is on the high side. */
export function isHigh(rule: Rule): boolean {
	return HIGH.has(rule);
}

/** A point with the lines it is held against. */
export interface Measured extends Omit<SpcPoint, 'rule' | 'kind'> {
	/** Two thirds of the way from the mean to a limit. */
	nearLower: number | null;
	nearUpper: number | null;
	/** Nearer to a line than this, a value lies on it. */
	slack: number;
}

/** Of the size of the figures of a section: what the rounding of decimals can amount to, and no reading can. */
const ROUNDING = 1e-13;

/**
 * How near to a line a value lies on it. Decimals are rounded, so that the average of 33.3, 33.4 and
 * 33.5 is not quite 33.4: who reads the chart sees a point on the average. The package that `nhsr`
 * follows tells them apart.
 */
export function slackOf({ mean, upper }: Pick<SpcPoint, 'mean' | 'upper'>, profile: Profile): number {
	return profile === 'nhsr' || mean === null ? 0 : ROUNDING * (Math.abs(mean) + (upper === null ? 0 : upper - mean));
}
/** 1 above the average, -1 below it, 0 on it or without a value. */
export function sideOf({ value, mean, slack }: Pick<Measured, 'value' | 'mean' | 'slack'>): Side | 0 {
	return value === null || mean === null ? 0 : sign(value - mean, slack);
}

/**
 * The marks of each point, highest first.
 * @param run how many points make a shift or a trend
 */
export function markedBy(points: readonly Measured[], { profile, run }: { profile: Profile; run: number }): Mark[][] {
	// In `nhsr` nothing reaches across a recalculation; in `mdc` runs do.
	if (profile === 'mdc') return marksOf(points, run);
	const sections = [...new Set(points.map(({ section }) => section))].map((section) => points.filter((point) => point.section === section));
	return sections.flatMap((section) => oneTrendEach(marksOf(section, run), section));
}

function marksOf(points: readonly Measured[], run: number): Mark[][] {
	const found = points.map(() => new Set<Mark>());
	const mark = (indexes: Iterable<number>, high: boolean, up: Mark, down: Mark) => {
		for (const index of indexes) found[index]?.add(high ? up : down);
	};
	const sides = points.map(sideOf);
	const outside = points.map(outsideOf);
	const near = points.map((point, index) => outside[index] === 0 && isNear(point));
	points.forEach((_, index) => {
		if (outside[index] !== 0) mark([index], outside[index] === 1, 'above-upper', 'below-lower');
	});

	for (let end = run - 1; end < points.length; end += 1) {
		const window = range(end - run + 1, end);
		const steps = window.slice(1).map((index) => stepTo(points, index));
		if (sameSide(steps)) mark(window, steps[0] === 1, 'trend-up', 'trend-down');
		const windowSides = window.map((index) => sides[index] ?? 0);
		if (sameSide(windowSides)) mark(window, windowSides[0] === 1, 'shift-high', 'shift-low');
	}
	for (let end = 2; end < points.length; end += 1) {
		const window = range(end - 2, end);
		const close = window.filter((index) => near[index]);
		const windowSides = window.map((index) => sides[index] ?? 0);
		if (close.length >= 2 && sameSide(windowSides)) mark(close, windowSides[0] === 1, 'two-in-three-high', 'two-in-three-low');
	}
	return found.map((marks) => PRECEDENCE.filter((each) => marks.has(each)));
}

/**
 * As the package names trends: by the step to the next point where that is in a trend too, so that
 * a point where one trend ends and the next begins belongs to the next; else by the step before.
 */
function oneTrendEach(marks: readonly Mark[][], points: readonly Measured[]): Mark[][] {
	const inTrend = marks.map((each) => each.some(isTrend));
	return marks.map((each, index) => {
		const trend = stepTo(points, inTrend[index + 1] ? index + 1 : index) === 1 ? 'trend-up' : 'trend-down';
		return [...new Set(each.map((mark) => (isTrend(mark) ? trend : mark)))];
	});
}
function isTrend(mark: Mark): boolean {
	return mark === 'trend-up' || mark === 'trend-down';
}

/** What the marks of one point mean. In `mdc` an improvement wins over a concern; in `nhsr` the highest mark speaks. */
export function kindOf(marks: readonly Mark[], direction: 'increase' | 'decrease' | 'neutral', profile: Profile): { rule: Rule; kind: PointKind } {
	const [highest] = marks;
	if (highest === undefined) return { rule: 'none', kind: 'common' };
	if (direction === 'neutral') return { rule: highest, kind: HIGH.has(highest) ? 'neutral-high' : 'neutral-low' };
	const isBetter = (each: Mark) => HIGH.has(each) === (direction === 'increase');
	const rule = (profile === 'mdc' ? marks.find(isBetter) : undefined) ?? highest;
	return { rule, kind: isBetter(rule) ? 'improvement' : 'concern' };
}

function outsideOf({ value, lower, upper, slack }: Measured): Side | 0 {
	if (value === null || lower === null || upper === null) return 0;
	return value > upper + slack ? 1 : value < lower - slack ? -1 : 0;
}

function isNear({ value, nearLower, nearUpper, slack }: Measured): boolean {
	if (value === null || nearLower === null || nearUpper === null) return false;
	return value < nearLower - slack || value > nearUpper + slack;
}

/** Up or down from the point before; 0 for an equal or a missing value, which break a trend. */
function stepTo(points: readonly Measured[], index: number): Side | 0 {
	const [before, here] = [points[index - 1]?.value ?? null, points[index]?.value ?? null];
	return before === null || here === null ? 0 : sign(here - before);
}

function sign(difference: number, slack = 0): Side | 0 {
	return difference > slack ? 1 : difference < -slack ? -1 : 0;
}

function sameSide(sides: readonly (Side | 0)[]): boolean {
	return sides[0] !== 0 && sides.every((side) => side === sides[0]);
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
