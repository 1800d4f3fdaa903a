/** What update rounds and confirmations ask of the server. */
import type { MilestoneId, PlanId, RoundId } from '#lib/plan/ids.ts';
import type { ConfirmationView } from '#lib/plan/update-round.ts';
import type { ConfirmationRequests, Told } from '#lib/ui/updates/confirmations.svelte.ts';

async function ask<Value>(address: string, body?: object): Promise<Told<Value>> {
	const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	let response: Response;
	try {
		response = await fetch(address, init);
	} catch {
		// The browser says no more than that it did not arrive.
		return { ok: false, message: 'Milepost could not be reached. Check your connection and try again.' };
	}
	let answer: unknown;
	try {
		answer = await response.json();
	} catch {
		// A proxy's own page, or an answer cut short: not ours, whatever its status says.
		return { ok: false, message: 'Something went wrong on the way. Try again in a moment.' };
	}
	if (response.ok) return { ok: true, value: answer as Value };
	return { ok: false, message: (answer as { message?: string }).message ?? 'Something went wrong on our side. Try again in a moment.' };
}

export const confirmationRequests: ConfirmationRequests = {
	load: (planId) => ask(`/api/plans/${planId}/confirmations`),
	confirm: async (planId: PlanId, milestone: MilestoneId, requestId: string) => {
		const told = await ask<{ confirmation: ConfirmationView }>(`/api/plans/${planId}/confirmations`, { milestone, requestId });
		return told.ok ? { ok: true, value: told.value.confirmation } : told;
	}
};

const problemOf = (told: Told<unknown>): string | null => (told.ok ? null : told.message);

/** Each resolves to null, or to what went wrong in plain words. */
export const roundRequests = {
	begin: async (planId: PlanId, round: { due: string; note: string; requestId: string }) => problemOf(await ask(`/api/plans/${planId}/rounds`, round)),
	end: async (planId: PlanId, round: RoundId) => problemOf(await ask(`/api/plans/${planId}/rounds/${round}/end`, {}))
};
