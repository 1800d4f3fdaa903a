import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A database, or a transaction of one; which driver is behind it makes no difference. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** Rows of a hand-written query: the two drivers wrap them differently. The caller names the row's type. */
export async function rowsOf<Row>(db: Database, query: SQL): Promise<Row[]> {
	const result: unknown = await db.execute(query);
	if (Array.isArray(result)) return result as Row[];
	return (result as { rows: Row[] }).rows;
}
