/**
 * The example as it stood on the day that the drawings of the pages show. On the embedded database
 * the first test file of a run that needs it loads it, twice at once as two processes might, and
 * goes on with that; each other gets a copy of its own. On Postgres each loads its own.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { loadExample } from '#server/example/load.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { openEmbeddedCopy, openTestDatabase } from './database.ts';
import { madeOnce } from './made-once.ts';

/** After office hours. */
export const SHOWN_AT = new Date('2026-09-14T17:00:00Z');

/** For the hook that opens it, in milliseconds: it may have to wait for another file's loading. */
export const EXAMPLE_TIMEOUT = 600_000;

export interface OpenExample extends OpenDatabase {
	/** What the two loadings said. */
	answers: string[];
}

/** Opens it, with the one-click accounts; `close` removes it again. */
export async function openExample(): Promise<OpenExample> {
	if (process.env.DATABASE_URL) {
		const opened = await openTestDatabase();
		return { ...opened, answers: await loadTwice(opened) };
	}
	const empty = inject('databaseTemplate');
	const folder = join(dirname(empty), 'example');
	let mine: OpenExample | undefined;
	await madeOnce(folder, async (draft) => {
		const opened = await openEmbeddedCopy(empty);
		const answers = await loadTwice(opened);
		await mkdir(draft);
		await writeFile(join(draft, 'database.tar'), await opened.dump());
		await writeFile(join(draft, 'answers.json'), JSON.stringify(answers));
		mine = { ...opened, answers };
	});
	if (mine) return mine;
	const answers = JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8')) as string[];
	return { ...(await openEmbeddedCopy(join(folder, 'database.tar'))), answers };
}

/** The second waits and finds it there. */
function loadTwice({ db }: OpenDatabase): Promise<string[]> {
	const load = () => loadExample(db, { until: SHOWN_AT, demonstration: true });
	return Promise.all([load(), load()]);
}
