/** The requests of confidence, decisions and actions, as calls of the plan's addresses. */
import type { ConfidenceView } from '#lib/plan/confidence.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ActionView, DecisionView } from '#lib/plan/records.ts';
import type { RecordRequests } from '#lib/ui/records/records-world.ts';

const UNREACHABLE = 'Milepost could not be reached. Check your connection and try again.';

/** Asks, and gives what was answered. @throws Error whose message is for people */
async function ask<Answer>(address: string, body?: unknown): Promise<Answer> {
	const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	let response: Response;
	try {
		response = await fetch(address, init);
	} catch (cause) {
		throw new Error(UNREACHABLE, { cause });
	}
	let answer: unknown;
	try {
		answer = await response.json();
	} catch (cause) {
		// A proxy's own page, or an answer cut short: not ours, whatever its status says.
		throw new Error('Something went wrong on the way. Try again in a moment.', { cause });
	}
	if (response.ok) return answer as Answer;
	throw new Error((answer as { message?: string }).message ?? 'Something went wrong on our side. Try again in a moment.');
}

/** Null when it went well, or what went wrong in plain words. */
async function told(asking: Promise<unknown>): Promise<string | null> {
	try {
		await asking;
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : UNREACHABLE;
	}
}

export function recordRequests(plan: PlanId): RecordRequests {
	const root = `/api/plans/${plan}`;
	return {
		loadConfidence: async (milestone) => (await ask<{ statements: ConfidenceView[] }>(`${root}/confidence?milestone=${milestone}`)).statements,
		loadDecisions: async (milestone) => (await ask<{ decisions: DecisionView[] }>(`${root}/decisions?milestone=${milestone}`)).decisions,
		loadActions: async (milestone) => (await ask<{ actions: ActionView[] }>(`${root}/actions?milestone=${milestone}`)).actions,
		giveConfidence: (stated, requestId) => told(ask(`${root}/confidence`, { ...stated, requestId })),
		recordDecision: (decision, requestId) => told(ask(`${root}/decisions`, { ...decision, requestId })),
		recordAction: (action, requestId) => told(ask(`${root}/actions`, { ...action, requestId })),
		strikeDecision: (id, why) => told(ask(`${root}/decisions/${id}/strike`, { why })),
		strikeAction: (id, why) => told(ask(`${root}/actions/${id}/strike`, { why })),
		setActionDone: (id, done) => told(ask(`${root}/actions/${id}/done`, { done }))
	};
}
