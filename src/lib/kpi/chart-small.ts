/** The same chart small, many beside each other on one scale: one place each. */
import { textWidth } from './chart-labels.ts';
import { pointsAndLine, sectionsOf, stepsIn, targetLine, valuesShown, windowOf, type ChartPeriod, type DrawnPoint, type DrawnSection, type Scales, type TargetStep } from './chart-parts.ts';
import { aprils, roundDomain, xScale, yScale, yTicks, type ChartWindow, type Plot, type XTick, type YTick } from './chart-scale.ts';
import type { SpcAnalysis } from './spc-types.ts';
import { bareUnit, writeValue } from './words.ts';

/** What charts beside each other share. */
export interface SharedScale {
	window: ChartWindow;
	domain: readonly [number, number];
}
export interface SmallSeries {
	analysis: SpcAnalysis;
	periods: readonly ChartPeriod[];
}

/** One scale for all: from the first reading of any to today or the last, and every figure of all. */
export function sharedScale(all: readonly SmallSeries[], { unit, today, targets = [] }: { unit: string; today: string; targets?: readonly TargetStep[] }): SharedScale {
	const window = windowOf(all.flatMap(({ periods }) => periods), { today });
	return { window, domain: roundDomain(all.flatMap(({ analysis }) => valuesShown(analysis, { window, targets })), { unit, count: 3 }) };
}

export interface SmallChart {
	width: number;
	height: number;
	plot: Plot;
	yTicks: YTick[];
	xTicks: XTick[];
	points: DrawnPoint[];
	line: string;
	scale: number;
	sections: DrawnSection[];
	target: string;
	/** The target's figure, beside its line. */
	targetLabel: (XTick & { y: number }) | null;
}

/** Pixels. */
export const SMALL_FONT = 11;
const TOP = 10;
const PLOT_HEIGHT = 104;

/** Lays out a small chart. @param width pixels */
export function drawSmall({ analysis, periods }: SmallSeries, { window, domain }: SharedScale, { width, unit, targets = [] }: { width: number; unit: string; targets?: readonly TargetStep[] }): SmallChart {
	const steps = stepsIn(targets, window);
	const target = steps.at(-1);
	const targetText = target ? writeValue(target.value, bareUnit(unit)) : '';
	const bottom = TOP + PLOT_HEIGHT;
	const ticks = yTicks(domain, { plot: { top: TOP, bottom }, unit: '', count: 3 });
	const left = Math.ceil(Math.max(16, ...ticks.map(({ label }) => textWidth(label, SMALL_FONT))) + 6);
	const right = Math.max(left + 40, Math.floor(width - (target ? textWidth(targetText, SMALL_FONT) + 6 : 6)));
	const plot: Plot = { left, right, top: TOP, bottom };
	const scales: Scales = { x: xScale(window, plot), y: yScale(domain, plot) };
	const { points, line } = pointsAndLine(analysis, periods, { window, scales });
	const spaces = points.slice(1).map(({ x }, index) => x - (points[index]?.x ?? 0));
	return {
		width,
		height: bottom + 20,
		plot,
		yTicks: ticks,
		xTicks: aprils(window, plot, SMALL_FONT),
		points,
		line,
		scale: Math.min(0.56, Math.max(0.38, Math.min(8, ...spaces) / 13)),
		sections: sectionsOf(analysis, periods, { window, scales }),
		target: targetLine(steps, { window, scales }),
		targetLabel: target ? { x: right + 4, y: scales.y(target.value) + 4, label: targetText } : null
	};
}
