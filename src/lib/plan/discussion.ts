/** What is said about a programme, as the lists of its discussion page show it. */
import type { ChallengeState, SmartLetter, ThreadSubject, ThreadView } from './conversation.ts';
import { daysBetween, type Day } from './dates.ts';
import type { CommentId, ThreadId } from './ids.ts';
import { excerptOf } from './notices.ts';

/** Words that were said, on one line and cut to what a list can hold. */
export interface SaidLine {
	comment: CommentId;
	words: string;
	by: string;
	/** ISO 8601. */
	at: string;
}

/** An open conversation. */
export interface TalkRow {
	thread: ThreadId;
	subject: ThreadSubject;
	first: SaidLine;
	/** The newest words; null where nobody has answered the first. */
	newest: SaidLine | null;
	comments: number;
}

export interface ChallengeRow extends TalkRow {
	state: ChallengeState;
	letter: SmartLetter | null;
	/** Who owes the answer; null: the programme. */
	owner: string | null;
	due: Day;
	/** Who closed it, and when; null while it is not closed. */
	closed: { name: string; at: string } | null;
}

const MOST_IN_QUESTION = 280;

/** @throws for a thread without a comment, which is none */
export function talkRow({ id, subject, comments }: ThreadView): TalkRow {
	const [first, newest] = [comments[0], comments.at(-1)];
	if (!first || !newest) throw new Error(`Thread ${id} holds no comment`);
	return { thread: id, subject, first: lineOf(first, MOST_IN_QUESTION), newest: newest === first ? null : lineOf(newest), comments: comments.length };
}

function lineOf({ id, body, author, at }: ThreadView['comments'][number], most?: number): SaidLine {
	return { comment: id, words: excerptOf(body, most), by: author.name, at };
}

/** Null for an ordinary conversation. */
export function challengeRow(thread: ThreadView): ChallengeRow | null {
	if (!thread.challenge) return null;
	const { state, letter, owner, due, steps } = thread.challenge;
	const last = steps.at(-1);
	return { ...talkRow(thread), state, letter, owner: owner?.name ?? null, due, closed: state === 'closed' && last ? { name: last.name, at: last.at } : null };
}

/** Open ones first, then those that are answered; within each the answer that is due first. */
export function inChallengeOrder(rows: readonly ChallengeRow[]): ChallengeRow[] {
	return rows.toSorted((one, other) => RANK[one.state] - RANK[other.state] || one.due.localeCompare(other.due) || one.first.at.localeCompare(other.first.at));
}
const RANK: Record<ChallengeState, number> = { open: 0, answered: 1, closed: 2 };

/** The one last spoken in first. */
export function inTalkOrder(rows: readonly TalkRow[]): TalkRow[] {
	return rows.toSorted((one, other) => (other.newest ?? other.first).at.localeCompare((one.newest ?? one.first).at) || one.thread.localeCompare(other.thread));
}

/** By how much an answer, in words such as "answer 3 days late"; null while it is not, or is given. */
export function answerLate({ state, due }: Pick<ChallengeRow, 'state' | 'due'>, today: Day): string | null {
	if (state !== 'open' || due >= today) return null;
	const days = daysBetween(due, today);
	return days === 1 ? 'Answer 1 day late' : `Answer ${days} days late`;
}

/** How many challenges wait, in a sentence: "2 open, 1 of them late; 1 answered, to be accepted". */
export function challengesWords(rows: readonly Pick<ChallengeRow, 'state' | 'due'>[], today: Day): string {
	const open = rows.filter(({ state }) => state === 'open').length;
	const late = rows.filter((row) => answerLate(row, today) !== null).length;
	const answered = rows.filter(({ state }) => state === 'answered').length;
	const lateWords = late === 0 ? '' : open === late ? (open === 1 ? ', its answer late' : ', all of them late') : `, ${late} of them late`;
	const parts = [open > 0 && `${open} open${lateWords}`, answered > 0 && `${answered} answered, to be accepted`].filter((part) => part !== false);
	return parts.length === 0 ? 'None is open' : parts.join('; ');
}
