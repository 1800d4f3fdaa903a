import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { portfolio } from '#drizzle/schema.server.ts';
import { SetupError } from '#server/setup-error.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { openDatabase, type OpenDatabase } from './database.ts';
import { migrateDatabase } from './migrate.ts';
import { rowsOf } from './query.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());

const done = () => rowsOf<{ hash: string }>(opened.db, sql`select hash from milepost_migration order by at`);

describe(`migrations (${databaseKind})`, () => {
	it('run once, however often and however many at a time they are asked for', async () => {
		const before = await done();
		expect(before.length).toBeGreaterThan(0);
		await Promise.all([migrateDatabase(opened.db), migrateDatabase(opened.db), migrateDatabase(opened.db)]);
		expect(await done()).toEqual(before);
	});

	it('leave what is in the tables alone', async () => {
		await opened.db.insert(portfolio).values({ id: 'one', name: 'A portfolio', short: 'AP' });
		await migrateDatabase(opened.db);
		expect(await opened.db.select().from(portfolio)).toHaveLength(1);
	});

	it('put the tables in the schema of the connection, keys and all', async () => {
		const [here] = await rowsOf<{ name: string }>(opened.db, sql`select current_schema() as name`);
		const elsewhere = await rowsOf(opened.db, sql`
			select conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace
			join pg_class f on f.oid = c.confrelid
			where c.contype = 'f' and n.nspname = ${here?.name} and f.relnamespace <> c.connamespace`);
		expect(elsewhere).toEqual([]);
	});

	it('refuse a database from a newer version, and change nothing', async () => {
		await opened.db.execute(sql`insert into milepost_migration (hash) values ('from the future')`);
		await expect(migrateDatabase(opened.db)).rejects.toThrow(SetupError);
		await expect(migrateDatabase(opened.db)).rejects.toThrow('newer version');
		await opened.db.execute(sql`delete from milepost_migration where hash = 'from the future'`);
		await migrateDatabase(opened.db);
	});
});

describe('opening a database', () => {
	it('keeps what was written in its folder, and lets one process in at a time', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'milepost-data-'));
		onTestFinished(() => rm(folder, { recursive: true, force: true }));
		const first = await openDatabase({ folder });
		await first.db.insert(portfolio).values({ id: 'one', name: 'A portfolio', short: 'AP' });
		await expect(openDatabase({ folder })).rejects.toThrow('is open in another Milepost');
		await first.close();
		const second = await openDatabase({ folder });
		expect(await second.db.select().from(portfolio)).toHaveLength(1);
		await second.close();
	});

	it('says what to do when the folder cannot be made or Postgres does not answer', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'milepost-data-'));
		onTestFinished(() => rm(folder, { recursive: true, force: true }));
		await writeFile(join(folder, 'file'), 'In the way');
		await expect(openDatabase({ folder: join(folder, 'file', 'data') })).rejects.toThrow(/DATA_DIR/);
		await expect(openDatabase({ url: 'postgres://nobody:secret@127.0.0.1:1/none' })).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached .*Check DATABASE_URL/);
		await expect(openDatabase({ url: 'postgres://nobody:secret@127.0.0.1:1/none' })).rejects.toThrow(/^(?!.*secret)/);
	});
});
