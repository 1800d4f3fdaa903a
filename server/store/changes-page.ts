/** What the page of changes asks for: the plans somebody may read, the last review, and what changed between two days. */
import { sql } from 'drizzle-orm';
import { instantOf } from '#lib/plan/as-of.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ProgrammeChanges } from '#lib/plan/what-changed.ts';
import { rowsOf, type Database } from './query.ts';
import { whatChanged } from './what-changed.ts';

/** The day of the newest review that was closed; null when there is none. */
export async function lastReviewDay(db: Database): Promise<Day | null> {
	const [row] = await rowsOf<{ day: Day }>(db, sql`select held_on::text as day from review where closed_at is not null order by held_on desc limit 1`);
	return row?.day ?? null;
}

/**
 * What changed after a day, until the end of another (R2). Which plans somebody may read is the caller's to check (T8).
 * @param today where `to` is today, the plans are compared as they are now
 */
export async function changesBetween(db: Database, planIds: readonly PlanId[], { from, to, today }: { from: Day; to: Day; today: Day }): Promise<ProgrammeChanges[]> {
	return whatChanged(db, planIds, instantOf(from), to >= today ? null : instantOf(to));
}
