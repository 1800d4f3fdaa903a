/** The four rules that mark a point of an XmR chart, and what a mark means for a direction. */
import type { PointKind, Profile, Rule, SpcPoint } from './spc-types.ts';

type Mark = Exclude<Rule, 'none'>;
type Side = 1 | -1;

/** Highest first: a single point, then trend, then two in three, then shift. */
const PRECEDENCE: readonly Mark[] = ['above-upper', 'below-lower', 'trend-up', 'trend-down', 'two-in-three-high', 'two-in-three-low', 'shift-high', 'shift-low'];
const HIGH: ReadonlySet<Rule> = new Set(['above-upper', 'trend-up', 'two-in-three-high', 'shift-high']);
/** Two thirds of the way from the mean to the limit. */
const NEAR = 2 / 3;

/** Whether a mark is on the high side. */
export function isHigh(rule: Rule): boolean {
	return HIGH.has(rule);
}

type Measured = Pick<SpcPoint, 'value' | 'section' | 'mean' | 'lower' | 'upper'>;

/**
 * The marks of each point, highest first.
 * @param run how many points make a shift or a trend
 */
export function markedBy(points: readonly Measured[], { profile, run }: { profile: Profile; run: number }): Mark[][] {
	// In `nhsr` nothing reaches across a recalculation; in `mdc` runs do.
	if (profile === 'mdc') return marksOf(points, run);
	const sections = [...new Set(points.map(({ section }) => section))].map((section) => points.filter((point) => point.section === section));
	return sections.flatMap((section) => marksOf(section, run).map((marks, index) => marks.filter((each) => !isOfOlderTrend(each, marks, section, index))));
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
	if (points.every(({ upper }) => upper === null)) return found.map(() => []);

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

/** A point where one trend ends and the next begins belongs to the next. */
function isOfOlderTrend(each: Mark, marks: readonly Mark[], points: readonly Measured[], index: number): boolean {
	if (!marks.includes('trend-up') || !marks.includes('trend-down')) return false;
	return each === (stepTo(points, index + 1) === 1 ? 'trend-down' : 'trend-up');
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

function sideOf({ value, mean }: Measured): Side | 0 {
	return value === null || mean === null ? 0 : sign(value - mean);
}

function outsideOf({ value, lower, upper }: Measured): Side | 0 {
	if (value === null || lower === null || upper === null) return 0;
	return value > upper ? 1 : value < lower ? -1 : 0;
}

function isNear({ value, mean, upper }: Measured): boolean {
	if (value === null || mean === null || upper === null) return false;
	return Math.abs(value - mean) > NEAR * (upper - mean);
}

/** Up or down from the point before; 0 for an equal or a missing value, which break a trend. */
function stepTo(points: readonly Measured[], index: number): Side | 0 {
	const [before, here] = [points[index - 1]?.value ?? null, points[index]?.value ?? null];
	return before === null || here === null ? 0 : sign(here - before);
}

function sign(difference: number): Side | 0 {
	return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

function sameSide(sides: readonly (Side | 0)[]): boolean {
	return sides[0] !== 0 && sides.every((side) => side === sides[0]);
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
