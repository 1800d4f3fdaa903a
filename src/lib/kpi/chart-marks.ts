/** Milestones on their own lane under a chart, each on the first line where it and its reference fit. */
import { dayNumber } from './calendar.ts';
import { FONT, textWidth } from './chart-labels.ts';
import { xScale, type ChartWindow, type Plot } from './chart-scale.ts';

export interface ChartMilestone {
	/** Such as `CAN-17`. */
	ref: string;
	/** When it was done, or is forecast to be. */
	day: string;
	/** A finished one has a solid riser, an open one a dashed one. */
	finished: boolean;
}
export interface PlacedMark<Milestone> {
	milestone: Milestone;
	x: number;
	/** 0 is the line next to the plot. */
	line: number;
	/** On which side its reference stands; null where there is no room for it. */
	label: 'left' | 'right' | null;
}

/** Across a diamond, and from one line to the next. */
export const MARK_SIZE = 15;
export const LINE_HEIGHT = 17;
const GAP = 5;
const MOST_LINES = 5;

interface Taken {
	left: number;
	right: number;
}

/** Places the milestones of a window, the earliest first. */
export function placeMarks<Milestone extends ChartMilestone>(milestones: readonly Milestone[], window: ChartWindow, plot: Plot, edges: { left: number; right: number }): PlacedMark<Milestone>[] {
	const x = xScale(window, plot);
	const lines: Taken[][] = [];
	const inside = milestones.filter(({ day }) => day >= window.from && day <= window.to);
	const sorted = [...inside].sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : one.ref < other.ref ? -1 : 1));
	const free = (line: number, { left, right }: Taken) => left >= edges.left && right <= edges.right && (lines[line] ?? []).every((taken) => right + GAP <= taken.left || left >= taken.right + GAP);
	const take = (line: number, taken: Taken) => (lines[line] ??= []).push(taken);
	return sorted.map((milestone) => {
		const at = x(dayNumber(milestone.day) + 0.5);
		const half = MARK_SIZE / 2;
		const words = textWidth(milestone.ref, FONT) + GAP;
		const shapes = [
			{ label: 'left', taken: { left: at - half - words, right: at + half } },
			{ label: 'right', taken: { left: at - half, right: at + half + words } }
		] as const;
		for (let line = 0; line < MOST_LINES; line += 1) {
			const fits = shapes.find(({ taken }) => free(line, taken));
			if (!fits) continue;
			take(line, fits.taken);
			return { milestone, x: at, line, label: fits.label };
		}
		const bare = { left: at - half, right: at + half };
		const open = Array.from({ length: MOST_LINES }, (_, line) => line).find((line) => (lines[line] ?? []).every((taken) => bare.right <= taken.left || bare.left >= taken.right));
		take(open ?? MOST_LINES - 1, bare);
		return { milestone, x: at, line: open ?? MOST_LINES - 1, label: null };
	});
}
