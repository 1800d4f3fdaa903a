/** KPIs as they stood: what the list of them shows of the past. */
import type { ThreadView } from '#lib/plan/conversation.ts';
import type { Kpi } from '#lib/plan/fields.ts';
import type { PlaceId } from '#lib/plan/ids.ts';
import type { KpiOnTop, KpiPageMilestone } from '../kpi-page/given.ts';

export interface PastKpi {
	kpi: Kpi;
	/** The newest value known then, of the whole area or the first place; null: none was. */
	newest: KpiOnTop['newest'];
	/** Linked then, by their dates. */
	milestones: readonly KpiPageMilestone[];
	/** Said by then, the oldest first. */
	threads: readonly ThreadView[];
}
export interface PastKpiPlace {
	id: PlaceId;
	name: string;
	kind: 'place' | 'aggregate';
}
