/**
 * What the readings of each KPI and place say: the icons and the newest value. Derived in the
 * transaction that changes readings, recalculations, or the target or direction of a KPI, and kept
 * with every version it had, so that a review can be asked for as of any date (K4).
 */
import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { kpiReading, kpiRecalculation, kpiSignal } from '#drizzle/measures.server.ts';
import { kpi } from '#drizzle/schema.server.ts';
import { judgeIn } from '#lib/kpi/judged.ts';
import type { Assurance, Variation } from '#lib/kpi/spc-types.ts';
import type { Change } from '#lib/plan/changes.ts';
import type { KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { listOf } from './figures.ts';
import { limitPointsOf } from './limit-points.ts';
import { rowsOf, type Database } from './query.ts';

export interface Signal {
	planId: PlanId;
	kpiId: KpiId;
	placeId: PlaceId;
	/** Null: too few points to say. */
	variation: Variation | null;
	assurance: Assurance | null;
	points: number;
	/** The start of the newest period that has a value. */
	lastPeriod: string | null;
	lastValue: number | null;
}

/** Everything that changes a plan's readings or what they say waits here for its turn; held until the transaction ends. */
export async function holdReadings(tx: Database, planId: PlanId): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`readings of ${planId}`}, 0))`);
}

/** What the signals of KPIs should be, from what is stored; of all of the plan's without `only`. Sorted by KPI and place. */
export async function expectedSignals(tx: Database, planId: PlanId, only?: readonly KpiId[]): Promise<Signal[]> {
	const among = only && [...only];
	const readings = await tx
		.select({ kpiId: kpiReading.kpiId, placeId: kpiReading.placeId, periodStart: kpiReading.periodStart, periodEnd: kpiReading.periodEnd, value: kpiReading.value })
		.from(kpiReading)
		.where(and(eq(kpiReading.planId, planId), among && inArray(kpiReading.kpiId, among), isNull(kpiReading.validTo), eq(kpiReading.state, 'taken')))
		.orderBy(asc(kpiReading.kpiId), asc(kpiReading.placeId), asc(kpiReading.periodStart));
	if (readings.length === 0) return [];
	const kpis = await tx.select({ id: kpi.id, direction: kpi.direction, target: kpi.targetValue }).from(kpi).where(and(eq(kpi.planId, planId), among && inArray(kpi.id, among)));
	const optionsOf = new Map(kpis.map((row) => [row.id, row]));
	const recalculations = await tx
		.select({ kpiId: kpiRecalculation.kpiId, place: kpiRecalculation.placeId, from: kpiRecalculation.from, points: kpiRecalculation.points, at: kpiRecalculation.at })
		.from(kpiRecalculation)
		.where(and(eq(kpiRecalculation.planId, planId), among && inArray(kpiRecalculation.kpiId, among), isNull(kpiRecalculation.endedAt)));
	const judgementsOf = Map.groupBy(recalculations.map((row) => ({ ...row, points: limitPointsOf(row.points), at: row.at.toISOString() })), (row) => row.kpiId);
	return [...Map.groupBy(readings, ({ kpiId, placeId }) => `${kpiId} ${placeId}`).values()].flatMap((series) => {
		const [first] = series;
		const options = first && optionsOf.get(first.kpiId);
		if (!options) return [];
		const { kpiId, placeId } = first;
		const { variation, assurance } = judgeIn(placeId, series, { direction: options.direction, target: options.target, judgements: judgementsOf.get(kpiId) ?? [] }).analysis;
		const last = series.at(-1);
		return [{ planId, kpiId, placeId, variation, assurance, points: series.length, lastPeriod: last?.periodStart ?? null, lastValue: last?.value ?? null }];
	});
}

const CURRENT = { planId: kpiSignal.planId, kpiId: kpiSignal.kpiId, placeId: kpiSignal.placeId, variation: kpiSignal.variation, assurance: kpiSignal.assurance, points: kpiSignal.points, lastPeriod: kpiSignal.lastPeriod, lastValue: kpiSignal.lastValue };

/** The signals that stand now. */
export async function standingSignals(tx: Database, planId: PlanId): Promise<Signal[]> {
	return tx.select(CURRENT).from(kpiSignal).where(and(eq(kpiSignal.planId, planId), isNull(kpiSignal.validTo)));
}

/**
 * Works the signals of KPIs out anew; what differs ends its version and begins one. The caller holds the readings.
 * @param only without it, of all KPIs of the plan
 * @returns how many differed
 */
export async function deriveSignals(tx: Database, planId: PlanId, { only, at }: { only?: readonly KpiId[]; at: Date }): Promise<number> {
	if (only?.length === 0) return 0;
	const expected = await expectedSignals(tx, planId, only);
	const current = await tx
		.select({ ...CURRENT, validFrom: kpiSignal.validFrom })
		.from(kpiSignal)
		.where(and(eq(kpiSignal.planId, planId), only && inArray(kpiSignal.kpiId, [...only]), isNull(kpiSignal.validTo)));
	const standing = new Map(current.map((row) => [keyOf(row), row]));
	const changed = expected.filter((signal) => !sameSignal(signal, standing.get(keyOf(signal))));
	for (let start = 0; start < changed.length; start += 1000) {
		const piece = changed.slice(start, start + 1000);
		const its = and(eq(kpiSignal.planId, planId), isNull(kpiSignal.validTo), sql`${kpiSignal.kpiId} || ' ' || ${kpiSignal.placeId} in (${listOf(piece.map(keyOf))})`);
		await tx.update(kpiSignal).set({ validTo: at }).where(and(its, lt(kpiSignal.validFrom, at)));
		// Two changes on one tick of the clock, or a plan's edit that waited for an import of a later time: the earlier version gives way.
		await tx.delete(kpiSignal).where(its);
		await tx.insert(kpiSignal).values(piece.map((signal) => ({ ...signal, validFrom: later(standing.get(keyOf(signal))?.validFrom, at), validTo: null })));
	}
	return changed.length;
}

function later(before: Date | undefined, at: Date): Date {
	return before && before > at ? before : at;
}

function keyOf({ kpiId, placeId }: Pick<Signal, 'kpiId' | 'placeId'>): string {
	return `${kpiId} ${placeId}`;
}

function sameSignal(one: Signal, other: Signal | undefined): boolean {
	return other !== undefined && one.variation === other.variation && one.assurance === other.assurance && one.points === other.points && one.lastPeriod === other.lastPeriod && one.lastValue === other.lastValue;
}

/** After a commit that changed a KPI's target or direction; its rows in `kpi` are written already. */
export async function signalsOfChanges(tx: Database, planId: PlanId, changes: readonly Change[], at: Date): Promise<void> {
	const kpis = new Set(changes.filter(({ entity, field }) => entity === 'kpi' && (field === 'target' || field === 'direction')).map(({ id }) => id as KpiId));
	if (kpis.size === 0) return;
	await holdReadings(tx, planId);
	await deriveSignals(tx, planId, { only: [...kpis], at });
}

/** Works out anew every signal of a plan. @returns how many differed; 0 is the only right answer */
export async function rebuildSignals(db: Database, planId: PlanId): Promise<number> {
	return db.transaction(async (tx) => {
		await holdReadings(tx, planId);
		const [now] = await rowsOf<{ at: number }>(tx, sql`select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as at`);
		return deriveSignals(tx, planId, { at: new Date(now?.at ?? Date.now()) });
	});
}

export interface SignalView extends Signal {
	/** ISO 8601. */
	since: string;
}

interface SignalRow extends Omit<Signal, 'planId' | 'kpiId' | 'placeId'> {
	plan_id: PlanId;
	kpi_id: KpiId;
	place_id: PlaceId;
	last_period: string | null;
	last_value: number | null;
	valid_from: number;
}

/** The signals of plans, as they stand or as they stood at an instant. Permission is the caller's to check. */
export async function signalsOf(db: Database, planIds: readonly PlanId[], { asOf }: { asOf?: Date } = {}): Promise<SignalView[]> {
	if (planIds.length === 0) return [];
	const then = asOf && sql`${asOf.toISOString()}::timestamptz`;
	const rows = await rowsOf<SignalRow>(
		db,
		sql`select plan_id, kpi_id, place_id, variation, assurance, points, last_period::text as last_period, last_value, (extract(epoch from valid_from) * 1000)::float8 as valid_from
		from kpi_signal where plan_id in (${listOf(planIds)}) and ${then ? sql`valid_from <= ${then} and (valid_to is null or valid_to > ${then})` : sql`valid_to is null`}
		order by plan_id, kpi_id, place_id`
	);
	return rows.map((row) => ({
		planId: row.plan_id,
		kpiId: row.kpi_id,
		placeId: row.place_id,
		variation: row.variation,
		assurance: row.assurance,
		points: row.points,
		lastPeriod: row.last_period,
		lastValue: row.last_value,
		since: new Date(row.valid_from).toISOString()
	}));
}
