/** What the commands on plain tables share: their answer, the plan they concern and the clock. */
import { eq, sql, type SQL } from 'drizzle-orm';
import { plan } from '#drizzle/schema.server.ts';
import type { PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import type { Database } from './query.ts';

/** `limited`: too much in too short a time; the same may be sent again later. */
export type RefusedBecause = 'no-access' | 'not-found' | 'invalid' | 'conflict' | 'limited';

/** What a command brought about, or why it did not, in plain words for the person. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; because: RefusedBecause; message: string };

export function done<Value>(value: Value): Answer<Value> {
	return { ok: true, value };
}
export function refused(because: RefusedBecause, message: string): Answer<never> {
	return { ok: false, because, message };
}

/** The programme whose plan it is; null when there is no such plan. */
export async function programmeOf(db: Database, planId: PlanId): Promise<ProgrammeId | null> {
	const [row] = await db.select({ programmeId: plan.programmeId }).from(plan).where(eq(plan.id, planId));
	return row?.programmeId ?? null;
}

/**
 * Now by the database's clock, in whole milliseconds, the finest a JavaScript date holds.
 * @param at only the example loader supplies another
 * @param notBefore an instant it does not go behind
 */
export function databaseClock(at?: Date, notBefore?: Date): SQL<Date> {
	const now = at ? sql`${at.toISOString()}::timestamptz` : sql`clock_timestamp()`;
	const whole = sql<Date>`date_trunc('milliseconds', ${now})`;
	return notBefore ? sql<Date>`greatest(${notBefore.toISOString()}::timestamptz, ${whole})` : whole;
}
