/** The requests of confidence, decisions and actions, as calls of the plan's addresses. */
import type { ConfidenceView } from '#lib/plan/confidence.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ActionView, DecisionView } from '#lib/plan/records.ts';
import type { RecordRequests } from '#lib/ui/records/records-world.ts';
import { ask, problemOf, valueOf } from '../../ask.ts';

export function recordRequests(plan: PlanId): RecordRequests {
	const root = `/api/plans/${plan}`;
	return {
		loadConfidence: async (milestone) => (await valueOf(ask<{ statements: ConfidenceView[] }>(`${root}/confidence?milestone=${milestone}`))).statements,
		loadDecisions: async (milestone) => (await valueOf(ask<{ decisions: DecisionView[] }>(`${root}/decisions?milestone=${milestone}`))).decisions,
		loadActions: async (milestone) => (await valueOf(ask<{ actions: ActionView[] }>(`${root}/actions?milestone=${milestone}`))).actions,
		giveConfidence: (stated, requestId) => problemOf(ask(`${root}/confidence`, { ...stated, requestId })),
		recordDecision: (decision, requestId) => problemOf(ask(`${root}/decisions`, { ...decision, requestId })),
		recordAction: (action, requestId) => problemOf(ask(`${root}/actions`, { ...action, requestId })),
		strikeDecision: (id, why) => problemOf(ask(`${root}/decisions/${id}/strike`, { why })),
		strikeAction: (id, why) => problemOf(ask(`${root}/actions/${id}/strike`, { why })),
		setActionDone: (id, done) => problemOf(ask(`${root}/actions/${id}/done`, { done }))
	};
}
