/**
 * The embedded database as Drizzle asks it. Drizzle hands it the same parsers with each statement,
 * and it puts them together with its own few hundred each time; here it is told them once.
 */
import { types, type PGlite, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Database } from './query.ts';

/** Drizzle reads times itself, from the text; the numbers are arrays of numeric, timestamp, timestamptz, interval and date. */
const AS_TEXT = [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182];

/** Hands an open embedded database to Drizzle. */
export function overEmbedded(client: PGlite): Database {
	for (const type of AS_TEXT) client.parsers[type] = (text) => text;
	// reason: of a client, Drizzle uses these two methods alone.
	return drizzle(new ToldOnce(client) as unknown as PGlite) as unknown as Database;
}

class ToldOnce {
	private readonly client: PGlite;
	constructor(client: PGlite) {
		this.client = client;
	}

	query<Row>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<Row>> {
		return this.client.query<Row>(text, values, rowModeOf(options));
	}

	transaction<Result>(work: (tx: Pick<Transaction, 'query'>) => Promise<Result>): Promise<Result> {
		return this.client.transaction((tx) => work({ query: (text, values, options) => tx.query(text, values, rowModeOf(options)) }));
	}
}

function rowModeOf(options: QueryOptions | undefined): QueryOptions {
	return options?.rowMode ? { rowMode: options.rowMode } : {};
}
