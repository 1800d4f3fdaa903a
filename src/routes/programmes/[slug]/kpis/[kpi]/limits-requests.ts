/** How the page of a KPI changes how limits are set. */
import type { RecalculationView } from '#lib/kpi/readings.ts';
import type { LimitsRequests } from '#lib/ui/kpi-page/limits-requests.ts';
import { ask } from '../../../../ask.ts';

export function limitsRequests(planId: string, kpi: string): LimitsRequests {
	const address = `/api/plans/${planId}/recalculations`;
	return {
		judge: async (sent) => {
			const asked = await ask<{ recalculation: RecalculationView }>(address, { kpi, ...sent });
			return asked.ok ? { ok: true, value: asked.value.recalculation } : asked;
		},
		end: (id) => ask(`${address}/${id}/end`, {})
	};
}
