/**
 * A KPI's chart as positions, without drawing any: the same on the server, in the browser and in a
 * report. Lengths are pixels from the top left. Text is never scaled: a chart of another width is
 * laid out anew.
 */
import { line as lineOf } from 'd3-shape';
import { dayNumber } from './calendar.ts';
import { aimWords, endLabels, endNames, type EndLabel } from './chart-ends.ts';
import { boxOf, FONT, overlap, textWidth, type Label } from './chart-labels.ts';
import { LINE_HEIGHT, MARK_SIZE, placeMarks, type ChartMilestone, type PlacedMark } from './chart-marks.ts';
import { Notes } from './chart-notes.ts';
import { baselinesOf, pointsAndLine, sectionsOf, stepsIn, targetLine, trajectoryIn, valuesShown, windowOf, type ChartPeriod, type DrawnPoint, type DrawnSection, type Scales, type TargetStep, type Trajectory } from './chart-parts.ts';
import { roundDomain, xAxis, xScale, yScale, yTicks, type ChartWindow, type Plot, type XAxis, type YTick } from './chart-scale.ts';
import { areCalendarYears, periodKind } from './periods.ts';
import { callerOf } from './signal-words.ts';
import type { SpcAnalysis } from './spc-types.ts';
import { bareUnit, decimalsOf, writeValue } from './words.ts';

export interface ChartInput<Milestone extends ChartMilestone = ChartMilestone> {
	analysis: SpcAnalysis;
	/** Of the points, by their first day; any others are passed over. */
	periods: readonly ChartPeriod[];
	unit: string;
	/** Pixels. */
	width: number;
	/** `YYYY-MM-DD`; what follows it is shaded. */
	today: string;
	/** Without it, from the first reading to what is to come within a year. */
	window?: ChartWindow | undefined;
	/** Without it, from what is shown. */
	domain?: readonly [number, number] | undefined;
	targets?: readonly TargetStep[];
	trajectory?: Trajectory;
	milestones?: readonly Milestone[];
	/** The same points judged in another way, whose average and limits are drawn behind for comparison. */
	before?: SpcAnalysis | undefined;
	/** What the line of today is called, for a chart that shows the past. */
	todayLabel?: string;
}
export interface Chart<Milestone extends ChartMilestone = ChartMilestone> {
	width: number;
	height: number;
	plot: Plot;
	window: ChartWindow;
	yTicks: YTick[];
	axis: XAxis;
	/** Baselines of the names below the axis. */
	partsY: number;
	yearsY: number;
	points: DrawnPoint[];
	line: string;
	/** How large the marks are, 1 where there is room. */
	scale: number;
	sections: DrawnSection[];
	/** Average and limits to compare with. */
	before: DrawnSection[];
	/** From where to where lie the points that alone set a section's limits, and how many they are. */
	baselines: { from: number; to: number; points: number }[];
	target: string;
	trajectory: { path: string; points: { x: number; y: number }[] };
	today: { x: number; label: Label } | null;
	endLabels: EndLabel[];
	/** The newest value, lone marked points, the unit, figures of older sections. */
	notes: Label[];
	marks: PlacedMark<Milestone>[];
	/** The middle of a mark on a line of the lane. */
	laneY: (line: number) => number;
	/** How figures of this chart are written. */
	decimals: { value: number; limit: number };
}

const NARROW = 520;
const MARK_ROOM = 12;

/** Lays out a chart: names of lines inside the plot where they are in nobody's way, else beside it. */
export function drawChart<Milestone extends ChartMilestone>(input: ChartInput<Milestone>): Chart<Milestone> {
	const frame = frameOf(input);
	const inside = layOut(input, frame, { inside: true });
	const { today, plot, notes, points, endLabels: names, trajectory } = inside;
	const words = [...notes, ...(today ? [today.label] : [])].map(boxOf);
	const values = { left: plot.left, right: (points.at(-1)?.x ?? plot.left) + 6, top: plot.top, bottom: plot.bottom };
	const lines = today ? [{ left: today.x - 2, right: today.x + 2, top: plot.top, bottom: plot.bottom }] : [];
	const free = trajectory.points.length < 2 && names.every((name) => ![...words, values, ...lines].some((box) => overlap(boxOf(name), box)));
	return free ? inside : layOut(input, frame, { inside: false });
}

