/** What had been said and recorded about a milestone by an instant. Permission is the caller's to check. */
import { actionsBy, decisionBy, knownBy, threadBy } from '#lib/plan/by-then.ts';
import type { ConfidenceView } from '#lib/plan/confidence.ts';
import type { ThreadView } from '#lib/plan/conversation.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import type { ActionView, DecisionView } from '#lib/plan/records.ts';
import { listActions } from './actions-read.ts';
import { listConfidence } from './confidence.ts';
import { listDecisions } from './decisions.ts';
import type { Database } from './query.ts';
import { listThreads, type WhichThreads } from './threads.ts';

export interface SaidOf {
	/** By their first comment, the oldest first. */
	threads: ThreadView[];
	/** The newest first. */
	confidence: ConfidenceView[];
	decisions: DecisionView[];
	actions: ActionView[];
}

/** Threads as they stood before an instant, in the words of then (R1). */
export async function threadsAsOf(db: Database, planId: PlanId, which: WhichThreads, until: Date): Promise<ThreadView[]> {
	return (await listThreads(db, planId, which)).flatMap((thread) => threadBy(thread, until) ?? []);
}

/** All that was said and recorded of a milestone before an instant (R1). */
export async function saidAsOf(db: Database, planId: PlanId, milestone: MilestoneId, until: Date): Promise<SaidOf> {
	return {
		threads: await threadsAsOf(db, planId, { milestone }, until),
		confidence: (await listConfidence(db, planId, milestone)).filter(({ at }) => knownBy(at, until)),
		decisions: (await listDecisions(db, planId, milestone)).flatMap((each) => decisionBy(each, until) ?? []),
		actions: actionsBy(await listActions(db, planId, milestone), until)
	};
}
