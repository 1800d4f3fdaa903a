/**
 * Values that a slip of the finger, a lost decimal point or a footnote's mark would make. They are
 * held for a person's word, so the rules may err a little on that side.
 *
 * With 13 points or more, a value further than ten times the width of the limits from the average is
 * one. With any number, a value about ten or a hundred times off the middle of the others is, when it
 * also lies far outside their usual spread.
 */
import { IMPLAUSIBLE_WIDTHS, FEWEST_FOR_LIMITS } from '#lib/kpi/readings.ts';
import { analyse } from '#lib/kpi/spc.ts';
import { formatFigure } from '#lib/plan/inputs.ts';

/** Values of one KPI and place, by the start of their period. */
export type Series = ReadonlyMap<string, number>;

const TIMES = [10, 100] as const;
/** How near to ten or a hundred times counts: 8 to 12.5 times. */
const NEAR = 1.25;
/** How many times the usual distance from the middle is far outside. */
const SPREADS = 6;
/** Fewer values of its own than this, and those of other places in the same period count too. */
const FEWEST_OWN = 3;
/** In a series longer than this one value hardly moves the middle or the limits, so it is not left out of them. */
const LONG = 200;

/**
 * Why each of these values is implausible beside the others of its series, by the start of its period.
 * @param series what stands, with the new values put in
 * @param fresh the starts of the periods to judge
 * @param peersOf values of other places in a period, for a series too short to judge by
 */
export function implausible(series: Series, fresh: readonly string[], peersOf: (periodStart: string) => readonly number[]): Map<string, string> {
	const found = new Map<string, string>();
	const all = sorted([...series.values()]);
	const isLong = all.length > LONG;
	const usual = isLong ? usualOf(all) : null;
	for (const start of fresh) {
		const value = series.get(start);
		if (value === undefined) continue;
		const own = isLong ? [] : without(all, value);
		const alone = isLong || own.length >= FEWEST_OWN;
		const why = timesOff(value, usual ?? usualOf(alone ? own : sorted([...own, ...peersOf(start)])), alone ? 'the other values' : 'the other values and places');
		if (why !== null) found.set(start, why);
	}
	for (const [start, why] of beyondLimits(series, fresh, found)) found.set(start, why);
	return found;
}

/** The middle of values, and their usual distance from it; null without any. */
function usualOf(values: readonly number[]): { middle: number; spread: number } | null {
	const middle = median(values);
	return middle === null ? null : { middle, spread: median(sorted(values.map((each) => Math.abs(each - middle)))) ?? 0 };
}

function timesOff(value: number, usual: { middle: number; spread: number } | null, beside: string): string | null {
	if (usual === null || usual.middle === 0 || value === 0) return null;
	const { middle, spread } = usual;
	const times = Math.abs(value / middle);
	const factor = times >= 1 ? times : 1 / times;
	const isNear = TIMES.some((each) => factor >= each / NEAR && factor <= each * NEAR);
	if ((factor < TIMES[0] && !isNear) || Math.abs(value - middle) <= SPREADS * spread) return null;
	const off = `${formatFigure(value)} is about ${formatFigure(Math.round(factor))} times ${times >= 1 ? 'as large as' : 'smaller than'} ${beside}, near ${formatFigure(rounded(middle))}.`;
	if (!isNear) return off;
	return times >= 1 ? `${off} A digit may have run together with it, such as a footnote’s mark, or a decimal point may be lost.` : `${off} A digit may be missing, or a decimal point misplaced.`;
}

function beyondLimits(series: Series, fresh: readonly string[], suspect: ReadonlyMap<string, string>): Map<string, string> {
	const found = new Map<string, string>();
	const sound = [...series].filter(([start]) => !suspect.has(start));
	const whole = limitsOf(sound);
	const isLong = sound.length > LONG;
	for (const start of fresh) {
		const value = series.get(start);
		// A value far enough out lies outside even the limits that it widened, so the others need no second look.
		if (value === undefined || (whole && value >= whole.lower && value <= whole.upper)) continue;
		const limits = isLong ? whole : limitsOf(sound.filter(([each]) => each !== start));
		if (!limits || limits.upper === limits.lower) continue;
		if (Math.abs(value - limits.mean) <= IMPLAUSIBLE_WIDTHS * (limits.upper - limits.lower)) continue;
		const [mean, lower, upper] = [limits.mean, limits.lower, limits.upper].map((each) => formatFigure(rounded(each)));
		found.set(start, `${formatFigure(value)} is more than ${IMPLAUSIBLE_WIDTHS} times the width of the limits (${lower} to ${upper}) away from the average of ${mean}.`);
	}
	return found;
}

function limitsOf(series: readonly (readonly [string, number])[]): { mean: number; lower: number; upper: number } | null {
	if (series.length < FEWEST_FOR_LIMITS) return null;
	const last = analyse(series.map(([date, value]) => ({ date, value })), { direction: 'neutral' }).points.at(-1);
	if (!last || last.mean === null || last.lower === null || last.upper === null) return null;
	return { mean: last.mean, lower: last.lower, upper: last.upper };
}

function sorted(values: readonly number[]): number[] {
	return values.toSorted((one, other) => one - other);
}

function without(all: readonly number[], value: number): number[] {
	return all.toSpliced(all.indexOf(value), 1);
}

/** Of sorted values. */
function median(values: readonly number[]): number | null {
	const middle = values.length / 2;
	const [below, above] = [values[Math.ceil(middle) - 1], values[Math.floor(middle)]];
	return below === undefined || above === undefined ? null : (below + above) / 2;
}

/** Three significant figures or all whole digits, whichever is more. */
function rounded(value: number): number {
	return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
