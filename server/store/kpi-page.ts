/** The page of one KPI: what it measures, its readings, what is linked to it, and the programme's other KPIs. Permission is the caller's to check. */
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { kpi } from '#drizzle/schema.server.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { Effect, Kpi, Status } from '#lib/plan/fields.ts';
import { isId, type KpiId, type MilestoneId, type PlaceId, type PlanId } from '#lib/plan/ids.ts';
import { knownSql, lastBefore, linksSql, milestonesSql, stoodSql, type Until } from './as-of.ts';
import { csvCell } from './audit-list.ts';
import { signalsOf, type SignalView } from './kpi-signals.ts';
import { kpisAsOf } from './kpis-as-of.ts';
import { rowsOf, type Database } from './query.ts';
import { placesOf, type KnownPlace } from './reading-rows.ts';
import { endedRecalculationsOf, readingsOf, recalculationsOf } from './readings-read.ts';

/** The whole area comes first, a country to compare with last. */
function rank({ id, code, kind }: KnownPlace): number {
	if (id === 'england' || code.startsWith('E92')) return 2;
	return kind === 'aggregate' ? 0 : 1;
}

/** The definition of a KPI as its page shows it, now or at an instant; null where there is, or was, none of that id. */
async function definitionOf(db: Database, planId: PlanId, id: KpiId, until: Until): Promise<Omit<Kpi, 'baselines'> | null> {
	if (until) return (await kpisAsOf(db, planId, until, id)).get(id) ?? null;
	const [row] = await db.select().from(kpi).where(and(eq(kpi.planId, planId), eq(kpi.id, id)));
	return row ? { ...row, target: row.targetValue === null ? null : { value: row.targetValue, by: row.targetBy } } : null;
}

/** The whole area first, a country to compare with last. */
export async function rankedPlaces(db: Database, planId: PlanId): Promise<KnownPlace[]> {
	return (await placesOf(db, planId)).toSorted((one, other) => rank(one) - rank(other));
}

/** Whether a plan has a KPI of this id today. */
export async function kpiExists(db: Database, planId: PlanId, id: string): Promise<boolean> {
	return isId('kpi', id) && (await db.$count(kpi, and(eq(kpi.planId, planId), eq(kpi.id, id)))) > 0;
}

/** For the readers that count their instant in. */
const asOf = (until: Until): { asOf?: Date } => (until ? { asOf: lastBefore(until) } : {});

/**
 * Reads the page's data; null when the plan has no such KPI.
 * @param until as all of it was known then (R1); null when there was no such KPI yet
 */
export async function readKpiPage(db: Database, planId: PlanId, id: string, until: Until = null) {
	if (!isId('kpi', id)) return null;
	const row = await definitionOf(db, planId, id, until);
	if (!row) return null;
	const places = await rankedPlaces(db, planId);
	const all = await readingsOf(db, planId, id, asOf(until));
	const taken = all.filter(({ state }) => state === 'taken');
	const known = new Set<string>(taken.map(({ place }) => place));
	const was = await earlierValues(db, planId, id, until);
	const { title, unit, direction, source, frequency, note, target, trajectory, archived } = row;
	return {
		kpi: { id, title, unit, direction, source, frequency, note, target, trajectory, archived },
		// Those that say something first.
		kpis: (await kpisOnTop(db, planId, until, places)).toSorted((one, other) => Number(one.newest === null) - Number(other.newest === null)),
		places: places.filter((place) => known.has(place.id)).map(({ id: placeId, name, kind }) => ({ id: placeId, name, kind })),
		readings: taken.map(({ place, periodStart, periodEnd, value, status, source: from, since, by }) => ({ place, periodStart, periodEnd, value, status, source: from, since, by, was: was.get(`${place} ${periodStart}`) ?? null })),
		held: all.filter(({ state }) => state === 'held').length,
		recalculations: await recalculationsOf(db, planId, id, asOf(until)),
		endedRecalculations: await endedRecalculationsOf(db, planId, id, asOf(until)),
		milestones: (await linkedMilestones(db, planId, id, until)).map(({ kpi: _kpi, ...each }) => each)
	};
}

async function kpisNow(db: Database, planId: PlanId): Promise<Pick<Kpi, 'id' | 'title' | 'unit' | 'direction' | 'target'>[]> {
	const rows = await db.select({ id: kpi.id, title: kpi.title, unit: kpi.unit, direction: kpi.direction, targetValue: kpi.targetValue, targetBy: kpi.targetBy }).from(kpi).where(and(eq(kpi.planId, planId), eq(kpi.archived, false)));
	return rows.map(({ targetValue: value, targetBy: by, ...each }) => ({ ...each, target: value === null ? null : { value, by } }));
}

