/** What the KPIs of programmes say, for their rows of the review and for what needs attention. */
import { sql, type SQL } from 'drizzle-orm';
import type { Assurance, Variation } from '#lib/kpi/spc-types.ts';
import type { KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import type { ReviewedProgramme, ReviewedSignal } from '#lib/plan/review-row.ts';
import { kpisSql, stoodSql, type Until } from './as-of.ts';
import { listOf } from './figures.ts';
import type { SignalView } from './kpi-signals.ts';
import { rowsOf, type Database } from './query.ts';
import { rowsAtOnce } from './rows-at-once.ts';

/** So many KPIs of a programme stand in its row. */
const SHOWN = 2;
// Making one takes longer than using it.
const IN_ORDER = new Intl.Collator('en-GB');

interface Place {
	id: PlaceId;
	name: string;
	code: string;
	kind: 'place' | 'aggregate';
	position: number;
}
/** What the icons show. */
type Signalled = Pick<SignalView, 'variation' | 'assurance'>;
/** A KPI that stands, with what is known of it in each place, in the portfolio's order of places. */
export interface KpiSignals {
	planId: PlanId;
	kpiId: KpiId;
	title: string;
	hasTarget: boolean;
	places: { place: Place; signal: Signalled }[];
}

interface Options {
	until: Until;
	/** Only in these; in all without any. */
	places: readonly PlaceId[];
}

/** The KPIs of plans that have readings, with their signals; archived ones are left out. Sorted by plan and KPI. */
export async function kpiSignals(db: Database, plans: readonly PlanId[], { until, places: among }: Options): Promise<KpiSignals[]> {
	if (plans.length === 0) return [];
	const [everyPlace, kpis] = await Promise.all([rowsOf<Place>(db, sql`select id, name, code, kind, position from place`), rowsAtOnce<KpiRow>(db, kpisSignalledSql(plans, until))]);
	const places = new Map(everyPlace.map((place) => [place.id, place]));
	return kpis.flatMap(({ plan_id: planId, id: kpiId, title, has_target: hasTarget, signals }): KpiSignals[] => {
		const wanted = among.length === 0 ? signals : signals.filter(([place]) => among.includes(place));
		if (wanted.length === 0) return [];
		const known = wanted.flatMap(([id, variation, assurance]) => {
			const place = places.get(id);
			return place ? [{ place, signal: { variation, assurance } }] : [];
		});
		return [{ planId, kpiId, title, hasTarget, places: known.toSorted((one, other) => one.place.position - other.place.position) }];
	});
}

interface KpiRow {
	plan_id: PlanId;
	id: KpiId;
	title: string;
	has_target: boolean;
	signals: [PlaceId, Variation | null, Assurance | null][];
}

function kpisSignalledSql(plans: readonly PlanId[], until: Until): SQL {
	return sql`with signalled as (
		select s.plan_id, s.kpi_id, json_agg(json_build_array(s.place_id, s.variation, s.assurance) order by s.place_id) as signals from kpi_signal s
		where s.plan_id in (${listOf(plans)}) and ${stoodSql({ from: sql`s.valid_from`, to: sql`s.valid_to` }, until)} group by s.plan_id, s.kpi_id
	)
	select k.plan_id, k.id, k.title, k.target_value is not null as has_target, signalled.signals
	from ${kpisSql(until)} k join signalled on signalled.plan_id = k.plan_id and signalled.kpi_id = k.id where not k.archived order by k.plan_id, k.id`;
}

/** Those of the KPIs that are named, by plan. */
export function kpisAmong(kpis: readonly KpiSignals[], only: ReadonlyMap<PlanId, ReadonlySet<KpiId>>): KpiSignals[] {
	return kpis.filter(({ planId, kpiId }) => only.get(planId)?.has(kpiId));
}

/** A signal that is a change for the worse. */
export function isConcern({ variation }: Pick<Signalled, 'variation'>): boolean {
	return variation === 'concern-high' || variation === 'concern-low';
}

/** A country is there to compare with: what it does is nobody's concern here. */
function isElsewhere({ id, code }: Place): boolean {
	return id === 'england' || code.startsWith('E92');
}

/** Where a KPI is worse than it was: in the whole area where that shows it, otherwise the places that do. */
export function concernsOf({ places }: KpiSignals): KpiSignals['places'] {
	const worse = places.filter(({ place, signal }) => isConcern(signal) && !isElsewhere(place));
	const whole = worse.filter(({ place }) => place.kind === 'aggregate');
	return whole.length > 0 ? whole : worse;
}

/** Of the whole area where there are readings of it, otherwise of the place that is worst. */
function standsFor({ places }: KpiSignals): KpiSignals['places'][number] | undefined {
	const own = places.filter(({ place }) => !isElsewhere(place));
	return own.find(({ place }) => place.kind === 'aggregate') ?? own.toSorted((one, other) => weight(one.signal) - weight(other.signal))[0];
}

/** What a reviewer has to see first comes first: concern, short of target, what cannot be said last. */
function weight({ variation, assurance }: Signalled): number {
	if (isConcern({ variation })) return 0;
	if (assurance === 'fail') return 1;
	if (variation === null) return 5;
	return variation === 'common' ? (assurance === 'hit-or-miss' ? 3 : 4) : 2;
}

/** What stands in the row of each programme that has readings. */
export function reviewSignals(signals: readonly KpiSignals[]): Map<PlanId, NonNullable<ReviewedProgramme['signals']>> {
	const byPlan = Map.groupBy(signals, ({ planId }) => planId);
	return new Map(
		[...byPlan].map(([planId, kpis]) => {
			const shown = kpis
				.flatMap((kpi) => {
					const one = standsFor(kpi);
					return one ? [{ kpi, ...one }] : [];
				})
				.toSorted((one, other) => weight(one.signal) - weight(other.signal) || IN_ORDER.compare(one.kpi.title, other.kpi.title));
			return [planId, { shown: shown.slice(0, SHOWN).map(signalShown), count: shown.length }];
		})
	);
}

function signalShown({ kpi, place, signal }: { kpi: KpiSignals } & KpiSignals['places'][number]): ReviewedSignal {
	return { kpi: kpi.kpiId, title: kpi.title, place: place.kind === 'aggregate' ? null : place.name, variation: signal.variation, assurance: signal.assurance, hasTarget: kpi.hasTarget };
}
