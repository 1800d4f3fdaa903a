/** What the rule for a programme's status counts with; an administrator sets it for the portfolio. */
import type { Parsed } from './fields.ts';
import { countWord } from './review-sentence.ts';

export interface StatusThresholds {
	/** So many open milestones off track or overdue make a programme off track. */
	late: number;
	/** So many of a hundred open ones at risk make it at risk. */
	atRiskPercent: number;
}

/** Until somebody sets others. */
export const USUAL_THRESHOLDS: StatusThresholds = { late: 2, atRiskPercent: 20 };

/** The rule in words, with its numbers. */
export function statusRule({ late, atRiskPercent }: StatusThresholds): string {
	const offTrack = late === 1 ? 'an open milestone is off track or overdue' : `${countWord(late)} or more open milestones are off track or overdue`;
	const fewer = late === 1 ? '' : late === 2 ? 'one is, or ' : 'at least one is, or ';
	return `Off track: ${offTrack}. At risk: ${fewer}${shareWords(atRiskPercent)} of the open ones are at risk. Complete: none is open. Otherwise on track.`;
}

function shareWords(percent: number): string {
	return percent === 100 ? 'all' : `${percent}% or more`;
}

export const MOST_LATE = 50;

/** How many late milestones make a programme off track: a whole number from 1 to 50. */
export function parseLate(typed: string): Parsed<number> {
	return wholeNumber(typed, MOST_LATE, `Enter a whole number of milestones from 1 to ${MOST_LATE}, such as ${USUAL_THRESHOLDS.late}.`);
}

/** Which share of the open ones at risk makes it at risk: whole percent from 1 to 100, with or without the sign. */
export function parseAtRiskPercent(typed: string): Parsed<number> {
	return wholeNumber(typed.replace(/\s*%\s*$/, ''), 100, `Enter whole percent from 1 to 100, such as ${USUAL_THRESHOLDS.atRiskPercent}.`);
}

function wholeNumber(typed: string, most: number, problem: string): Parsed<number> {
	const value = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
	return value >= 1 && value <= most ? { ok: true, value } : { ok: false, problem };
}
