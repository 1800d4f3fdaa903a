/** A migrated, empty database for one test file: embedded, or a schema of its own on DATABASE_URL. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import postgres from 'postgres';
import { inject } from 'vitest';
import { openDatabase, type Database, type OpenDatabase } from '#server/store/database.ts';

const url = process.env.DATABASE_URL;

/** Which database the tests run on, for their names. */
export const databaseKind = url ? 'Postgres' : 'embedded database';

/** Opens it; `close` removes it again. */
export async function openTestDatabase(): Promise<OpenDatabase> {
	if (!url) return openCopy();
	const schema = `test_${randomUUID().replaceAll('-', '')}`;
	const owner = postgres(url, { max: 1, onnotice: () => undefined });
	await owner.unsafe(`create schema ${schema}`);
	const address = new URL(url);
	address.searchParams.set('search_path', schema);
	const opened = await openDatabase({ url: address.href });
	return {
		db: opened.db,
		close: async () => {
			await opened.close();
			await owner.unsafe(`drop schema ${schema} cascade`);
			await owner.end();
		}
	};
}

/** A copy of the embedded database that `database-template.ts` made. */
async function openCopy(): Promise<OpenDatabase> {
	const client = await PGlite.create({ loadDataDir: new Blob([await readFile(inject('databaseTemplate'))]) });
	return { db: drizzle(client) as unknown as Database, close: () => client.close() };
}
