/** Sentences about the newest signal of a KPI, and about its target, for pages, charts and reports. */
import { periodWords, type Period, type PeriodKind } from './periods.ts';
import { isHigh, sideOf, slackOf } from './spc-rules.ts';
import type { Assurance, Rule, SpcAnalysis, SpcPoint } from './spc-types.ts';
import { writeValue } from './words.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

export interface SignalWordsOptions {
	unit: string;
	/** Decimals of averages and limits. */
	decimals: number;
	period: PeriodKind;
	/** What a point's period is called, by its date. */
	called: (date: string) => string;
	/** How many points make a run: 6 in `mdc`, 7 in `nhsr`. */
	run?: number;
}

/** Names the periods of a series for the sentences. */
export function callerOf(periods: readonly Period[]): (date: string) => string {
	const byStart = new Map(periods.map((period) => [period.periodStart, period]));
	return (date) => {
		const period = byStart.get(date);
		return period ? periodWords(period) : date;
	};
}

/** `Ten months`, `13 months`, `One month`. */
function many(count: number, period: PeriodKind): string {
	const noun = period === 'period' ? 'value' : period;
	return `${NUMBERS[count] ?? String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function side(point: SpcPoint): number {
	return sideOf({ ...point, slack: slackOf(point, 'mdc') });
}
/** How many points up to the end of the list go on as `holds` says, each with the one before it. */
function runLength(points: readonly SpcPoint[], holds: (point: SpcPoint, before: SpcPoint | undefined) => boolean): number {
	const broken = points.findLastIndex((point, index) => !holds(point, points[index - 1]));
	return points.length - 1 - broken;
}

function newestOf(points: readonly SpcPoint[]): { upTo: readonly SpcPoint[]; newest: SpcPoint } | null {
	const at = points.findLastIndex(({ value }) => value !== null);
	const newest = points[at];
	return newest ? { upTo: points.slice(0, at + 1), newest } : null;
}

/** What the newest value says and why, such as “Ten months in a row above the old average of 61.0%.” */
export function signalSentence(analysis: SpcAnalysis, options: SignalWordsOptions): string {
	const found = newestOf(analysis.points);
	if (!found) return 'There is no value yet.';
	const { upTo, newest } = found;
	const write = (value: number) => writeValue(value, options.unit, options.decimals);
	const { rule, lower, upper } = newest;
	// A run reaches across new limits, also where too few points for any have followed them.
	if (rule === 'none' || newest.mean === null) {
		if (lower !== null && upper !== null) return `The newest value is within the usual range, ${write(lower)} to ${write(upper)}.`;
		const anew = analysis.variation !== null && newest.section !== upTo[0]?.section;
		const known = upTo.filter(({ value, section }) => value !== null && (!anew || section === newest.section)).length;
		const values = known === 1 ? 'One value' : `${NUMBERS[known] ?? String(known)} values`;
		if (analysis.variation === null) return `${values} so far, without limits.`;
		return `${values}${anew ? ' since the limits were to be worked out anew' : ''}, and too few in a row for limits.`;
	}
	const outside = rule === 'above-upper' || rule === 'below-lower';
	const high = isHigh(rule);
	const beyondIt = high ? upper : lower;
	const limit = `${high ? 'upper' : 'lower'} limit${beyondIt === null ? '' : ` of ${write(beyondIt)}`}`;
	const shift = runLength(upTo, (point) => side(point) === (high ? 1 : -1));
	const averages = new Set(upTo.slice(-shift).map(({ mean }) => mean));
	const average = averages.size > 1 ? 'their averages' : `the ${newest.usedInLimits ? '' : 'old '}average of ${write(newest.mean)}`;
	const inARow = `${many(shift, options.period)} in a row ${high ? 'above' : 'below'} ${average}`;
	if (outside) {
		const beyond = `${high ? 'above' : 'below'} the ${limit}`;
		return shift >= (options.run ?? 6) ? `${inARow}, and ${options.called(newest.date)} is ${beyond}.` : `${options.called(newest.date)} is ${beyond}.`;
	}
	return `${ofRule(rule, { upTo, inARow, limit, high, options })}.`;
}

interface RuleParts {
	upTo: readonly SpcPoint[];
	inARow: string;
	limit: string;
	high: boolean;
	options: SignalWordsOptions;
}
function ofRule(rule: Rule, { upTo, inARow, limit, high, options }: RuleParts): string {
	switch (rule) {
		case 'trend-up':
		case 'trend-down': {
			const steps = runLength(upTo, (point, before) => point.value !== null && before !== undefined && before.value !== null && (point.value > before.value) === high && point.value !== before.value);
			return `${many(steps + 1, options.period)} in a row, each ${high ? 'higher' : 'lower'} than the one before`;
		}
		case 'two-in-three-high':
		case 'two-in-three-low':
			return `Two of three ${options.period === 'period' ? 'values' : `${options.period}s`} in a row are close to the ${limit}`;
		default:
			return inARow;
	}
}

export interface AssuranceWordsOptions extends SignalWordsOptions {
	target: number;
	/** Which way is better. */
	direction: 'increase' | 'decrease' | 'neutral';
}

/** Why the target is met, missed or left to chance, such as “Every month is below 85%, and the usual range ends at 67.0%.”; '' where nothing is said about it. */
export function assuranceSentence(analysis: SpcAnalysis, options: AssuranceWordsOptions): string {
	const found = newestOf(analysis.points);
	const { assurance } = analysis;
	if (!found || assurance === null || found.newest.upper === null || found.newest.lower === null) return '';
	const { target, unit, decimals } = options;
	const write = (value: number) => writeValue(value, unit, decimals);
	const { lower, upper } = found.newest;
	const goal = writeValue(target, unit);
	if (assurance === 'hit-or-miss') return `The target of ${goal} is within the usual range, ${write(lower)} to ${write(upper)}: it is met or missed by chance.`;
	const below = isBelow(assurance, options.direction);
	const end = write(below ? upper : lower);
	const limit = below ? `the usual range ends at ${end}` : `the usual range begins at ${end}`;
	const values = analysis.points.flatMap(({ value }) => (value === null ? [] : [value]));
	const every = options.period === 'period' ? 'value' : options.period;
	if (values.every((value) => value === target)) return `Every ${every} is on the target of ${goal}.`;
	const always = values.every((value) => (below ? value < target : value > target));
	if (always) return `Every ${every} is ${below ? 'below' : 'above'} ${goal}, and ${limit}.`;
	// A target on the limit, or as near as it is written.
	if (end === write(target)) return `${capital(limit)}, on the target of ${goal}.`;
	return `${capital(limit)}, ${below ? 'below' : 'above'} the target of ${goal}.`;
}

/** Whether the usual range lies below the target. */
function isBelow(assurance: Exclude<Assurance, 'hit-or-miss'>, direction: AssuranceWordsOptions['direction']): boolean {
	return (assurance === 'fail') === (direction === 'increase');
}
function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
