/** What update rounds and confirmations ask of the server. */
import type { MilestoneId, PlanId, RoundId } from '#lib/plan/ids.ts';
import type { ConfirmationView } from '#lib/plan/update-round.ts';
import type { ConfirmationRequests } from '#lib/ui/updates/confirmations.svelte.ts';
import { ask, problemOf } from '../../../ask.ts';

export const confirmationRequests: ConfirmationRequests = {
	load: (planId) => ask(`/api/plans/${planId}/confirmations`),
	confirm: async (planId: PlanId, milestone: MilestoneId, requestId: string) => {
		const told = await ask<{ confirmation: ConfirmationView }>(`/api/plans/${planId}/confirmations`, { milestone, requestId });
		return told.ok ? { ok: true, value: told.value.confirmation } : told;
	}
};

/** Each resolves to null, or to what went wrong in plain words. */
export const roundRequests = {
	begin: (planId: PlanId, round: { due: string; note: string; requestId: string }) => problemOf(ask(`/api/plans/${planId}/rounds`, round)),
	end: (planId: PlanId, round: RoundId) => problemOf(ask(`/api/plans/${planId}/rounds/${round}/end`, {}))
};
