/** What people are told of, how often by mail, and the facts a notice's sentence is made from. */
import type { Day } from './dates.ts';
import type { LeadKind } from './fields.ts';
import type { ChallengeStep } from './conversation.ts';

export const NOTICE_KINDS = ['mention', 'reply', 'challenge', 'assigned', 'moved', 'round', 'action'] as const;
/**
 * `mention` of you; `reply` in a thread you wrote in; `challenge` raised, answered, sent back,
 * closed or reopened; `assigned` as a lead; `moved` date of a milestone you follow or wait for;
 * `round`: you are asked to confirm your milestones; `action` given to you.
 */
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export const NOTICE_KIND_WORDS: Record<NoticeKind, string> = {
	mention: 'Somebody mentions me',
	reply: 'A reply where I have written',
	challenge: 'A challenge is raised, answered or closed',
	assigned: 'I am made a lead',
	moved: 'A date moves that I follow or wait for',
	round: 'I am asked to confirm my milestones',
	action: 'I am given an action'
};

export const MAIL_OFTEN = ['atOnce', 'daily', 'weekly', 'never'] as const;
export type MailOften = (typeof MAIL_OFTEN)[number];
export const MAIL_OFTEN_WORDS: Record<MailOften, string> = { atOnce: 'At once', daily: 'Daily', weekly: 'Weekly', never: 'Not' };

/** What somebody gets who has never chosen: what asks for an answer at once, the rest once a day. */
export const DEFAULT_OFTEN: Record<NoticeKind, MailOften> = {
	mention: 'atOnce',
	reply: 'atOnce',
	challenge: 'atOnce',
	round: 'atOnce',
	action: 'atOnce',
	assigned: 'daily',
	moved: 'daily'
};

/** Kept with the notice, because later edits must not change what was told. */
export interface NoticeFacts {
	/** The first words of the comment or action. */
	excerpt?: string;
	step?: ChallengeStep;
	due?: Day;
	lead?: LeadKind;
	from?: Day | null;
	to?: Day | null;
	/** Why one is told of a move: one follows it; or the notice's own milestone, which one leads, waits for the one of this reference; left out: one leads it. */
	because?: { waits: string } | 'follows';
	/** How many milestones a round asks about. */
	milestones?: number;
}

/** One notice as pages show it; only those of plans one may read now are handed out. */
export interface NoticeView {
	id: string;
	kind: NoticeKind;
	/** Such as "Radiology manager replied on CAN-11". */
	words: string;
	/** The excerpt, or another second line; null when there is none. */
	more: string | null;
	href: string;
	programme: string;
	at: string;
	read: boolean;
	/** Notices with the same group stand together, newest first: one thread, one milestone, one kind. */
	group: string;
}

/** The first words of a text, on one line, at most `most` characters. */
export function excerptOf(body: string, most = 140): string {
	const line = body.replace(/\s+/g, ' ').trim();
	const characters = [...line];
	return characters.length <= most ? line : `${characters.slice(0, most - 1).join('').trimEnd()}…`;
}
