/** How far a milestone has moved from its baseline date, as a number to sort by and in words. */
import type { Baseline } from './baseline.ts';
import { daysBetween, type Day } from './dates.ts';
import type { MilestoneId } from './ids.ts';

export interface Slip {
	/** Whole days after the baseline, negative when earlier; null when there is no date to count from. */
	days: number | null;
	/** `+33 days`, `−4 days`, `None`, `New since baseline`, `No baseline date`. */
	words: string;
}

/**
 * The slip of one date against the approved one.
 * @param baseline the approved date; null when the baseline holds the milestone without a date;
 *   undefined when it does not hold the milestone at all
 * @param date the forecast, or the actual date once there is one
 * @returns null when there is nothing to compare: no date now, or none then and none now
 */
export function slipOf(baseline: Day | null | undefined, date: Day | null): Slip | null {
	if (baseline === undefined) return { days: null, words: 'New since baseline' };
	if (date === null) return null;
	if (baseline === null) return { days: null, words: 'No baseline date' };
	const days = daysBetween(baseline, date);
	return { days, words: daysInWords(days) };
}

/**
 * The slip of a milestone against a baseline; null when no baseline is approved. A milestone that
 * was archived when the baseline was frozen was not part of it.
 */
export function slipAgainst(baseline: Baseline | null, milestone: MilestoneId, date: Day | null): Slip | null {
	if (!baseline) return null;
	const then = baseline.milestones[milestone];
	return slipOf(then && !then.archived ? then.forecast : undefined, date);
}

function daysInWords(days: number): string {
	if (days === 0) return 'None';
	const count = Math.abs(days);
	return `${days > 0 ? '+' : '−'}${count.toLocaleString('en-GB')} ${count === 1 ? 'day' : 'days'}`;
}
