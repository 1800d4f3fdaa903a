/** Brings the tables up to date, one process at a time; refuses a database from a newer version. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { SetupError } from '#server/setup-error.ts';
import { rowsOf, type Database } from './query.ts';

/** Key of the advisory lock: "mile" in ASCII. */
const LOCK = 0x6d696c65;

/**
 * Runs the migrations that the database lacks, in one transaction under an advisory lock.
 * @throws SetupError when the database has migrations that this version does not know
 */
export async function migrateDatabase(db: Database): Promise<void> {
	const migrations = readMigrationFiles({ migrationsFolder: migrationsFolder() });
	await db.transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
		await tx.execute(sql`create table if not exists milepost_migration (hash text primary key, at timestamptz not null default now())`);
		const done = new Set((await rowsOf<{ hash: string }>(tx, sql`select hash from milepost_migration`)).map((row) => row.hash));
		const known = new Set(migrations.map((migration) => migration.hash));
		if ([...done].some((hash) => !known.has(hash))) {
			throw new SetupError(
				'This database was last used by a newer version of Milepost. Start that version, or use another database. Nothing was changed.'
			);
		}
		for (const migration of migrations) {
			if (done.has(migration.hash)) continue;
			// The generator writes "public"; the tables belong in whatever schema the connection chose.
			for (const statement of migration.sql) await tx.execute(sql.raw(statement.replaceAll('"public".', '')));
			await tx.execute(sql`insert into milepost_migration (hash) values (${migration.hash})`);
		}
	});
}

/** `drizzle/migrations` beside the package.json above this module, from source and from the build alike. */
function migrationsFolder(): string {
	let folder = import.meta.dirname;
	while (!existsSync(join(folder, 'drizzle', 'migrations', 'meta', '_journal.json'))) {
		const above = dirname(folder);
		if (above === folder) throw new SetupError('The folder drizzle/migrations is missing. Install Milepost again.');
		folder = above;
	}
	return join(folder, 'drizzle', 'migrations');
}
