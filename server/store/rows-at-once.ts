import { sql, type SQL } from 'drizzle-orm';
import { rowsOf, type Database } from './query.ts';

/**
 * Rows of a query that finds thousands, as one value: the drivers take far longer over each row and
 * column than the database does over writing them as JSON. Columns must be what JSON can say: text,
 * booleans, whole numbers and double precision, or JSON itself; the caller names the row's type.
 * @param query its order is kept
 */
export async function rowsAtOnce<Row>(db: Database, query: SQL): Promise<Row[]> {
	// As text, since one driver parses JSON and the other does not.
	const [all] = await rowsOf<{ rows: string | null }>(db, sql`select json_agg(each)::text as rows from (${query}) each`);
	return all?.rows ? (JSON.parse(all.rows) as Row[]) : [];
}
