/** What the plan page asks of the server beside the live document. */
import type { CheckpointView } from '#lib/plan/baseline.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { ask, problemOf, valueOf } from '../../../ask.ts';

export function requestsOf(plan: PlanId) {
	const root = `/api/plans/${plan}`;
	return {
		loadCheckpoints: async () => (await valueOf(ask<{ checkpoints: CheckpointView[] }>(`${root}/checkpoints`))).checkpoints,
		freeze: (name: string) => problemOf(ask(`${root}/checkpoints`, { name })),
		approve: (checkpoint: string, reason: string) => problemOf(ask(`${root}/checkpoints/${checkpoint}/approve`, { reason }))
	};
}
