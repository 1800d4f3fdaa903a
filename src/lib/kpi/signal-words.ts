/** Sentences about the newest signal of a KPI, and about its target, for pages, charts and reports. */
import { periodWords, type Period, type PeriodKind } from './periods.ts';
import { isHigh } from './spc-rules.ts';
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

function side({ value, mean }: SpcPoint): number {
	return value === null || mean === null ? 0 : Math.sign(value - mean);
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
	if (newest.upper === null || newest.lower === null || newest.mean === null || analysis.variation === null) {
		const known = upTo.filter(({ value }) => value !== null).length;
		return `${known === 1 ? 'One value' : `${NUMBERS[known] ?? String(known)} values`} so far, without limits.`;
	}
	const { rule } = newest;
	if (rule === 'none') return `The newest value is within the usual range, ${write(newest.lower)} to ${write(newest.upper)}.`;
	const outside = rule === 'above-upper' || rule === 'below-lower';
	const high = isHigh(rule);
	const limit = high ? `upper limit of ${write(newest.upper)}` : `lower limit of ${write(newest.lower)}`;
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
	const limit = below ? `the usual range ends at ${write(upper)}` : `the usual range begins at ${write(lower)}`;
	const values = analysis.points.flatMap(({ value }) => (value === null ? [] : [value]));
	const always = values.every((value) => (below ? value < target : value > target));
	const every = options.period === 'period' ? 'value' : options.period;
	return always ? `Every ${every} is ${below ? 'below' : 'above'} ${goal}, and ${limit}.` : `${capital(limit)}, ${below ? 'below' : 'above'} the target of ${goal}.`;
}

/** Whether the usual range lies below the target. */
function isBelow(assurance: Exclude<Assurance, 'hit-or-miss'>, direction: AssuranceWordsOptions['direction']): boolean {
	return (assurance === 'fail') === (direction === 'increase');
}
function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
