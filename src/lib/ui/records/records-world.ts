/** What confidence, decisions and actions ask of the server; the page brings it, so that these parts fetch nothing themselves. */
import { createContext } from 'svelte';
import type { ConfidenceKind, ConfidenceLevel, ConfidenceView } from '#lib/plan/confidence.ts';
import type { ActionId, DecisionId, MilestoneId } from '#lib/plan/ids.ts';
import type { ActionView, DecisionView, NewAction, NewDecision } from '#lib/plan/records.ts';

/** A statement as it is sent. */
export interface StatedConfidence {
	/** Null: the programme's. */
	milestone: MilestoneId | null;
	kind: ConfidenceKind;
	level: ConfidenceLevel;
	reason: string;
}

/** Loading rejects with an error whose message is for people; doing resolves to null, or to what went wrong in plain words. */
export interface RecordRequests {
	/** Newest first. */
	loadConfidence(milestone: MilestoneId): Promise<readonly ConfidenceView[]>;
	loadDecisions(milestone: MilestoneId): Promise<readonly DecisionView[]>;
	loadActions(milestone: MilestoneId): Promise<readonly ActionView[]>;
	giveConfidence(stated: StatedConfidence, requestId: string): Promise<string | null>;
	recordDecision(decision: NewDecision, requestId: string): Promise<string | null>;
	recordAction(action: NewAction, requestId: string): Promise<string | null>;
	strikeDecision(id: DecisionId, why: string): Promise<string | null>;
	strikeAction(id: ActionId, why: string): Promise<string | null>;
	setActionDone(id: ActionId, done: boolean): Promise<string | null>;
}

export interface RecordsWorld {
	readonly requests: RecordRequests;
}

/** Set by the programme's layout. */
export const [getRecordsWorld, setRecordsWorld] = createContext<RecordsWorld>();
