/** What the page of one KPI is given. */
import type { EndedRecalculation, ReadingView, RecalculationView } from '#lib/kpi/readings.ts';
import type { Assurance, Variation } from '#lib/kpi/spc-types.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { Direction, Effect, KpiTarget, Status } from '#lib/plan/fields.ts';
import type { KpiId, MilestoneId, PlaceId } from '#lib/plan/ids.ts';

/** A KPI among the programme's, with its newest value. */
export interface KpiOnTop {
	id: KpiId;
	title: string;
	unit: string;
	direction: Direction;
	hasTarget: boolean;
	/** Of the whole area, else of the first place; null without readings. */
	newest: { value: number; periodStart: Day; periodEnd: Day; place: string | null; variation: Variation | null; assurance: Assurance | null } | null;
}
export interface KpiPageMilestone {
	id: MilestoneId;
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	actual: Day | null;
	effect: Effect;
	lagMonths: number;
}
export interface KpiPageData {
	kpi: { id: KpiId; title: string; unit: string; direction: Direction; source: string; frequency: string; note: string; target: KpiTarget | null; trajectory: Record<string, number>; archived: boolean };
	/** That stand: those with readings first, by title. */
	kpis: KpiOnTop[];
	/** Where there are readings, the whole area first. */
	places: { id: PlaceId; name: string; kind: 'place' | 'aggregate' }[];
	/** Taken ones, by place and period. */
	readings: (Pick<ReadingView, 'place' | 'periodStart' | 'periodEnd' | 'value' | 'status' | 'source' | 'since' | 'by'> & {
		/** The value before it, where that was another. */
		was: number | null;
	})[];
	/** How many values wait for a person's word. */
	held: number;
	/** How limits are set, by judgements that stand, and those that were taken back. */
	recalculations: RecalculationView[];
	endedRecalculations: EndedRecalculation[];
	/** Linked and not archived, by date. */
	milestones: KpiPageMilestone[];
}
