/** Rows of readings as the database keeps them: what stands, and writing many at once. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { kpiReading } from '#drizzle/measures.server.ts';
import { kpi, place, plan, programme } from '#drizzle/schema.server.ts';
import type { AccountId, KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { passTurn } from '#server/in-turns.ts';
import { databaseClock } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';
import type { StandingReading } from './reading-outcomes.ts';

/** A KPI or a place that a reading may be about. */
export interface KnownKpi {
	id: KpiId;
	title: string;
	unit: string;
	archived: boolean;
}
export interface KnownPlace {
	id: PlaceId;
	name: string;
	/** What publishers call it; '' when it has none. */
	code: string;
	kind: 'place' | 'aggregate';
}

export async function kpisOf(db: Database, planId: PlanId): Promise<KnownKpi[]> {
	return db.select({ id: kpi.id, title: kpi.title, unit: kpi.unit, archived: kpi.archived }).from(kpi).where(eq(kpi.planId, planId));
}

/** The places of the portfolio that a plan belongs to, in its order. */
export async function placesOf(db: Database, planId: PlanId): Promise<KnownPlace[]> {
	return db
		.select({ id: place.id, name: place.name, code: place.code, kind: place.kind })
		.from(place)
		.innerJoin(programme, eq(programme.portfolioId, place.portfolioId))
		.innerJoin(plan, eq(plan.programmeId, programme.id))
		.where(eq(plan.id, planId))
		.orderBy(place.position);
}

/** Rows to a statement: the embedded database holds everybody up while one runs. */
const PIECE = 1_000;

const COLUMNS = {
	id: kpiReading.id,
	kpi: kpiReading.kpiId,
	place: kpiReading.placeId,
	periodStart: kpiReading.periodStart,
	periodEnd: kpiReading.periodEnd,
	value: kpiReading.value,
	numerator: kpiReading.numerator,
	denominator: kpiReading.denominator,
	lowerCi: kpiReading.lowerCi,
	upperCi: kpiReading.upperCi,
	status: kpiReading.status,
	source: kpiReading.source,
	extractedOn: kpiReading.extractedOn,
	state: kpiReading.state,
	heldWhy: kpiReading.heldWhy,
	importId: kpiReading.importId,
	validFrom: kpiReading.validFrom
};

/** All that stands of these KPIs: taken, held and refused. */
export async function standingReadings(db: Database, planId: PlanId, kpis: readonly KpiId[]): Promise<StandingReading[]> {
	const all: StandingReading[] = [];
	for (const id of kpis) {
		for (let last: StandingReading | undefined, more = true; more; ) {
			const after = last && sql`(${kpiReading.placeId}, ${kpiReading.periodStart}, ${kpiReading.id}) > (${last.place}, ${last.periodStart}::date, ${last.id})`;
			const page: StandingReading[] = await db
				.select(COLUMNS)
				.from(kpiReading)
				.where(and(eq(kpiReading.planId, planId), eq(kpiReading.kpiId, id), isNull(kpiReading.validTo), after))
				.orderBy(asc(kpiReading.placeId), asc(kpiReading.periodStart), asc(kpiReading.id))
				.limit(PIECE);
			for (const row of page) all.push(row);
			last = page.at(-1);
			more = page.length === PIECE;
			await passTurn();
		}
	}
	return all;
}

/** One reading of a plan, whether or not it still stands. */
export async function readingById(db: Database, planId: PlanId, id: string): Promise<(StandingReading & { validTo: Date | null }) | null> {
	const [row] = await db.select({ ...COLUMNS, validTo: kpiReading.validTo }).from(kpiReading).where(and(eq(kpiReading.planId, planId), eq(kpiReading.id, id)));
	return row ?? null;
}

/** Now, and not before anything that it ends began. */
export async function clockAfter(tx: Database, before: readonly { validFrom: Date }[], at?: Date): Promise<Date> {
	let newest: Date | undefined;
	for (const { validFrom } of before) if (!newest || validFrom > newest) newest = validFrom;
	const [row] = await rowsOf<{ at: number }>(tx, sql`select (extract(epoch from ${databaseClock(at, newest)}) * 1000)::float8 as at`);
	if (!row) throw new Error('The database has no clock');
	return new Date(row.at);
}

export type NewReading = Omit<StandingReading, 'validFrom'>;
/** Ends versions and begins others, at one instant. */
export async function writeReadings(tx: Database, { planId, account, at, ended, begun }: { planId: PlanId; account: AccountId; at: Date; ended: readonly string[]; begun: readonly NewReading[] }): Promise<void> {
	for (let start = 0; start < ended.length; start += PIECE) {
		await tx.execute(
			sql`update kpi_reading r set valid_to = ${at.toISOString()}::timestamptz
			from jsonb_array_elements_text(cast(${JSON.stringify(ended.slice(start, start + PIECE))}::text as jsonb)) as gone(id) where r.id = gone.id and r.valid_to is null`
		);
		await passTurn();
	}
	for (let start = 0; start < begun.length; start += PIECE) {
		await tx.execute(
			sql`insert into kpi_reading (id, plan_id, kpi_id, place_id, period_start, period_end, value, numerator, denominator, lower_ci, upper_ci, status, source, extracted_on, state, held_why, import_id, account_id, valid_from)
			select n.id, ${planId}, n.kpi, n.place, n."periodStart", n."periodEnd", n.value, n.numerator, n.denominator, n."lowerCi", n."upperCi", n.status, n.source, n."extractedOn", n.state, n."heldWhy", n."importId", ${account}, ${at.toISOString()}::timestamptz
			from jsonb_to_recordset(cast(${JSON.stringify(begun.slice(start, start + PIECE))}::text as jsonb)) as n(id text, kpi text, place text, "periodStart" date, "periodEnd" date, value float8, numerator float8, denominator float8,
				"lowerCi" float8, "upperCi" float8, status text, source text, "extractedOn" date, state text, "heldWhy" text, "importId" text)`
		);
		await passTurn();
	}
}
