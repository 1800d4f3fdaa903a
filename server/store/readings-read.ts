/** Readings and recalculations as pages show them: now, or as they were known at an instant. Permission is the caller's to check. */
import { sql, type SQL } from 'drizzle-orm';
import type { EndedRecalculation, ReadingState, ReadingStatus, ReadingVersion, ReadingView, RecalculationView } from '#lib/kpi/readings.ts';
import type { KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { limitPointsOf } from './limit-points.ts';
import { rowsOf, type Database } from './query.ts';

interface Row {
	id: string;
	kpi: string;
	place: string;
	period_start: string;
	period_end: string;
	value: number;
	numerator: number | null;
	denominator: number | null;
	lower_ci: number | null;
	upper_ci: number | null;
	status: ReadingStatus;
	source: string;
	extracted_on: string | null;
	state: ReadingState;
	held_why: string;
	since: number;
	until: number | null;
	by: string;
	revisions: number;
}

/** Rows `r`, with `revisions`: how many were known of its period before it. */
function selectSql(where: SQL): SQL {
	return sql`select r.id, r.kpi_id as kpi, r.place_id as place, r.period_start::text as period_start, r.period_end::text as period_end, r.value, r.numerator, r.denominator, r.lower_ci, r.upper_ci,
		r.status, r.source, r.extracted_on::text as extracted_on, r.state, r.held_why, (extract(epoch from r.valid_from) * 1000)::float8 as since, (extract(epoch from r.valid_to) * 1000)::float8 as until, w.name as by,
		(select count(*)::int from kpi_reading e where e.plan_id = r.plan_id and e.kpi_id = r.kpi_id and e.place_id = r.place_id and e.period_start = r.period_start
			and e.valid_to is not null and e.valid_to <= r.valid_from and e.id <> r.id) as revisions
	from kpi_reading r join account a on a.id = r.account_id join person w on w.id = a.person_id join place p on p.id = r.place_id where ${where}`;
}

function viewOf(row: Row): ReadingVersion {
	return {
		id: row.id,
		kpi: row.kpi,
		place: row.place,
		periodStart: row.period_start,
		periodEnd: row.period_end,
		value: row.value,
		numerator: row.numerator,
		denominator: row.denominator,
		lowerCi: row.lower_ci,
		upperCi: row.upper_ci,
		status: row.status,
		source: row.source,
		extractedOn: row.extracted_on,
		state: row.state,
		heldWhy: row.held_why,
		since: new Date(row.since).toISOString(),
		by: row.by,
		revisions: row.revisions,
		until: row.until === null ? null : new Date(row.until).toISOString()
	};
}

/**
 * What stands of a KPI (taken, held and refused alike: charts take the taken ones), by place and period.
 * @param options.asOf as it was known at that instant
 */
export async function readingsOf(db: Database, planId: PlanId, kpiId: KpiId, { asOf }: { asOf?: Date } = {}): Promise<ReadingView[]> {
	const then = asOf && sql`${asOf.toISOString()}::timestamptz`;
	const stands = then ? sql`r.valid_from <= ${then} and (r.valid_to is null or r.valid_to > ${then})` : sql`r.valid_to is null`;
	const rows = await rowsOf<Row>(db, sql`${selectSql(sql`r.plan_id = ${planId} and r.kpi_id = ${kpiId} and ${stands}`)} order by p.position, p.id, r.period_start, r.state, r.valid_from, r.id`);
	return rows.map((row) => {
		const { until: _until, ...view } = viewOf(row);
		return view;
	});
}

/** Every version that a period has had, the newest first. */
export async function versionsOf(db: Database, planId: PlanId, { kpi, place, periodStart }: { kpi: KpiId; place: PlaceId; periodStart: string }): Promise<ReadingVersion[]> {
	const rows = await rowsOf<Row>(
		db,
		sql`${selectSql(sql`r.plan_id = ${planId} and r.kpi_id = ${kpi} and r.place_id = ${place} and r.period_start = ${periodStart}::date`)} order by r.valid_from desc, r.valid_to desc nulls first, r.id`
	);
	return rows.map(viewOf);
}

interface RecalculationRow extends Omit<RecalculationView, 'from' | 'points' | 'at'> {
	from_day: string | null;
	points: number | null;
	at: number;
	ended_at: number | null;
	ended_by: string | null;
	ended_by_id: string | null;
}

const judgements = (where: SQL) => sql`select c.id, c.place_id as place, c.from_day::text as from_day, c.points, c.why, (extract(epoch from c.at) * 1000)::float8 as at, w.name as by, w.id as "byId",
	(extract(epoch from c.ended_at) * 1000)::float8 as ended_at, ew.name as ended_by, ew.id as ended_by_id
	from kpi_recalculation c join account a on a.id = c.account_id join person w on w.id = a.person_id
	left join account ea on ea.id = c.ended_by left join person ew on ew.id = ea.person_id where ${where}`;

function judgementOf({ id, place, from_day: from, points, why, at, by, byId }: RecalculationRow): RecalculationView {
	const its = { id, place, why, by, ...(byId === undefined ? {} : { byId }), at: new Date(at).toISOString() };
	if (from !== null) return { ...its, from, points: null };
	const limitPoints = limitPointsOf(points);
	if (limitPoints === null) throw new Error(`The judgement ${id} has neither a day nor points`);
	return { ...its, from: null, points: limitPoints };
}

/** The judgements on a KPI's limits that hold, or held at an instant: those about days by their day, then those about points. */
export async function recalculationsOf(db: Database, planId: PlanId, kpiId: KpiId, { asOf }: { asOf?: Date } = {}): Promise<RecalculationView[]> {
	const then = asOf && sql`${asOf.toISOString()}::timestamptz`;
	const stands = then ? sql`c.at <= ${then} and (c.ended_at is null or c.ended_at > ${then})` : sql`c.ended_at is null`;
	const rows = await rowsOf<RecalculationRow>(db, sql`${judgements(sql`c.plan_id = ${planId} and c.kpi_id = ${kpiId} and ${stands}`)} order by c.from_day nulls last, c.at, c.id`);
	return rows.map(judgementOf);
}

/** The judgements on a KPI's limits that no longer hold, or had ended at an instant; the newest end first. */
export async function endedRecalculationsOf(db: Database, planId: PlanId, kpiId: KpiId, { asOf }: { asOf?: Date } = {}): Promise<EndedRecalculation[]> {
	const ended = asOf ? sql`c.ended_at <= ${asOf.toISOString()}::timestamptz` : sql`c.ended_at is not null`;
	const rows = await rowsOf<RecalculationRow>(db, sql`${judgements(sql`c.plan_id = ${planId} and c.kpi_id = ${kpiId} and ${ended}`)} order by c.ended_at desc, c.at desc, c.id`);
	return rows.flatMap((row) => (row.ended_at === null ? [] : [{ ...judgementOf(row), endedAt: new Date(row.ended_at).toISOString(), endedBy: row.ended_by ?? '', ...(row.ended_by_id === null ? {} : { endedById: row.ended_by_id }) }]));
}