/** Those that stand or stood, by title. */
async function kpisStanding(db: Database, planId: PlanId, until: Until): Promise<Pick<Kpi, 'id' | 'title' | 'unit' | 'direction' | 'target'>[]> {
	const rows = until ? [...(await kpisAsOf(db, planId, until)).values()].filter(({ archived }) => !archived) : await kpisNow(db, planId);
	return rows.toSorted((one, other) => one.title.localeCompare(other.title, 'en-GB') || (one.id < other.id ? -1 : 1));
}

/**
 * The KPIs of a plan that stand, or stood at an instant, each with its newest value; by title.
 * @param places as `rankedPlaces` gives them: the value is of the first that has one
 */
export async function kpisOnTop(db: Database, planId: PlanId, until: Until, places: readonly KnownPlace[]) {
	const kpis = await kpisStanding(db, planId, until);
	const signals = Map.groupBy(await signalsOf(db, [planId], asOf(until)), ({ kpiId }) => kpiId);
	const ends = await rowsOf<{ key: string; day: string }>(
		db,
		sql`select r.kpi_id || ' ' || r.place_id as key, max(r.period_end)::text as day from kpi_reading r
		join kpi_signal s on s.plan_id = r.plan_id and s.kpi_id = r.kpi_id and s.place_id = r.place_id and ${stoodSql({ from: sql`s.valid_from`, to: sql`s.valid_to` }, until)} and s.last_period = r.period_start
		where r.plan_id = ${planId} and ${readingStood(sql`r`, until)} group by 1`
	);
	const endOf = new Map(ends.map(({ key, day }) => [key, day]));
	return kpis.map(({ id, title, unit, direction, target }) => {
		const each = { id, title, unit, direction };
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
async function earlierValues(db: Database, planId: PlanId, id: KpiId, until: Until): Promise<Map<string, number>> {
	const rows = await rowsOf<{ key: string; value: number }>(
		db,
		sql`select distinct on (e.place_id, e.period_start) e.place_id || ' ' || e.period_start::text as key, e.value from kpi_reading e
		join kpi_reading r on r.plan_id = e.plan_id and r.kpi_id = e.kpi_id and r.place_id = e.place_id and r.period_start = e.period_start and ${readingStood(sql`r`, until)} and r.value <> e.value
		where e.plan_id = ${planId} and e.kpi_id = ${id} and e.valid_to is not null and ${knownSql(sql`e.valid_to`, until)} and e.state = 'taken' order by e.place_id, e.period_start, e.valid_from desc`
	);
	return new Map(rows.map(({ key, value }) => [key, value]));
}

/** Whether a taken reading stands, or stood. */
function readingStood(row: SQL, until: Until): SQL {
	return sql`(${stoodSql({ from: sql`${row}.valid_from`, to: sql`${row}.valid_to` }, until)} and ${row}.state = 'taken')`;
}

interface LinkedRow {
	id: MilestoneId;
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	actual: Day | null;
	effect: Effect;
	lagMonths: number;
}

/** Milestones that should move a KPI, or any of the plan's, by their dates; archived ones are left out. */
export async function linkedMilestones(db: Database, planId: PlanId, id: KpiId | null, until: Until): Promise<(LinkedRow & { kpi: KpiId })[]> {
	return rowsOf<LinkedRow & { kpi: KpiId }>(
		db,
		sql`select l.kpi_id as kpi, m.id, m.ref, m.title, m.status, m.forecast::text as forecast, m.actual::text as actual, l.effect, l.lag_months as "lagMonths"
		from ${linksSql('kpi', until)} l join ${milestonesSql(until)} m on m.plan_id = l.plan_id and m.id = l.milestone_id
		where l.plan_id = ${planId} and ${id === null ? sql`true` : sql`l.kpi_id = ${id}`} and not m.archived order by coalesce(m.actual, m.forecast) nulls last, m.ref, m.id`
	);
}

const HEADS = ['measure_id', 'place_code', 'period_start', 'period_end', 'value', 'numerator', 'denominator', 'lower_ci', 'upper_ci', 'status', 'source', 'extracted_on'];

/** The taken readings of a KPI in the columns that an import takes, as they stand or stood; null when the plan has, or had, no such KPI. */
export async function readingsCsv(db: Database, planId: PlanId, id: string, until: Until = null): Promise<string | null> {
	if (!isId('kpi', id) || !(await definitionOf(db, planId, id, until))) return null;
	const taken = (await readingsOf(db, planId, id, asOf(until))).filter(({ state }) => state === 'taken');
	const lines = taken.map((row) => {
		const figures = [row.value, row.numerator, row.denominator, row.lowerCi, row.upperCi].map((figure) => (figure === null ? '' : String(figure)));
		return [csvCell(row.kpi), csvCell(row.place), row.periodStart, row.periodEnd, ...figures, row.status, csvCell(row.source), row.extractedOn ?? ''].join(',');
	});
	return `\ufeff${[HEADS.join(','), ...lines].join('\r\n')}\r\n`;
}
