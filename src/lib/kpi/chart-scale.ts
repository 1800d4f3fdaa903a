/** The scales of a chart and what stands at its axes: round figures at the left, months, quarters and financial years below. */
import { scaleLinear } from 'd3-scale';
import { addMonths, dayAt, dayNumber, firstOfMonth, firstOfQuarter, firstOfYear, monthName, monthWords, quarterName, yearWords } from './calendar.ts';
import { FONT, textWidth } from './chart-labels.ts';
import { writeTick } from './words.ts';

/** Days `YYYY-MM-DD`; both belong to it. */
export interface ChartWindow {
	from: string;
	to: string;
}
export interface Plot {
	left: number;
	right: number;
	top: number;
	bottom: number;
}
export interface YTick {
	value: number;
	y: number;
	label: string;
}
export interface XTick {
	x: number;
	label: string;
}
export interface XAxis {
	/** Where a quarter, or a month where there is room, begins. */
	ticks: number[];
	/** Their names, in the middle. */
	parts: XTick[];
	/** Where a financial year begins, inside the plot. */
	divisions: number[];
	years: XTick[];
}

/**
 * The lowest and highest figure of an axis, round, with room beyond what is shown. Room alone does
 * not carry it below 0, nor a percentage above 100.
 * @param count about how many ticks it should have
 */
export function roundDomain(values: readonly number[], { unit, count = 5 }: { unit: string; count?: number }): [number, number] {
	if (values.length === 0) return unit.startsWith('%') ? [0, 100] : [0, 1];
	const [low, high] = [Math.min(...values), Math.max(...values)];
	// A constant series differs from its own average by what the division leaves.
	const flat = high - low <= Math.max(1e-6, Math.abs(high) * 1e-9);
	const room = !flat ? (high - low) * 0.06 : Math.max(Math.abs(high) * 0.1, 0.5);
	const from = low >= 0 ? Math.max(0, low - room) : low - room;
	const to = unit.startsWith('%') && high <= 100 ? Math.min(100, high + room) : high + room;
	const [start = from, end = to] = scaleLinear().domain([from, to]).nice(count).domain();
	return [start, end];
}

/** Ticks of a domain, with as many decimals as their step needs. */
export function yTicks(domain: readonly [number, number], { plot, unit, count = 5 }: { plot: Pick<Plot, 'top' | 'bottom'>; unit: string; count?: number }): YTick[] {
	const y = yScale(domain, plot);
	const values = scaleLinear().domain(domain).ticks(count);
	const step = Math.abs((values[1] ?? 1) - (values[0] ?? 0));
	const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
	return values.map((value) => ({ value, y: y(value), label: writeTick(value, unit, Math.min(decimals, 9)) }));
}

export function yScale(domain: readonly [number, number], { top, bottom }: Pick<Plot, 'top' | 'bottom'>): (value: number) => number {
	return scaleLinear().domain(domain).range([bottom, top]);
}

/** From the beginning of the first day to the end of the last; takes day numbers, and halves of them. */
export function xScale(window: ChartWindow, { left, right }: Pick<Plot, 'left' | 'right'>): (day: number) => number {
	return scaleLinear().domain([dayNumber(window.from), dayNumber(window.to) + 1]).range([left, right]);
}

const MONTH_WIDTH = 34;
const QUARTER_WIDTH = 26;
const YEAR_ROOM = 8;

/** Months where there is room, else quarters, else financial years alone; or calendar years alone, for what is measured by them. */
export function xAxis(window: ChartWindow, plot: Plot, { calendar = false }: { calendar?: boolean } = {}): XAxis {
	const x = xScale(window, plot);
	const width = plot.right - plot.left;
	const months = (dayNumber(window.to) - dayNumber(window.from) + 1) / 30.4;
	const [step, first, name] = width / months >= MONTH_WIDTH ? ([1, firstOfMonth, monthName] as const) : ([3, firstOfQuarter, quarterName] as const);
	const named = !calendar && (width / months) * step >= (step === 1 ? MONTH_WIDTH : QUARTER_WIDTH);
	const spans = spansOf(window, first(window.from), step);
	const years = spansOf(window, calendar ? `${window.from.slice(0, 4)}-01-01` : firstOfYear(window.from), 12);
	const yearName = calendar ? (day: string) => day.slice(0, 4) : yearWords;
	const yearRoom = textWidth(yearName(window.from), FONT, true);
	const middle = ({ from, to }: Span) => (x(Math.max(from, dayNumber(window.from))) + x(Math.min(to, dayNumber(window.to) + 1))) / 2;
	const room = (span: Span) => x(Math.min(span.to, dayNumber(window.to) + 1)) - x(Math.max(span.from, dayNumber(window.from)));
	const yearWidth = (width / months) * 12;
	const every = Math.max(1, Math.ceil((yearRoom + YEAR_ROOM) / yearWidth));
	return {
		ticks: (named ? spans : years).filter(({ from }) => from >= dayNumber(window.from)).map(({ from }) => x(from)),
		parts: named ? spans.filter((span) => room(span) >= textWidth(name(dayAt(span.from)), FONT) + 4).map((span) => ({ x: middle(span), label: name(dayAt(span.from)) })) : [],
		divisions: every > 1 ? [] : years.filter(({ from }) => from > dayNumber(window.from)).map(({ from }) => x(from)),
		years: apart(
			years.filter((span) => (every > 1 || room(span) >= yearRoom) && middle(span) + yearRoom / 2 <= plot.right + 8).map((span) => ({ x: middle(span), label: yearName(dayAt(span.from)) })),
			every > 1 ? yearRoom + YEAR_ROOM : yearRoom
		)
	};
}

/** Of the names in their order, those that stand at least so far from the one before that is kept. */
function apart(names: readonly XTick[], least: number): XTick[] {
	const kept: XTick[] = [];
	for (const name of names) if (name.x - (kept.at(-1)?.x ?? -Infinity) >= least) kept.push(name);
	return kept;
}

/** The first of April of each year, as `Apr 24`, as many as there is room for; or of the window, where it holds no April. */
export function aprils(window: ChartWindow, plot: Plot, size: number): XTick[] {
	const x = xScale(window, plot);
	const starts = spansOf(window, firstOfYear(window.from), 12).map(({ from }) => from).filter((from) => from >= dayNumber(window.from));
	const all = (starts.length > 0 ? starts : [dayNumber(window.from)]).map((from) => ({ x: x(from), label: monthWords(dayAt(from)).replace(/ \d\d/, ' ') }));
	const width = textWidth('Apr 24', size) + YEAR_ROOM;
	return apart(all.filter((tick) => tick.x + width - YEAR_ROOM <= plot.right + 30), width);
}

interface Span {
	/** Day numbers; `to` is the first day that belongs to the next. */
	from: number;
	to: number;
}
function spansOf(window: ChartWindow, first: string, months: number): Span[] {
	const spans: Span[] = [];
	for (let start = first; start <= window.to; start = addMonths(start, months)) spans.push({ from: dayNumber(start), to: dayNumber(addMonths(start, months)) });
	return spans;
}
