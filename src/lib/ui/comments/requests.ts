/** What a conversation asks of the server; the page brings the implementation, so that these parts fetch nothing themselves. */
import type { ChallengeStep, CommentView, Mentionable, OpenCounts, SmartLetter, ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { AccountId, CommentId, MilestoneId, PersonId, ThreadId } from '#lib/plan/ids.ts';

/**
 * Why something was not done. `unreachable`: it never arrived, or its answer did not; `unclear`: it
 * is not known whether it was done. After either the same may be sent again under the same id.
 */
export type NotDone = 'unreachable' | 'unclear' | 'signed-out' | 'no-access' | 'not-found' | 'invalid' | 'conflict' | 'limited';
/** The value, or why there is none, in words for the person; with what is wrong in which field where that is known. */
export type Asked<Value> = { ok: true; value: Value } | { ok: false; because: NotDone; message: string; problems?: Readonly<Record<string, string>> };

/** Those who may be mentioned, and the names of those who cannot see the plan. */
export interface PlanPeople {
	people: readonly Mentionable[];
	others: readonly { name: string }[];
}

/** A first comment as it is sent. */
export interface NewThread {
	subject: ThreadSubject;
	body: string;
	mentions: readonly AccountId[];
	challenge?: { letter: SmartLetter | null; owner: PersonId | null; due: Day };
}
/** A reply as it is sent. */
export interface NewReply {
	thread: ThreadId;
	body: string;
	mentions: readonly AccountId[];
	/** It answers the challenge. */
	answers?: true;
	/** The thread is reopened first. */
	reopen?: true;
}
export type ThreadState = 'resolved' | 'open' | Exclude<ChallengeStep, 'raised' | 'answered'>;

export interface ConversationRequests {
	/** The threads about a milestone with its fields, a KPI, or the plan; oldest first. */
	threads(subject: ThreadSubject): Promise<Asked<readonly ThreadView[]>>;
	/** All threads of the plan that are open. */
	openThreads(): Promise<Asked<readonly ThreadView[]>>;
	/** What waits on each milestone; those without anything are left out. */
	counts(): Promise<Asked<Record<MilestoneId, OpenCounts>>>;
	people(): Promise<Asked<PlanPeople>>;
	begin(sent: NewThread, requestId: string): Promise<Asked<ThreadView>>;
	reply(sent: NewReply, requestId: string): Promise<Asked<ThreadView>>;
	setState(thread: ThreadId, to: ThreadState): Promise<Asked<ThreadView>>;
	edit(comment: CommentId, body: string, mentions: readonly AccountId[]): Promise<Asked<CommentView>>;
}

/** Somebody who can be asked to answer a challenge; the accountable lead is offered first. */
export interface OwnerChoice {
	person: PersonId;
	name: string;
	accountable: boolean;
}
/** What an address asks to be shown. */
export interface ConversationFocus {
	thread: ThreadId;
	comment: CommentId | null;
}
