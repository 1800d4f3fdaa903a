/** Which judgements on limits hold in a place, and what can be asked for. */
import { dayWords, monthWords } from './calendar.ts';
import { periodKind, type Period } from './periods.ts';
import { FEWEST_POINTS } from './spc.ts';

/** Limits from fewer points would move with chance. */
export const FEWEST_LIMIT_POINTS = FEWEST_POINTS;
/** Five years of months: what changed within more than that is hidden by limits from all of it. */
export const MOST_LIMIT_POINTS = 60;

/** Limits come from the first so many points of each section, or from all: a place's own word against one of every place. */
export type LimitPoints = number | 'all';

/** A judgement that stands, as far as charts depend on it. Exactly one of `from` and `points` is set. */
export interface LimitsJudged {
	/** Null: in every place. */
	place: string | null;
	from: string | null;
	points: LimitPoints | null;
	/** ISO 8601. */
	at: string;
}

/** Those that hold in a place: the days from which limits are worked out anew, all of them; and the newest word on which points of a section count, where one of the place itself goes before one of every place. */
export function limitsHolding<Each extends LimitsJudged>(place: string, judgements: readonly Each[]): { anew: Each[]; first: Each | null } {
	const its = judgements.filter((each) => each.place === null || each.place === place);
	const pointed = its.filter(({ points }) => points !== null).toSorted((one, other) => Number(other.place !== null) - Number(one.place !== null) || (one.at < other.at ? 1 : -1));
	return { anew: its.filter(({ from }) => from !== null), first: pointed[0] ?? null };
}

/** The same as charts take it. */
export function limitRulesIn(place: string, judgements: readonly LimitsJudged[]): { recalculateAt: string[]; limitPoints: number | null } {
	const { anew, first } = limitsHolding(place, judgements);
	return { recalculateAt: anew.flatMap(({ from }) => from ?? []), limitPoints: typeof first?.points === 'number' ? first.points : null };
}

/** What is wrong with a number of first points, in plain words; null when nothing is. @param points NaN for what is no number */
export function limitPointsProblem(points: LimitPoints): string | null {
	if (points === 'all') return null;
	if (!Number.isInteger(points)) return `Enter a whole number of points from ${FEWEST_LIMIT_POINTS} to ${MOST_LIMIT_POINTS}, such as 18.`;
	if (points < FEWEST_LIMIT_POINTS) return `Limits from fewer than ${FEWEST_LIMIT_POINTS} points move too much by chance. Enter ${FEWEST_LIMIT_POINTS} to ${MOST_LIMIT_POINTS}.`;
	if (points > MOST_LIMIT_POINTS) return `Limits from more than ${MOST_LIMIT_POINTS} points would hide what changed within them. Enter ${FEWEST_LIMIT_POINTS} to ${MOST_LIMIT_POINTS}, or leave limits to all points.`;
	return null;
}

/** What the points of a series are called: `month`, or `point` where they have no common length. */
export function pointNoun(periods: readonly Period[]): string {
	const kind = periodKind(periods);
	return kind === 'period' ? 'point' : kind;
}

/** `Limits worked out anew from Apr 2025`, `Limits from the first 18 months`, `Limits from all months`. */
export function limitRuleWords({ from, points }: { from: string | null; points: LimitPoints | null }, periods: readonly Period[]): string {
	if (from !== null) return `Limits worked out anew from ${from.endsWith('-01') ? monthWords(from) : dayWords(from)}`;
	if (points === 'all') return `Limits from all ${pointNoun(periods)}s`;
	return `Limits from the first ${points ?? 0} ${pointNoun(periods)}s`;
}
