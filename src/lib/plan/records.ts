/** Decisions and actions recorded against a milestone or a programme, as pages and server pass them to each other. */
import { daysBetween, formatDay, isDay, type Day } from './dates.ts';
import { parseProse, type Parsed } from './fields.ts';
import type { ActionId, DecisionId, MilestoneId, PersonId } from './ids.ts';

interface RecordView {
	/** Null: the programme's. */
	milestone: MilestoneId | null;
	what: string;
	/** ISO 8601: when it was written down, and by whom. */
	at: string;
	by: { name: string; initials: string };
	/** Set when it was recorded by mistake: shown struck through. */
	struck: { name: string; at: string; why: string } | null;
}
export interface DecisionView extends RecordView {
	id: DecisionId;
	/** Who decided, in words. */
	who: string;
	forum: string;
	decidedOn: Day;
}
export interface ActionView extends RecordView {
	id: ActionId;
	owner: { person: PersonId; name: string; initials: string };
	due: Day;
	done: { name: string; at: string } | null;
}

export interface NewDecision {
	milestone: MilestoneId | null;
	what: string;
	who: string;
	forum: string;
	decidedOn: Day;
}
export interface NewAction {
	milestone: MilestoneId | null;
	what: string;
	owner: PersonId;
	due: Day;
}

export const MOST_IN_RECORD = 2_000;
export const MOST_IN_RECORD_LINE = 200;

/** A text of a record: 1–`most` characters, trimmed. @param called such as "What was decided" */
export function parseRecordText(typed: string, called: string, most: number): Parsed<string> {
	const value = typed.toWellFormed().replace(/\r\n?/g, '\n').trim();
	if (value === '') return { ok: false, problem: `${called} is missing.` };
	return parseProse(value, called, most);
}

/** A day of a record. @param called such as "The due date" */
export function parseRecordDay(sent: string, called: string): Parsed<Day> {
	return isDay(sent) ? { ok: true, value: sent } : { ok: false, problem: `${called} is missing. Enter a date such as 30 Jun 2026.` };
}

/** A text of one line, such as who decided: line breaks become spaces. */
export function parseRecordLine(typed: string, called: string): Parsed<string> {
	return parseRecordText(typed.replace(/\s+/g, ' '), called, MOST_IN_RECORD_LINE);
}

export const parseWhat = {
	decision: (typed: string): Parsed<string> => parseRecordText(typed, 'What was decided', MOST_IN_RECORD),
	action: (typed: string): Parsed<string> => parseRecordText(typed, 'What is to be done', MOST_IN_RECORD)
};
export const parseWho = (typed: string): Parsed<string> => parseRecordLine(typed, 'Who decided');
export const parseForum = (typed: string): Parsed<string> => parseRecordLine(typed, 'Where it was decided');

/** No record is older than the programmes. */
const FIRST_DAY: Day = '2000-01-01';

/** The day of a decision: not before 2000 and not after today. */
export function parseDecidedOn(sent: string, today: Day): Parsed<Day> {
	const day = parseRecordDay(sent, 'The date of the decision');
	if (!day.ok) return day;
	if (day.value > today) return { ok: false, problem: `A decision is recorded once it was taken: ${formatDay(day.value)} is still to come.` };
	return notTooEarly(day.value);
}

/** The day by which an action is due: any from 2000 on, since an action may be written down late. */
export function parseDue(sent: string): Parsed<Day> {
	const day = parseRecordDay(sent, 'The due date');
	return day.ok ? notTooEarly(day.value) : day;
}

function notTooEarly(day: Day): Parsed<Day> {
	return day < FIRST_DAY ? { ok: false, problem: `${formatDay(day)} is too long ago. Enter a date from ${formatDay(FIRST_DAY)} on.` } : { ok: true, value: day };
}

/** Why a record is struck out: 1–500 characters. */
export const MOST_IN_WHY = 500;
export function parseWhy(typed: string): Parsed<string> {
	return parseRecordText(typed, 'Why it is struck out', MOST_IN_WHY);
}

/** Whether an action still waits to be done. */
export function isOpenAction({ done, struck }: Pick<ActionView, 'done' | 'struck'>): boolean {
	return done === null && struck === null;
}

/** By how much an action is late, in words such as "3 days late"; null while it is not. */
export function lateWords(action: Pick<ActionView, 'done' | 'struck' | 'due'>, today: Day): string | null {
	if (!isOpenAction(action) || action.due >= today) return null;
	const days = daysBetween(action.due, today);
	return days === 1 ? '1 day late' : `${days} days late`;
}

/** Whether somebody may say that an action is done: its owner, and those who record. @param mayRecord by the rules */
export function mayFinish(action: Pick<ActionView, 'owner'>, person: PersonId, mayRecord: boolean): boolean {
	return mayRecord || action.owner.person === person;
}
