/** The page of one KPI: what it measures, its readings, what is linked to it, and the programme's other KPIs. Permission is the caller's to check. */
import { and, eq, sql } from 'drizzle-orm';
import { kpi, milestone, milestoneKpi } from '#drizzle/schema.server.ts';
import { isId, type KpiId, type PlaceId, type PlanId } from '#lib/plan/ids.ts';
import { csvCell } from './audit-list.ts';
import { signalsOf, type SignalView } from './kpi-signals.ts';
import { rowsOf, type Database } from './query.ts';
import { placesOf, type KnownPlace } from './reading-rows.ts';
import { readingsOf, recalculationsOf } from './readings-read.ts';

/** The whole area comes first, a country to compare with last. */
function rank({ id, code, kind }: KnownPlace): number {
	if (id === 'england' || code.startsWith('E92')) return 2;
	return kind === 'aggregate' ? 0 : 1;
}

/** Reads the page's data; null when the plan has no such KPI. */
export async function readKpiPage(db: Database, planId: PlanId, id: string) {
	if (!isId('kpi', id)) return null;
	const [row] = await db.select().from(kpi).where(and(eq(kpi.planId, planId), eq(kpi.id, id)));
	if (!row) return null;
	const places = (await placesOf(db, planId)).toSorted((one, other) => rank(one) - rank(other));
	const all = await readingsOf(db, planId, id);
	const taken = all.filter(({ state }) => state === 'taken');
	const known = new Set<string>(taken.map(({ place }) => place));
	const was = await earlierValues(db, planId, id);
	const { title, unit, direction, source, frequency, note, targetValue, targetBy, trajectory, archived } = row;
	return {
		kpi: { id, title, unit, direction, source, frequency, note, target: targetValue === null ? null : { value: targetValue, by: targetBy }, trajectory, archived },
		// Those that say something first.
		kpis: (await kpisOnTop(db, planId, places)).toSorted((one, other) => Number(one.newest === null) - Number(other.newest === null)),
		places: places.filter((place) => known.has(place.id)).map(({ id: placeId, name, kind }) => ({ id: placeId, name, kind })),
		readings: taken.map(({ place, periodStart, periodEnd, value, status, source: from, since, by }) => ({ place, periodStart, periodEnd, value, status, source: from, since, by, was: was.get(`${place} ${periodStart}`) ?? null })),
		held: all.filter(({ state }) => state === 'held').length,
		recalculations: await recalculationsOf(db, planId, id),
		milestones: await linkedMilestones(db, planId, id)
	};
}

async function kpisOnTop(db: Database, planId: PlanId, places: readonly KnownPlace[]) {
	const kpis = await db
		.select({ id: kpi.id, title: kpi.title, unit: kpi.unit, target: kpi.targetValue })
		.from(kpi)
		.where(and(eq(kpi.planId, planId), eq(kpi.archived, false)))
		.orderBy(kpi.title, kpi.id);
	const signals = Map.groupBy(await signalsOf(db, [planId]), ({ kpiId }) => kpiId);
	const ends = await rowsOf<{ key: string; day: string }>(
		db,
		sql`select r.kpi_id || ' ' || r.place_id as key, max(r.period_end)::text as day from kpi_reading r
		join kpi_signal s on s.plan_id = r.plan_id and s.kpi_id = r.kpi_id and s.place_id = r.place_id and s.valid_to is null and s.last_period = r.period_start
		where r.plan_id = ${planId} and r.valid_to is null and r.state = 'taken' group by 1`
	);
	const endOf = new Map(ends.map(({ key, day }) => [key, day]));
	return kpis.map(({ target, ...each }) => {
		const own = new Map((signals.get(each.id) ?? []).map((signal): [PlaceId, SignalView] => [signal.placeId, signal]));
		const place = places.find((candidate) => own.has(candidate.id));
		const signal = place && own.get(place.id);
		if (!signal || signal.lastValue === null || signal.lastPeriod === null) return { ...each, hasTarget: target !== null, newest: null };
		const { lastValue: value, lastPeriod: periodStart, variation, assurance } = signal;
		const periodEnd = endOf.get(`${each.id} ${place.id}`) ?? periodStart;
		return { ...each, hasTarget: target !== null, newest: { value, periodStart, periodEnd, place: rank(place) === 0 ? null : place.name, variation, assurance } };
	});
}

/** The newest earlier value of each place and period that was another one; becoming final alone is no revision of the figure. */
async function earlierValues(db: Database, planId: PlanId, id: KpiId): Promise<Map<string, number>> {
	const rows = await rowsOf<{ key: string; value: number }>(
		db,
		sql`select distinct on (e.place_id, e.period_start) e.place_id || ' ' || e.period_start::text as key, e.value from kpi_reading e
		join kpi_reading r on r.plan_id = e.plan_id and r.kpi_id = e.kpi_id and r.place_id = e.place_id and r.period_start = e.period_start and r.valid_to is null and r.state = 'taken' and r.value <> e.value
		where e.plan_id = ${planId} and e.kpi_id = ${id} and e.valid_to is not null and e.state = 'taken' order by e.place_id, e.period_start, e.valid_from desc`
	);
	return new Map(rows.map(({ key, value }) => [key, value]));
}

async function linkedMilestones(db: Database, planId: PlanId, id: KpiId) {
	return db
		.select({ id: milestone.id, ref: milestone.ref, title: milestone.title, status: milestone.status, forecast: milestone.forecast, actual: milestone.actual, effect: milestoneKpi.effect, lagMonths: milestoneKpi.lagMonths })
		.from(milestoneKpi)
		.innerJoin(milestone, and(eq(milestone.planId, milestoneKpi.planId), eq(milestone.id, milestoneKpi.milestoneId)))
		.where(and(eq(milestoneKpi.planId, planId), eq(milestoneKpi.kpiId, id), eq(milestone.archived, false)))
		.orderBy(sql`coalesce(${milestone.actual}, ${milestone.forecast}) nulls last`, milestone.ref);
}

const HEADS = ['measure_id', 'place_code', 'period_start', 'period_end', 'value', 'numerator', 'denominator', 'lower_ci', 'upper_ci', 'status', 'source', 'extracted_on'];

/** The taken readings of a KPI in the columns that an import takes; null when the plan has no such KPI. */
export async function readingsCsv(db: Database, planId: PlanId, id: string): Promise<string | null> {
	if (!isId('kpi', id)) return null;
	if (!(await db.$count(kpi, and(eq(kpi.planId, planId), eq(kpi.id, id))))) return null;
	const taken = (await readingsOf(db, planId, id)).filter(({ state }) => state === 'taken');
	const lines = taken.map((row) => {
		const figures = [row.value, row.numerator, row.denominator, row.lowerCi, row.upperCi].map((figure) => (figure === null ? '' : String(figure)));
		return [csvCell(row.kpi), csvCell(row.place), row.periodStart, row.periodEnd, ...figures, row.status, csvCell(row.source), row.extractedOn ?? ''].join(',');
	});
	return `\ufeff${[HEADS.join(','), ...lines].join('\r\n')}\r\n`;
}
