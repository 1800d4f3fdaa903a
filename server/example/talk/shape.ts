/**
 * The shape of what the example's people say, one file a programme: threads and challenges,
 * confidence, decisions and actions, each dated. The loader says them through the same commands as
 * anyone, and leaves out what is dated after its day.
 */
import type { ConfidenceKind, ConfidenceLevel } from '#lib/plan/confidence.ts';
import type { ChallengeMove } from '#server/store/challenges.ts';
import type { SmartLetter, ThreadField } from '#lib/plan/conversation.ts';
import type { Day } from '../shape.ts';

/** One thing somebody says or does in a thread. */
export interface Said {
	on: Day;
	/** Hour and minute in London; without it, some working time of that day after what was said before. */
	at?: [hour: number, minute: number];
	/** Key of a post, of the programme or of the Leadership Group. */
	by: string;
	/** `@[cancer-radiology-manager]` mentions whoever holds that post. */
	say?: string;
	/** Beside the words, or in place of them. `answers` needs words. */
	does?: 'answers' | ChallengeMove | 'resolved';
}

export interface Talk {
	/** A milestone's reference, a KPI's id, or `plan`. */
	about: string;
	field?: ThreadField;
	challenge?: { letter: SmartLetter | null; owner: string | null; due: Day };
	/** The first one begins it, in words. */
	said: [Said & { say: string }, ...Said[]];
}

export interface ExampleConfidence {
	on: Day;
	by: string;
	kind: ConfidenceKind;
	level: ConfidenceLevel;
	reason: string;
	/** A milestone's reference; without it, the programme's. */
	about?: string;
}

interface Recorded {
	/** The day it was written down. */
	on: Day;
	by: string;
	what: string;
	/** A milestone's reference; without it, the programme's. */
	about?: string;
}
export interface ExampleDecision extends Recorded {
	who: string;
	forum: string;
}
export interface ExampleAction extends Recorded {
	owner: string;
	due: Day;
	/** When its owner said that it was done. */
	done?: Day;
}

export interface ProgrammeTalk {
	threads: readonly Talk[];
	confidence: readonly ExampleConfidence[];
	decisions: readonly ExampleDecision[];
	actions: readonly ExampleAction[];
}
