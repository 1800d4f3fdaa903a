/** Stating a programme's status, as calls of the plan's addresses. Each resolves to null, or to what went wrong in plain words. */
import type { PlanId } from '#lib/plan/ids.ts';

export async function stateStatus(plan: PlanId, status: string, reason: string): Promise<string | null> {
	return send(plan, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ status, reason }) });
}
export async function takeBackStatus(plan: PlanId): Promise<string | null> {
	return send(plan, { method: 'DELETE' });
}

async function send(plan: PlanId, init: RequestInit): Promise<string | null> {
	const answer = await fetch(`/api/plans/${plan}/stated-status`, init).catch(() => null);
	if (!answer) return 'Milepost could not be reached. Check your connection and try again.';
	if (answer.ok) return null;
	const said = (await answer.json().catch(() => null)) as { message?: string } | null;
	return said?.message ?? 'Something went wrong on our side. Try again in a moment.';
}
