/** Threads, comments and challenges as pages and server pass them to each other, and what each may hold. */
import type { Day } from './dates.ts';
import { parseProse, type Parsed } from './fields.ts';
import type { AccountId, CommentId, KpiId, MilestoneId, PersonId, ThreadId } from './ids.ts';

/** Fields of a milestone that can be commented on by themselves. */
export const THREAD_FIELDS = ['forecast', 'status', 'leads', 'places', 'kpis', 'dependsOn', 'commentary', 'description', 'doneWhen', 'ask', 'evidence'] as const;
export type ThreadField = (typeof THREAD_FIELDS)[number];
export const THREAD_FIELD_WORDS: Record<ThreadField, string> = {
	forecast: 'Dates',
	status: 'Status',
	leads: 'Leads',
	places: 'Places',
	kpis: 'KPIs',
	dependsOn: 'Depends on',
	commentary: 'Commentary',
	description: 'Description',
	doneWhen: 'Done when',
	ask: 'Decision wanted',
	evidence: 'Evidence'
};

/** What a thread is about. `plan`: the workplan as a whole. */
export type ThreadSubject = { on: 'milestone'; milestone: MilestoneId; field: ThreadField | null } | { on: 'kpi'; kpi: KpiId } | { on: 'plan' };

export const SMART_LETTERS = ['specific', 'measurable', 'achievable', 'relevant', 'timeBound'] as const;
export type SmartLetter = (typeof SMART_LETTERS)[number];
export const SMART_WORDS: Record<SmartLetter, string> = { specific: 'Specific', measurable: 'Measurable', achievable: 'Achievable', relevant: 'Relevant', timeBound: 'Time-bound' };

/**
 * What happens to a challenge. It is open when raised, `answered` when the programme says it has
 * answered, open again when that is sent back, and closed when the one who asked, or a reviewer,
 * accepts. A closed one can be reopened.
 */
export const CHALLENGE_STEPS = ['raised', 'answered', 'sentBack', 'closed', 'reopened'] as const;
export type ChallengeStep = (typeof CHALLENGE_STEPS)[number];
export type ChallengeState = 'open' | 'answered' | 'closed';
export const CHALLENGE_WORDS: Record<ChallengeState, string> = { open: 'Open challenge', answered: 'Answered, not yet accepted', closed: 'Closed challenge' };

/** The state after a step. */
export function stateAfter(step: ChallengeStep): ChallengeState {
	if (step === 'answered' || step === 'closed') return step;
	return 'open';
}

export interface CommentAuthor {
	account: AccountId;
	person: PersonId;
	name: string;
	initials: string;
	/** The role they have in the programme now, in words; null when they have none any more. */
	role: string | null;
	/** Drawn as a ring. */
	clinical: boolean;
}

/** Somebody who is told of a comment, under the name that stands in its text after an @. */
export interface Mentioned {
	account: AccountId;
	person: PersonId;
	name: string;
}

export interface CommentView {
	id: CommentId;
	/** Plain text; lines end in `\n`. */
	body: string;
	/** ISO 8601, by the database's clock. */
	at: string;
	author: CommentAuthor;
	mentions: readonly Mentioned[];
	/** When it was last edited; null when it never was. */
	editedAt: string | null;
	/** What it said before, oldest first. */
	earlier: readonly { body: string; at: string }[];
}

export interface ChallengeView {
	state: ChallengeState;
	letter: SmartLetter | null;
	/** Who owes the answer; null: the programme. */
	owner: { person: PersonId; name: string; initials: string } | null;
	due: Day;
	raisedBy: AccountId;
	/** Newest last. */
	steps: readonly { step: ChallengeStep; name: string; at: string }[];
}

export interface ThreadView {
	id: ThreadId;
	subject: ThreadSubject;
	/** Oldest first; at least one. */
	comments: readonly CommentView[];
	/** Null while it is open. */
	resolved: { name: string; at: string } | null;
	/** Null for an ordinary conversation. */
	challenge: ChallengeView | null;
}

/** What waits on a milestone: threads that are open, and of these the challenges (open or answered). */
export interface OpenCounts {
	threads: number;
	challenges: number;
}

/** Somebody who can be mentioned: they may see the plan. */
export interface Mentionable {
	account: AccountId;
	person: PersonId;
	name: string;
	initials: string;
	/** In words. */
	role: string;
}

export const MOST_IN_COMMENT = 5_000;
/** People one comment may mention. */
export const MOST_MENTIONS = 20;
const NOTHING_TO_SEE = /^[\s\p{Cf}]*$/u;

/** A comment as it is kept: trimmed, 1–5,000 characters, no control characters but tab and line feed. */
export function parseComment(typed: string): Parsed<string> {
	// Half a character (a cut emoji) cannot be stored; what is stored must be what was answered.
	const body = typed.toWellFormed().replace(/\r\n?/g, '\n').trim();
	if (NOTHING_TO_SEE.test(body)) return { ok: false, problem: 'Write something first.' };
	return parseProse(body, 'A comment', MOST_IN_COMMENT);
}

/** The address of one comment within a programme, for "Copy link" and for mail. */
export function commentHref(slug: string, subject: ThreadSubject, thread: ThreadId, comment?: CommentId): string {
	const at = comment ? `&comment=${comment}` : '';
	const root = `/programmes/${slug}`;
	switch (subject.on) {
		case 'milestone':
			return `${root}/plan?milestone=${subject.milestone}&thread=${thread}${at}`;
		case 'kpi':
			return `${root}/kpis?kpi=${subject.kpi}&thread=${thread}${at}`;
		case 'plan':
			return `${root}/discussion?thread=${thread}${at}`;
	}
}
