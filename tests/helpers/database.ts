/** A migrated, empty database for one test file: embedded, or a schema of its own on DATABASE_URL. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { inject } from 'vitest';
import { openDatabase, type OpenDatabase } from '#server/store/database.ts';
import { overEmbedded } from '#server/store/embedded-driver.ts';

const url = process.env.DATABASE_URL;

/** Which database the tests run on, for their names. */
export const databaseKind = url ? 'Postgres' : 'embedded database';

/** Opens it; `close` removes it again. */
export async function openTestDatabase(): Promise<OpenDatabase> {
	if (!url) return openEmbeddedCopy(inject('databaseTemplate'));
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

export interface EmbeddedCopy extends OpenDatabase {
	/** Its whole folder as one file, to make copies from. */
	dump(): Promise<Buffer>;
}

/** A copy in memory of an embedded database. @param file what `dump` gave */
export async function openEmbeddedCopy(file: string): Promise<EmbeddedCopy> {
	const client = await PGlite.create({ loadDataDir: new Blob([await readFile(file)]) });
	return {
		db: overEmbedded(client),
		close: () => client.close(),
		dump: async () => Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer())
	};
}
