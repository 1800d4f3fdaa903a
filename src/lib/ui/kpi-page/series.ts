/** The readings of one KPI, place by place, judged and ready to be drawn. */
import type { ChartPeriod, TargetStep } from '#lib/kpi/chart-parts.ts';
import { judgeIn, type Judged } from '#lib/kpi/judged.ts';
import { limitsHolding } from '#lib/kpi/limits.ts';
import type { RecalculationView } from '#lib/kpi/readings.ts';
import type { KpiPageData } from './given.ts';
import { milestoneAddress } from '../drawer/addresses.ts';
import type { LinkedMilestone } from '../kpi-chart/view.ts';

export interface PlaceSeries extends Judged {
	place: KpiPageData['places'][number];
	readings: KpiPageData['readings'];
	periods: ChartPeriod[];
	/** The judgements that hold here: the days from which limits are worked out anew, and the word on first points. */
	anew: RecalculationView[];
	first: RecalculationView | null;
}

/** One for each place that has readings. */
export function seriesOf({ kpi, places, readings, recalculations }: Pick<KpiPageData, 'kpi' | 'places' | 'readings' | 'recalculations'>): PlaceSeries[] {
	const byPlace = Map.groupBy(readings, ({ place }) => place);
	return places.map((place) => {
		const own = byPlace.get(place.id) ?? [];
		const judged = judgeIn(place.id, own, { direction: kpi.direction, target: kpi.target?.value ?? null, judgements: recalculations });
		return { place, readings: own, periods: own.map(({ periodStart, periodEnd, status }) => ({ periodStart, periodEnd, status })), ...limitsHolding(place.id, recalculations), ...judged };
	});
}

export function targetsOf({ kpi }: KpiPageData): TargetStep[] {
	return kpi.target ? [{ from: null, value: kpi.target.value }] : [];
}

/** The linked milestones that have a day, as charts mark them. Closed ones were never delivered and move nothing. */
export function marksOf({ milestones }: KpiPageData, programmeSlug: string): LinkedMilestone[] {
	return milestones.flatMap(({ id, ref, title, status, forecast, actual }): LinkedMilestone[] => {
		const day = status === 'complete' ? (actual ?? forecast) : forecast;
		if (day === null || status === 'closed') return [];
		return [{ id, ref, title, day, status, finished: status === 'complete', href: milestoneAddress(programmeSlug, { id, ref }) }];
	});
}
