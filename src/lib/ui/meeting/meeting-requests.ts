/** What a review asks of the server; the page brings it. Each resolves to null, or to what went wrong in plain words. */
import type { Day } from '#lib/plan/dates.ts';
import type { ActionId, DecisionId, MilestoneId, PersonId, PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import type { RecordChoices } from '#lib/plan/review-meeting.ts';

/** What of an agenda's item is to be changed; `place` is its new one, 0 the first. */
export type ItemSent = { done: boolean } | { minutes: string } | { place: number } | { note: string; was: string };

export interface MeetingRequests {
	attendance(text: string, was: string): Promise<string | null>;
	item(programme: ProgrammeId, change: ItemSent): Promise<string | null>;
	close(): Promise<string | null>;
	recordDecision(plan: PlanId, decision: { milestone: MilestoneId | null; what: string; who: string }, requestId: string): Promise<string | null>;
	recordAction(plan: PlanId, action: { milestone: MilestoneId | null; what: string; owner: PersonId; due: Day }, requestId: string): Promise<string | null>;
	setActionDone(plan: PlanId, id: ActionId, done: boolean): Promise<string | null>;
	strikeAction(plan: PlanId, id: ActionId, why: string): Promise<string | null>;
	strikeDecision(plan: PlanId, id: DecisionId, why: string): Promise<string | null>;
	/** Rejects with an error whose message is for people. */
	choices(plan: PlanId): Promise<RecordChoices>;
}
