/** Decisions and actions recorded against a milestone or a programme, as pages and server pass them to each other. */
import { isDay, type Day } from './dates.ts';
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