/** What a chart shows and how high it is, wherever its names stand. */
function frameOf({ analysis, periods, unit, width, today, targets = [], trajectory = {}, milestones = [], before, ...given }: ChartInput) {
	const window = given.window ?? windowOf(periods, { today, days: [...milestones.map(({ day }) => day), ...Object.keys(trajectory)] });
	const values = analysis.points.filter(({ date }) => date >= window.from && date <= window.to).map(({ value }) => value);
	const decimals = { value: decimalsOf(values), limit: limitDecimals(values, decimalsOf(values)) };
	const plotHeight = width >= 720 ? 324 : width >= NARROW ? 280 : 220;
	const count = Math.round(plotHeight / 60);
	const domain = given.domain ?? roundDomain([...valuesShown(analysis, { window, targets, trajectory }), ...(before ? valuesShown(before, { window }) : [])], { unit, count });
	const caption = /^[%£]?$/.test(unit.trim()) ? '' : unit;
	const top = 22 + (caption ? 18 : 0);
	const bottom = top + plotHeight;
	const ticks = yTicks(domain, { plot: { top, bottom }, unit, count });
	const left = Math.ceil(Math.max(24, ...ticks.map(({ label }) => textWidth(label, FONT))) + 8);
	const aims = trajectoryIn(trajectory, window);
	return { window, decimals, domain, caption, ticks, left, top, bottom, steps: stepsIn(targets, window), aims, bare: bareUnit(unit) };
}
type Frame = ReturnType<typeof frameOf>;

function layOut<Milestone extends ChartMilestone>(input: ChartInput<Milestone>, frame: Frame, { inside }: { inside: boolean }): Chart<Milestone> {
	const { analysis, periods, width, milestones = [] } = input;
	const { window, decimals, domain, steps, aims } = frame;
	const names = endNames(analysis, { window, steps, aims: inside ? [] : aims, unit: frame.bare, decimals: decimals.limit, short: width < NARROW });
	const gutter = inside ? 8 : Math.max(8, ...names.map(({ text, bold }) => textWidth(text, FONT, bold) + 12));
	const plot: Plot = { left: frame.left, right: Math.max(frame.left + 40, Math.floor(width - gutter)), top: frame.top, bottom: frame.bottom };
	const scales: Scales = { x: xScale(window, plot), y: yScale(domain, plot) };
	const at = { window, scales };
	const { points, line } = pointsAndLine(analysis, periods, at);
	const sections = sectionsOf(analysis, periods, at);
	const baselines = baselinesOf(analysis, periods, at);
	const trajectory = aims.map(({ day, value }) => ({ x: scales.x(dayNumber(day) + 0.5), y: scales.y(value) }));
	const today = todayAt(input, { window, scales, plot });
	const axis = xAxis(window, plot, { calendar: areCalendarYears(periods) });
	const marks = placeMarks(milestones, window, plot, { left: 0, right: width });
	const laneY = (index: number) => plot.bottom + MARK_SIZE + 5 + index * LINE_HEIGHT;
	const lanes = Math.max(0, ...marks.map((mark) => mark.line + 1));
	const partsY = (lanes > 0 ? laneY(lanes - 1) + MARK_SIZE / 2 : plot.bottom + 2) + 18;
	const yearsY = axis.parts.length > 0 ? partsY + 20 : partsY;
	return {
		width,
		height: yearsY + 8,
		plot,
		window,
		yTicks: frame.ticks,
		axis,
		partsY,
		yearsY,
		points,
		line,
		scale: Math.min(1, Math.max(0.45, spacing(points) / MARK_ROOM)),
		sections,
		before: input.before ? sectionsOf(input.before, periods, at) : [],
		baselines,
		target: targetLine(steps, at),
		trajectory: { path: pathOf(trajectory), points: trajectory },
		today,
		endLabels: endLabels(names, { plot, scales, inside }),
		notes: notesOf(input, frame, { plot, scales, points, sections, baselines, today, aim: inside ? trajectory.at(-1) : undefined }),
		marks,
		laneY,
		decimals
	};
}

