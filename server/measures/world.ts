/** What a file's names are looked up in: the KPIs of a plan, the places of its portfolio, and what sources call them. */
import { eq } from 'drizzle-orm';
import { kpiSourceCode } from '#drizzle/measures.server.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { KpiId, PlanId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/query.ts';
import { kpisOf, placesOf, type KnownKpi, type KnownPlace } from '#server/store/reading-rows.ts';

export interface World {
	kpis: readonly KnownKpi[];
	places: readonly KnownPlace[];
	codes: readonly { code: string; kpi: KpiId }[];
	/** Periods that have not begun have no value yet. */
	today: Day;
}

export async function readWorld(db: Database, planId: PlanId, today: Day): Promise<World> {
	const codes = await db.select({ code: kpiSourceCode.code, kpi: kpiSourceCode.kpiId }).from(kpiSourceCode).where(eq(kpiSourceCode.planId, planId));
	return { kpis: await kpisOf(db, planId), places: await placesOf(db, planId), codes, today };
}
