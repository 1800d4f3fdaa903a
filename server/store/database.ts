/**
 * The one way to the database: Postgres through postgres.js, or the embedded Postgres (PGlite) on
 * a folder. Both are handed out as the same type, so nothing else knows which one is there.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { config } from '#server/config.ts';
import { inTime } from '#server/in-time.ts';
import { SetupError } from '#server/setup-error.ts';
import { overEmbedded } from './embedded-driver.ts';
import { lockFolder } from './folder-lock.ts';
import { migrateDatabase } from './migrate.ts';
import { loadDriver } from './postgres-driver.ts';
import type { Database } from './query.ts';

export type { Database } from './query.ts';

/** How long a database may take to answer at the start; connecting alone may take 10 s. */
const FIRST_ANSWER_MS = 15_000;

export interface OpenDatabase {
	db: Database;
	close(): Promise<void>;
}

/**
 * Opens a database and brings its tables up to date.
 * @param where a Postgres address, a folder for the embedded database, or 'memory' for one that lasts as long as the process
 * @throws SetupError when it cannot be reached, is open in another process, or comes from a newer version
 */
export async function openDatabase(where: { url: string } | { folder: string } | 'memory'): Promise<OpenDatabase> {
	if (where === 'memory') return openEmbedded(null);
	return 'url' in where ? openPostgres(where.url) : openEmbedded(where.folder);
}

async function openPostgres(url: string): Promise<OpenDatabase> {
	const postgres = await loadDriver();
	// It imports the driver too, so it must come second.
	const { drizzle: overPostgres } = await import('drizzle-orm/postgres-js');
	// Compiling a statement of the review takes longer than running it.
	const client = postgres(url, { max: 10, connect_timeout: 10, onnotice: () => undefined, connection: { jit: 'off' } });
	try {
		// The driver tries for ever where something accepts connections and closes them again.
		await inTime(client`select 1`.execute(), FIRST_ANSWER_MS);
	} catch (error) {
		await client.end({ timeout: 1 });
		const { hostname, port } = new URL(url);
		throw new SetupError(
			`The database at ${hostname || 'the local socket'}${port ? `:${port}` : ''} cannot be reached (${reasonOf(error)}). Check DATABASE_URL and that Postgres is running.`
		);
	}
	// Postgres.js infers its own result type; the shared type asks only for what both have.
	const db = overPostgres(client) as unknown as Database;
	const close = () => client.end({ timeout: 5 });
	return migrated(db, close);
}

async function openEmbedded(folder: string | null): Promise<OpenDatabase> {
	if (folder === null) {
		const client = await PGlite.create();
		return migrated(overEmbedded(client), () => client.close());
	}
	let unlock: () => Promise<void>;
	try {
		await mkdir(folder, { recursive: true });
		unlock = await lockFolder(folder);
	} catch (error) {
		if (error instanceof SetupError) throw error;
		throw new SetupError(`The data folder ${folder} cannot be used (${reasonOf(error)}). Set DATA_DIR to a folder that can be written to.`);
	}
	try {
		const client = await PGlite.create(join(folder, 'postgres'));
		const close = async () => {
			await client.close();
			await unlock();
		};
		return await migrated(overEmbedded(client), close);
	} catch (error) {
		await unlock();
		if (error instanceof SetupError) throw error;
		throw new SetupError(
			`The database in ${folder} cannot be opened (${reasonOf(error)}). Nothing in it was changed. Restore the folder from a copy, or set DATA_DIR to another one.`
		);
	}
}

async function migrated(db: Database, close: () => Promise<void>): Promise<OpenDatabase> {
	try {
		await migrateDatabase(db);
	} catch (error) {
		await close();
		throw error;
	}
	return { db, close };
}

/** What a driver says went wrong, in as few words as it has. */
function reasonOf(error: unknown): string {
	if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
	if (!(error instanceof Error)) return String(error);
	const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
	return error.message || code || error.name;
}

let opened: Promise<OpenDatabase> | null = null;

/** The process's database, by the settings; opened at the first call. */
export async function getDatabase(): Promise<Database> {
	opened ??= openDatabase(config.databaseUrl === null ? { folder: config.dataDir } : { url: config.databaseUrl });
	return (await opened).db;
}

/** Closes the process's database, if it was opened. */
export async function closeDatabase(): Promise<void> {
	const closing = opened;
	opened = null;
	if (closing) await (await closing).close();
}
