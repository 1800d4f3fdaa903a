/** What the plan page asks of the server beside the live document. */
import type { CheckpointView } from '#lib/plan/baseline.ts';
import type { PlanId } from '#lib/plan/ids.ts';

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

export function requestsOf(plan: PlanId) {
	const root = `/api/plans/${plan}`;
	return {
		loadCheckpoints: async () => (await ask<{ checkpoints: CheckpointView[] }>(`${root}/checkpoints`)).checkpoints,
		freeze: (name: string) => told(ask(`${root}/checkpoints`, { name })),
		approve: (checkpoint: string, reason: string) => told(ask(`${root}/checkpoints/${checkpoint}/approve`, { reason }))
	};
}
