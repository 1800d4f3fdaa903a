/** The update round: a programme's leads are asked, by a day, whether their milestones are still true. */
import { dayInLondon, daysBetween, formatDay, isDay, type Day } from './dates.ts';
import { parseProse, type Milestone, type Parsed, type Status } from './fields.ts';
import type { MilestoneId, PersonId, RoundId } from './ids.ts';

export const CONFIRMATION_ANSWERS = ['stillTrue', 'changed'] as const;
export type ConfirmationAnswer = (typeof CONFIRMATION_ANSWERS)[number];
export const ANSWER_WORDS: Record<ConfirmationAnswer, string> = { stillTrue: 'Still true', changed: 'Changed' };

/** When a milestone was last said to be true as it stands, and by whom. */
export interface ConfirmationView {
	milestone: MilestoneId;
	answer: ConfirmationAnswer;
	/** ISO 8601, by the database's clock. */
	at: string;
	by: { name: string; initials: string };
}

/** A milestone that was open at a time in the past. */
export interface ConfirmedThen {
	id: MilestoneId;
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	/** Null: nobody had confirmed it by then. */
	last: ConfirmationView | null;
	/** Its reported fields were others than when it was last confirmed, or when the round of then began. */
	changed: boolean;
}

/** One milestone of a round. */
export interface RoundMilestone {
	milestone: MilestoneId;
	ref: string;
	title: string;
	/** Who was asked; empty when it had no lead. */
	asked: readonly { person: PersonId; name: string; initials: string }[];
	/** The newest answer given since the round began; null while nobody has. */
	answer: ConfirmationView | null;
	/** It was archived, completed or closed since, and so needs no answer. */
	settled: boolean;
}

export interface RoundView {
	id: RoundId;
	due: Day;
	note: string;
	/** ISO 8601. */
	at: string;
	by: { name: string; initials: string };
	closed: { name: string; at: string } | null;
	milestones: readonly RoundMilestone[];
}

export const MOST_IN_ROUND_NOTE = 1_000;

/** Whether a milestone of a round is an exception: the day has passed, the round is open, and nobody has answered. */
export function isUnconfirmed(round: { due: Day; closed: unknown }, milestone: Pick<RoundMilestone, 'answer' | 'settled'>, today: Day): boolean {
	return round.closed === null && round.due < today && milestone.answer === null && !milestone.settled;
}

/** Fields of a milestone whose change turns "still true" into "changed". */
export const REPORTED_FIELDS = ['status', 'forecast', 'actual', 'dateReason', 'commentary', 'leads', 'title', 'doneWhen', 'places', 'kpis', 'dependsOn'] as const satisfies readonly (keyof Milestone)[];

/** What a milestone reports, as one text: two of them differ when one of its reported fields does. */
export function reportedOf(milestone: Pick<Milestone, (typeof REPORTED_FIELDS)[number]>): string {
	return JSON.stringify(REPORTED_FIELDS.map((field) => inOrder(milestone[field])));
}

/** The members of a set stand in the order in which they arrived, which says nothing. */
function inOrder(value: unknown): unknown {
	return typeof value === 'object' && value !== null ? Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)) : value;
}

/** How far a round is. */
export interface RoundFigures {
	/** Milestones it asks about. */
	asked: number;
	confirmed: number;
	/** Need no answer any more. */
	settled: number;
	waiting: number;
}

/** A round before the newest, by its figures. */
export type PastRound = Omit<RoundView, 'milestones'> & { figures: RoundFigures };
/** The newest round, open or ended; null before the first. Those before it are newest first. */
export interface Rounds {
	newest: RoundView | null;
	older: readonly PastRound[];
}

export function roundFigures(milestones: readonly Pick<RoundMilestone, 'answer' | 'settled'>[]): RoundFigures {
	const confirmed = milestones.filter(({ answer }) => answer !== null).length;
	const waiting = milestones.filter((each) => isWaiting(each)).length;
	return { asked: milestones.length, confirmed, settled: milestones.length - confirmed - waiting, waiting };
}

/** Whether nobody has answered for it, and somebody still has to. */
export function isWaiting({ answer, settled }: Pick<RoundMilestone, 'answer' | 'settled'>): boolean {
	return answer === null && !settled;
}

/** Somebody who was asked, with the milestones that wait for them; `person` null: those that had no lead. */
export interface WaitingFor {
	person: PersonId | null;
	name: string;
	initials: string;
	milestones: readonly RoundMilestone[];
}

/** Whom a round waits for, by name; what had no lead comes last. */
export function waitingByPerson(milestones: readonly RoundMilestone[]): WaitingFor[] {
	const waiting = milestones.filter((each) => isWaiting(each));
	const people = new Map(waiting.flatMap(({ asked }) => asked).map((each) => [each.person, each]));
	const named = [...people.values()]
		.map((each) => ({ ...each, milestones: waiting.filter(({ asked }) => asked.some(({ person }) => person === each.person)) }))
		.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
	const nobodys = waiting.filter(({ asked }) => asked.length === 0);
	return nobodys.length === 0 ? named : [...named, { person: null, name: 'No lead', initials: '–', milestones: nobodys }];
}

/** The day by which a round asks: today or later, within a year. */
export function parseRoundDue(due: unknown, today: Day): Parsed<Day> {
	if (!isDay(due)) return { ok: false, problem: 'Say by when, with a date such as 14 Sep 2026.' };
	if (due < today) return { ok: false, problem: `${formatDay(due)} has passed. Choose today or a later day.` };
	if (daysBetween(today, due) > 366) return { ok: false, problem: `${formatDay(due)} is more than a year away. Choose an earlier day.` };
	return { ok: true, value: due };
}

/** What those who are asked should know: up to 1,000 characters, or nothing. */
export function parseRoundNote(typed: string): Parsed<string> {
	return parseProse(typed.toWellFormed().replace(/\r\n?/g, '\n').trim(), 'The note', MOST_IN_ROUND_NOTE);
}

/** `Still true – Screening lead, 14 Sep 2026`. */
export function confirmationWords({ answer, by, at }: Pick<ConfirmationView, 'answer' | 'by' | 'at'>): string {
	return `${ANSWER_WORDS[answer]} – ${by.name}, ${formatDay(dayInLondon(new Date(at)))}`;
}
