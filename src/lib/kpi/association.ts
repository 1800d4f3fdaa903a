/**
 * What a measure has done since a linked milestone was completed. It says what came after what: an
 * association, never a cause.
 *
 * A signal is the beginning of a marked run: of the valued points that a rule marks on one side,
 * next to each other, the first. It counts when its period begins on or after the day of
 * completion; a run that had begun before does not, however long it goes on. A missing value does
 * not end a run. For an increase only runs on the high side count, for a decrease only those on the
 * low side; what is to be maintained may show a signal on either side, which is as expected only if
 * it is an improvement.
 */
import { addMonths, dayWords, monthWords } from './calendar.ts';
import { isHigh } from './spc-rules.ts';
import type { SpcAnalysis, SpcPoint } from './spc-types.ts';

export type Association = 'too-early' | 'no-signal' | 'signal';
export const ASSOCIATION_WORDS: Record<Association, string> = {
	'too-early': 'Too early to say',
	'no-signal': 'Delivered, no signal',
	signal: 'Delivered, signal since'
};

export interface CompletedLink {
	/** `YYYY-MM-DD` */
	completedOn: string;
	/** Whole months until the effect should show. */
	lagMonths: number;
	effect: 'increase' | 'decrease' | 'maintain';
}
export interface AssociationFound {
	says: Association;
	/** The first day on which the effect should show. */
	expectedFrom: string;
	/** When the newest such signal began; null unless there is one. */
	since: string | null;
	/** Whether that is what the link expects; null while it is too early. */
	asExpected: boolean | null;
	sentence: string;
}

interface Run {
	/** Dates of the first and the last point. */
	from: string;
	to: string;
	high: boolean;
	kind: SpcPoint['kind'];
	/** Whether it begins in a rise or a fall, which may lie on the other side of the average; and whether there is nothing else in it. */
	startsInTrend: boolean;
	onlyTrend: boolean;
}

/** Marked runs, the oldest first. */
function runsOf(points: readonly SpcPoint[]): Run[] {
	const runs: Run[] = [];
	let open: Run | null = null;
	for (const { date, value, rule, kind } of points) {
		if (value === null) continue;
		const inTrend = rule === 'trend-up' || rule === 'trend-down';
		if (rule === 'none') {
			open = null;
		} else if (open !== null && open.high === isHigh(rule)) {
			open.to = date;
			open.onlyTrend &&= inTrend;
		} else {
			open = { from: date, to: date, high: isHigh(rule), kind, startsInTrend: inTrend, onlyTrend: inTrend };
			runs.push(open);
		}
	}
	return runs;
}

const ASSOCIATED = 'This is an association: other things may have moved the measure too.';

/**
 * Judges one linked milestone that is complete.
 * @param analysis of the place or places it is for; without limits it is always too early
 * @param today points after it are left out
 */
export function effectOf({ completedOn, lagMonths, effect }: CompletedLink, analysis: SpcAnalysis, today: string): AssociationFound {
	const expectedFrom = addMonths(completedOn, lagMonths);
	const early = (sentence: string): AssociationFound => ({ says: 'too-early', expectedFrom, since: null, asExpected: null, sentence });
	const points = analysis.points.filter(({ date }) => date <= today);
	const known = points.filter(({ value }) => value !== null);
	const newest = known.at(-1);
	const expected = lagMonths === 0 ? 'on completion' : `from ${dayWords(expectedFrom)}`;
	if (today < expectedFrom) return early(`Too early to say: ${EXPECTED[effect]} is expected ${expected}.`);
	if (!newest || newest.date < expectedFrom) return early(`Too early to say: there is no reading yet for a period that begins on or after ${dayWords(expectedFrom)}.`);
	if (known.every(({ upper }) => upper === null)) return early('Too early to say: without limits no signal can show.');

	const since = runsOf(points).filter(({ from }) => from >= completedOn);
	const wanted = effect === 'maintain' ? since : since.filter(({ high }) => high === (effect === 'increase'));
	const [other] = effect === 'maintain' ? [] : since.filter((run) => !wanted.includes(run)).slice(-1);
	const found = (effect === 'maintain' ? since.findLast(isUnwanted) : undefined) ?? wanted.at(-1);
	const delivered = `Delivered ${dayWords(completedOn)}`;
	const sentences: string[] = [];
	if (found) {
		sentences.push(`${delivered}. ${seenIn(found)} ${lasting(found, newest.date)}.`);
		if (effect === 'maintain' && isUnwanted(found)) sentences.push('The measure was to stay as it was.');
	} else {
		sentences.push(unchanged(delivered, effect, runsOf(points).findLast(({ from, high }) => from < completedOn && high === (effect === 'increase')), completedOn));
	}
	if (other && other.from > (found?.from ?? '')) sentences.push(`${seenIn(other)} ${lasting(other, newest.date)}, the other way.`);
	const recalculated = recalculatedAfter(points, completedOn);
	if (recalculated && !found) sentences.push(`The limits were worked out anew from ${monthWords(recalculated)}, so a change before then may no longer show.`);
	if (!found) return { says: 'no-signal', expectedFrom, since: null, asExpected: effect === 'maintain', sentence: sentences.join(' ') };
	return { says: 'signal', expectedFrom, since: found.from, asExpected: effect !== 'maintain' || !isUnwanted(found), sentence: [...sentences, ASSOCIATED].join(' ') };
}

const EXPECTED: Record<CompletedLink['effect'], string> = { increase: 'an increase', decrease: 'a decrease', maintain: 'no change' };

/** What to say without a signal; a run the expected way that had begun before is what the reader sees on the chart. */
function unchanged(delivered: string, effect: CompletedLink['effect'], before: Run | undefined, completedOn: string): string {
	if (effect === 'maintain') return `${delivered}, and no signal since: the measure has stayed as it was.`;
	if (!before || before.to < completedOn) return `${delivered}, and no signal of ${EXPECTED[effect]} since.`;
	return `${delivered}, and no new signal since: ${seenIn(before).toLowerCase()} had begun before it, in ${monthWords(before.from)}.`;
}

function seenIn({ high, startsInTrend, onlyTrend }: Run): string {
	if (onlyTrend) return high ? 'Rising values' : 'Falling values';
	if (startsInTrend) return high ? 'Rising and then high values' : 'Falling and then low values';
	return `Values ${high ? 'higher' : 'lower'} than usual`;
}
/** What was to stay as it is may get better. */
function isUnwanted({ kind }: Run): boolean {
	return kind !== 'improvement';
}
function lasting({ from, to }: Run, newest: string): string {
	if (to === newest) return `began in ${monthWords(from)} and last`;
	return from === to ? `were seen in ${monthWords(from)}` : `were seen from ${monthWords(from)} to ${monthWords(to)}`;
}
/** The date of the newest section's first point, if it begins on or after a day. */
function recalculatedAfter(points: readonly SpcPoint[], day: string): string | null {
	const newest = points.at(-1)?.section;
	const first = points.find(({ section }) => section === newest);
	return first && first !== points[0] && first.date >= day ? first.date : null;
}
