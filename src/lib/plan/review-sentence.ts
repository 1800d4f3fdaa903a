/** The sentence at the top of the review, written from the figures. */
import { DUE_WITHIN_DAYS } from './attention.ts';
import type { Status } from './fields.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A count in words up to ten, in figures beyond: `six`. */
export function countWord(count: number): string {
	return NUMBERS[count] ?? String(count);
}

export interface Reviewed {
	status: Status;
	overdue: number;
	due: number;
	slipped: number;
	/** Challenges that are not closed. */
	challenges: number;
	/** With filters: how many milestones pass them. */
	passing?: number;
}

/**
 * `{ programmes: 'One programme is off track, two are at risk.', milestones: '3 milestones are
 * overdue, 18 are due in the next 60 days, 9 have slipped, 7 challenges are open.' }`
 * @param filters what is counted, in words; null where it is everything
 */
export function reviewSentence(rows: readonly Reviewed[], filters: string | null = null): { programmes: string; milestones: string } {
	return filters === null ? { programmes: programmesSentence(rows), milestones: milestonesSentence(rows) } : filteredSentence(rows, filters);
}

/** Under filters: how many milestones pass and in how many programmes, which of these stand badly as a whole, and the same figures of what passes. */
function filteredSentence(rows: readonly Reviewed[], filters: string): { programmes: string; milestones: string } {
	const holding = rows.filter(({ passing = 0 }) => passing > 0);
	const count = holding.reduce((sum, { passing = 0 }) => sum + passing, 0);
	const head = `${filters.charAt(0).toUpperCase()}${filters.slice(1)}: `;
	if (count === 0) return { programmes: `${head}no milestone of any programme.`, milestones: 'Take a filter off to see more.' };
	const of = rows.length === 1 ? '' : ` in ${countWord(holding.length)} of ${countWord(rows.length)} programmes`;
	const badly = holding.length === 0 || holding.every(({ status }) => status !== 'offTrack' && status !== 'atRisk') ? '' : ` As a whole, ${lowerFirst(programmesSentence(holding))}`;
	return { programmes: `${head}${count} ${count === 1 ? 'milestone' : 'milestones'}${of}.${badly}`, milestones: milestonesSentence(holding, true) };
}

function lowerFirst(text: string): string {
	return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function programmesSentence(rows: readonly Reviewed[]): string {
	if (rows.length === 0) return 'There are no programmes yet.';
	const parts: { count: number; what: string }[] = (['offTrack', 'atRisk'] as const)
		.map((status) => ({ count: rows.filter((row) => row.status === status).length, what: status === 'offTrack' ? 'off track' : 'at risk' }))
		.filter((part) => part.count > 0);
	if (parts.length === 0) return rows.length === 1 ? 'The programme is neither off track nor at risk.' : 'No programme is off track or at risk.';
	const words = parts.map(({ count, what }, index) => {
		const noun = index > 0 ? '' : count === 1 ? ' programme' : ' programmes';
		return `${countWord(count)}${noun} ${count === 1 ? 'is' : 'are'} ${what}`;
	});
	return sentence(words);
}

/** @param ofThem the milestones have just been named */
function milestonesSentence(rows: readonly Reviewed[], ofThem = false): string {
	const sum = (figure: 'overdue' | 'due' | 'slipped' | 'challenges') => rows.reduce((total, row) => total + row[figure], 0);
	const [overdue, due, slipped, challenges] = [sum('overdue'), sum('due'), sum('slipped'), sum('challenges')];
	const noun = ofThem ? '' : overdue > 1 ? ' milestones' : ' milestone';
	const first = `${ofThem ? 'of them, ' : ''}${overdue === 0 ? (ofThem ? 'none' : 'No') : overdue}${noun} ${overdue > 1 ? 'are' : 'is'} overdue`;
	const parts = [first, `${due} ${due === 1 ? 'is' : 'are'} due in the next ${DUE_WITHIN_DAYS} days`];
	if (slipped > 0) parts.push(`${slipped} ${slipped === 1 ? 'has' : 'have'} slipped`);
	if (challenges > 0) parts.push(challenges === 1 ? '1 challenge is open' : `${challenges} challenges are open`);
	return sentence(parts);
}

function sentence(parts: string[]): string {
	const text = parts.join(', ');
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
