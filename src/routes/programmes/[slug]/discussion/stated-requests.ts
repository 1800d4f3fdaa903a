/** Stating a programme's status, as calls of the plan's addresses. Each resolves to null, or to what went wrong in plain words. */
import type { PlanId } from '#lib/plan/ids.ts';
import { ask, problemOf } from '../../../ask.ts';

const address = (plan: PlanId) => `/api/plans/${plan}/stated-status`;

export function stateStatus(plan: PlanId, status: string, reason: string): Promise<string | null> {
	return problemOf(ask(address(plan), { status, reason }));
}
export function takeBackStatus(plan: PlanId): Promise<string | null> {
	return problemOf(ask(address(plan), undefined, 'DELETE'));
}
