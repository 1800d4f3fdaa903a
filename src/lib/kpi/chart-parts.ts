/** What is drawn inside the plot of a chart, as positions: points and their line, sections with limits, target, trajectory. */
import { curveStepAfter, line as lineOf } from 'd3-shape';
import { addMonths, dayAt, dayNumber, firstOfQuarter } from './calendar.ts';
import { isGap, type Period } from './periods.ts';
import type { ChartWindow } from './chart-scale.ts';
import type { PointKind, Rule, SpcAnalysis, SpcPoint } from './spc-types.ts';

export interface ChartPeriod extends Period {
	status?: 'provisional' | 'final';
}
/** What is aimed at from a day on, until the next step; null: from the beginning. */
export interface TargetStep {
	from: string | null;
	value: number;
}
/** Day → value. */
export type Trajectory = Readonly<Record<string, number>>;

export interface Scales {
	x: (day: number) => number;
	y: (value: number) => number;
}
export interface DrawnPoint {
	date: string;
	value: number;
	x: number;
	y: number;
	kind: PointKind;
	rule: Rule;
	provisional: boolean;
}
export interface DrawnSection {
	from: number;
	to: number;
	mean: number;
	lower: number | null;
	upper: number | null;
	/** The figures of the three lines. */
	point: SpcPoint;
}

/** The same without limits, marks and icons: for what is measured too seldom to have any. */
export function withoutLimits(analysis: SpcAnalysis): SpcAnalysis {
	const points = analysis.points.map((point): SpcPoint => ({ ...point, lower: null, upper: null, rule: 'none', kind: 'common' }));
	return { points, variation: null, assurance: null, warnings: [] };
}

/**
 * Whole quarters from the first reading to the last reading, today and what is to come within a
 * year from today. A chart without readings shows the year around today.
 */
export function windowOf(periods: readonly Period[], { today, days = [] }: { today: string; days?: readonly string[] }): ChartWindow {
	const horizon = addMonths(today, 12);
	const starts = periods.map(({ periodStart }) => periodStart);
	const ends = periods.map(({ periodEnd }) => periodEnd);
	const first = [...starts, ...(starts.length === 0 ? [addMonths(today, -12)] : [])].reduce((one, other) => (one < other ? one : other));
	const last = [today, ...ends, ...days.filter((day) => day <= horizon)].reduce((one, other) => (one > other ? one : other));
	return { from: firstOfQuarter(first), to: dayAt(dayNumber(addMonths(firstOfQuarter(last), 3)) - 1) };
}

