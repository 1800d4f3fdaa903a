/**
 * A migrated, empty embedded database, made once before the tests run: making one takes a second or
 * two, opening a copy a third of one. Each test still has a database of its own.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { overEmbedded } from '#server/store/embedded-driver.ts';
import { migrateDatabase } from '#server/store/migrate.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The file that holds it. */
		databaseTemplate: string;
	}
}

export default async function makeTemplate(project: TestProject): Promise<() => Promise<void>> {
	const folder = await mkdtemp(join(tmpdir(), 'milepost-database-'));
	const client = await PGlite.create();
	await migrateDatabase(overEmbedded(client));
	const file = join(folder, 'template.tar');
	await writeFile(file, Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()));
	await client.close();
	project.provide('databaseTemplate', file);
	return () => rm(folder, { recursive: true, force: true });
}