type Drawn = Pick<Chart, 'plot' | 'points' | 'sections' | 'baselines' | 'today'> & { scales: Scales; aim: { x: number; y: number } | undefined };

/** The words inside a chart, what matters most first: later ones keep out of the way of earlier ones. */
function notesOf({ periods, unit }: ChartInput, { decimals, caption, steps, aims, bare }: Frame, drawn: Drawn): Label[] {
	const { plot, scales, points, sections, baselines, today, aim } = drawn;
	const notes = new Notes(plot, points, today?.x ?? null);
	if (caption) notes.add({ text: caption, x: 0, y: 12, anchor: 'start', size: FONT });
	const noun = periodKind(periods) === 'period' ? 'point' : periodKind(periods);
	for (const { from, to, points: many } of baselines) {
		const places = [`Limits set from these ${many} ${noun}s`, 'Limits set here'].flatMap((text): Label[] => {
			const label = { text, y: plot.top - 10, size: FONT };
			return [{ ...label, x: (from + to) / 2, anchor: 'middle' }, { ...label, x: from, anchor: 'start' }];
		});
		notes.heading(places, today ? [today.label] : []);
	}
	const newest = points.at(-1);
	if (newest) notes.newest(newest, points.at(-2), writeValue(newest.value, unit, decimals.value));
	if (aim) notes.aim(aim, aimWords(aims, bare));
	const called = callerOf(periods);
	notes.lone(points, (point) => `${writeValue(point.value, unit, decimals.value)}, ${called(point.date)}`);
	const starts = steps.map(({ from }) => (from === null ? plot.left : Math.max(plot.left, scales.x(dayNumber(from)))));
	notes.steps(steps.slice(0, -1).map(({ value }, index) => ({ from: starts[index] ?? plot.left, to: starts[index + 1] ?? plot.right, y: scales.y(value), text: `Target ${writeValue(value, bare)}` })));
	notes.older(sections.slice(0, -1), (figure) => writeValue(figure, bare, decimals.limit));
	return notes.all;
}

function pathOf(points: readonly { x: number; y: number }[]): string {
	const draw = lineOf<{ x: number; y: number }>().x(({ x }) => x).y(({ y }) => y).digits(1);
	return points.length > 1 ? (draw(points) ?? '') : '';
}

/** Averages and limits of whole numbers have one decimal, unless the numbers are large. */
export function limitDecimals(values: readonly (number | null)[], decimals: number): number {
	const known = values.filter((value) => value !== null);
	const wide = known.length > 0 && Math.max(...known) - Math.min(...known) >= 100;
	return wide ? decimals : Math.max(1, decimals);
}

function spacing(points: readonly DrawnPoint[]): number {
	const steps = points.slice(1).map(({ x }, index) => x - (points[index]?.x ?? 0));
	return steps.length === 0 ? MARK_ROOM : Math.min(...steps);
}

function todayAt({ today, todayLabel: text = 'Today' }: ChartInput, { window, scales, plot }: { window: ChartWindow; scales: Scales; plot: Plot }): Chart['today'] {
	if (today < window.from || today > window.to) return null;
	const x = scales.x(dayNumber(today) + 1);
	const fits = x + textWidth(text, FONT, true) <= plot.right + 4;
	return { x, label: { text, x: fits ? x : x + 1, y: plot.top - 8, anchor: fits ? 'start' : 'end', size: FONT, bold: true } };
}