/** The steps that hold within a window, the earliest first. */
export function stepsIn(targets: readonly TargetStep[], window: ChartWindow): TargetStep[] {
	const sorted = [...targets].sort((one, other) => ((one.from ?? '') < (other.from ?? '') ? -1 : 1));
	return sorted.filter((step, index) => (step.from ?? '') <= window.to && (sorted[index + 1]?.from ?? '9') > window.from);
}
/** What is aimed at on a day; null before the first step. */
export function targetOn(targets: readonly TargetStep[], day: string): number | null {
	const before = targets.filter(({ from }) => (from ?? '') <= day).sort((one, other) => ((one.from ?? '') < (other.from ?? '') ? -1 : 1));
	return before.at(-1)?.value ?? null;
}
export function trajectoryIn(trajectory: Trajectory, window: ChartWindow): { day: string; value: number }[] {
	const inside = Object.entries(trajectory).filter(([day]) => day >= window.from && day <= window.to);
	return inside.map(([day, value]) => ({ day, value })).sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** Every figure that a chart of a window shows, for its scale. */
export function valuesShown(analysis: SpcAnalysis, { window, targets = [], trajectory = {} }: { window: ChartWindow; targets?: readonly TargetStep[]; trajectory?: Trajectory }): number[] {
	const points = analysis.points.filter(({ date }) => date >= window.from && date <= window.to);
	const figures = points.flatMap(({ value, mean, lower, upper }) => [value, mean, lower, upper]).filter((value) => value !== null);
	return [...figures, ...stepsIn(targets, window).map(({ value }) => value), ...trajectoryIn(trajectory, window).map(({ value }) => value)];
}

interface Placed {
	point: SpcPoint;
	period: ChartPeriod;
}
/** The points of a window with their periods; a point whose period is not told is a day. */
function placedIn(analysis: SpcAnalysis, periods: readonly ChartPeriod[], window: ChartWindow): Placed[] {
	const byStart = new Map(periods.map((period) => [period.periodStart, period]));
	const placed = analysis.points.map((point) => ({ point, period: byStart.get(point.date) ?? { periodStart: point.date, periodEnd: point.date } }));
	return placed.filter(({ point }) => point.date >= window.from && point.date <= window.to);
}

/** In the middle of their periods. The line breaks at a missing value, and at a period that is not there. */
export function pointsAndLine(analysis: SpcAnalysis, periods: readonly ChartPeriod[], { window, scales }: { window: ChartWindow; scales: Scales }): { points: DrawnPoint[]; line: string } {
	const points: DrawnPoint[] = [];
	const path: (DrawnPoint | null)[] = [];
	let before: Period | null = null;
	for (const { point, period } of placedIn(analysis, periods, window)) {
		if (before && isGap(before, period)) path.push(null);
		before = period;
		if (point.value === null) {
			path.push(null);
			continue;
		}
		const middle = (dayNumber(period.periodStart) + dayNumber(period.periodEnd) + 1) / 2;
		const drawn = { date: point.date, value: point.value, x: scales.x(middle), y: scales.y(point.value), kind: point.kind, rule: point.rule, provisional: period.status === 'provisional' };
		points.push(drawn);
		path.push(drawn);
	}
	const draw = lineOf<DrawnPoint | null>()
		.defined((point) => point !== null)
		.x((point) => point?.x ?? 0)
		.y((point) => point?.y ?? 0)
		.digits(1);
	return { points, line: draw(path) ?? '' };
}

/** Sections of a window: each reaches to where the next begins, the last to the end. */
export function sectionsOf(analysis: SpcAnalysis, periods: readonly ChartPeriod[], { window, scales }: { window: ChartWindow; scales: Scales }): DrawnSection[] {
	const placed = placedIn(analysis, periods, window);
	const firsts = placed.filter(({ point }, index) => point.section !== placed[index - 1]?.point.section);
	const end = scales.x(dayNumber(window.to) + 1);
	return firsts.flatMap(({ point, period }, index) => {
		if (point.mean === null) return [];
		const next = firsts[index + 1];
		const from = scales.x(dayNumber(period.periodStart));
		const to = next ? scales.x(dayNumber(next.period.periodStart)) : end;
		return [{ from, to, mean: scales.y(point.mean), lower: point.lower === null ? null : scales.y(point.lower), upper: point.upper === null ? null : scales.y(point.upper), point }];
	});
}

/** Where some points of a section set its limits and the others do not: from where to where they lie, and how many they are. */
export function baselinesOf(analysis: SpcAnalysis, periods: readonly ChartPeriod[], { window, scales }: { window: ChartWindow; scales: Scales }): { from: number; to: number; points: number }[] {
	const sections = Map.groupBy(placedIn(analysis, periods, window), ({ point }) => point.section);
	return [...sections.values()].flatMap((section) => {
		const used = section.filter(({ point }) => point.usedInLimits);
		const [first, last] = [used[0], used.at(-1)];
		const others = section.some(({ point }) => !point.usedInLimits && point.value !== null && point.upper !== null);
		if (!first || !last || !others) return [];
		return [{ from: scales.x(dayNumber(first.period.periodStart)), to: scales.x(dayNumber(last.period.periodEnd) + 1), points: used.length }];
	});
}

/** The target as a line that steps where it changes; '' for none. */
export function targetLine(steps: readonly TargetStep[], { window, scales }: { window: ChartWindow; scales: Scales }): string {
	const last = steps.at(-1);
	if (!last) return '';
	const start = dayNumber(window.from);
	const corners = steps.map(({ from, value }) => ({ day: from === null ? start : Math.max(dayNumber(from), start), value }));
	const draw = lineOf<{ day: number; value: number }>()
		.x(({ day }) => scales.x(day))
		.y(({ value }) => scales.y(value))
		.curve(curveStepAfter)
		.digits(1);
	return draw([...corners, { day: dayNumber(window.to) + 1, value: last.value }]) ?? '';
}
