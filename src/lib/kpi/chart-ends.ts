/** The names of a chart's lines at its right end. */
import { FONT, spread, type Label } from './chart-labels.ts';
import type { Scales, TargetStep } from './chart-parts.ts';
import type { ChartWindow, Plot } from './chart-scale.ts';
import type { SpcAnalysis } from './spc-types.ts';
import { writeValue } from './words.ts';

const LABEL_HEIGHT = 15;

/** A line's name at its right end. */
export interface EndLabel extends Label {
	of: 'target' | 'mean' | 'limit' | 'trajectory';
	/** From the line to a label that had to move. */
	leader: { x1: number; y1: number; x2: number; y2: number } | null;
}
export interface EndName {
	of: EndLabel['of'];
	text: string;
	value: number;
	bold: boolean;
}
interface NamesOptions {
	window: ChartWindow;
	steps: readonly TargetStep[];
	/** Of the trajectory, if it is named here. */
	aims: readonly { value: number }[];
	/** Written beside every figure; '' for one that stands above the axis. */
	unit: string;
	decimals: number;
	/** Little room. */
	short: boolean;
}
/** The lines of the newest section, the target as it stands at the end, and the end of the trajectory. */
export function endNames(analysis: SpcAnalysis, { window, steps, aims, unit, decimals, short }: NamesOptions): EndName[] {
	const write = (value: number) => writeValue(value, unit, decimals);
	const newest = analysis.points.findLast(({ date }) => date >= window.from && date <= window.to);
	const names: EndName[] = [];
	const [target, aim] = [steps.at(-1), aims.at(-1)];
	if (target) names.push({ of: 'target', text: `Target ${writeValue(target.value, unit)}`, value: target.value, bold: true });
	if (newest && newest.upper !== null) names.push({ of: 'limit', text: `${short ? 'Upper' : 'Upper limit'} ${write(newest.upper)}`, value: newest.upper, bold: false });
	if (newest && newest.mean !== null) names.push({ of: 'mean', text: `Average ${write(newest.mean)}`, value: newest.mean, bold: true });
	if (newest && newest.lower !== null) names.push({ of: 'limit', text: `${short ? 'Lower' : 'Lower limit'} ${write(newest.lower)}`, value: newest.lower, bold: false });
	if (aim) names.push({ of: 'trajectory', text: aimWords(aims, unit), value: aim.value, bold: false });
	return names;
}
/** `Aim 75%` for one figure, `Trajectory 75%` for a path. */
export function aimWords(aims: readonly { value: number }[], unit: string): string {
	return `${aims.length > 1 ? 'Trajectory' : 'Aim'} ${writeValue(aims.at(-1)?.value ?? 0, unit)}`;
}

/** Inside the plot a name stands on its line, outside beside it; where lines are close, names move apart. */
export function endLabels(names: readonly EndName[], { plot, scales, inside }: { plot: Plot; scales: Scales; inside: boolean }): EndLabel[] {
	const rise = inside ? -5 : 4;
	const lowest = names.reduce((least, { value }) => Math.min(least, value), Infinity);
	const wanted = names.map(({ value, of }) => scales.y(value) + (inside && of === 'limit' && value === lowest && names.length > 2 ? 14 : rise));
	const placed = spread(wanted, { gap: LABEL_HEIGHT, from: plot.top + 10, to: plot.bottom - (inside ? 5 : 0) });
	return names.map(({ of, text, bold, value }, index) => {
		const y = placed[index] ?? 0;
		const moved = Math.abs(y - (wanted[index] ?? 0)) > 5;
		const leader = moved && !inside ? { x1: plot.right, y1: scales.y(value), x2: plot.right + 6, y2: y - 4 } : null;
		return { of, text, bold, size: FONT, y, x: inside ? plot.right - 6 : plot.right + 8, anchor: inside ? 'end' : 'start', leader };
	});
}
