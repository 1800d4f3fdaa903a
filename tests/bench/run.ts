/**
 * `npm run bench`: what an edit costs, and what the pages cost over a portfolio with years of
 * history, on the embedded database and, with DATABASE_URL, on that Postgres in a schema of its own.
 * Medians, 95th percentiles and the plans of slow statements; asserts nothing.
 *
 * `--full` makes 100 programmes of 1,000 milestones. `--existing` measures the pages on the portfolio
 * that `npm run bench -- make-portfolio` wrote into the empty database of DATABASE_URL or, without
 * one, the embedded one of the folder that DATA_DIR names.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type OpenDatabase } from '#server/store/database.ts';
import { openTestDatabase } from '../helpers/database.ts';
import { benchEdits } from './edits.ts';
import { benchLiveReview } from './live-review.ts';
import { measuredOf, say, sayMeasured, times } from './measure.ts';
import { benchPages } from './pages.ts';
import { FULL, makePortfolio, sizeWords, SMALL } from './portfolio.ts';

const asked = process.argv.slice(2);
const size = asked.includes('--full') ? FULL : SMALL;
const url = process.env.DATABASE_URL;

/** As the product keeps it: in a folder, which is removed at the end. */
async function openEmbedded(): Promise<OpenDatabase> {
	const folder = await mkdtemp(join(tmpdir(), 'milepost-bench-'));
	const { db, close } = await openDatabase({ folder });
	return {
		db,
		close: async () => {
			await close();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

async function using(open: () => Promise<OpenDatabase>, run: (db: OpenDatabase['db']) => Promise<void>): Promise<void> {
	const { db, close } = await open();
	try {
		await run(db);
	} finally {
		await close();
	}
}

/** The database that is meant to stay; a default folder could be the one that somebody works with. */
function given(): { url: string } | { folder: string } {
	const folder = process.env.DATA_DIR;
	if (url) return { url };
	if (folder) return { folder };
	throw new Error('Set DATABASE_URL or DATA_DIR to the database that is meant.');
}

say(`${availableParallelism()} processors, ${loadavg().map((each) => each.toFixed(1)).join(' ')} processes at work in the last 1, 5 and 15 minutes`);
if (asked.includes('make-portfolio')) {
	await using(
		() => openDatabase(given()),
		async (db) => sayMeasured(measuredOf('made the portfolio', await times(1, () => makePortfolio(db, size)), sizeWords(size)))
	);
} else if (asked.includes('--existing')) {
	await using(() => openDatabase(given()), benchPages);
} else {
	for (const [name, open] of [['Embedded database', openEmbedded], ...(url ? [['Postgres', openTestDatabase] as const] : [])] as const) {
		say(`\n${name}: edits of one plan`);
		await using(open, benchEdits);
		say(`\n${name}: ${sizeWords(size)}`);
		await using(open, async (db) => {
			sayMeasured(measuredOf('made by bulk SQL', await times(1, () => makePortfolio(db, size))));
			await benchPages(db);
		});
	}
	say('\nThe product running, with its example');
	await benchLiveReview();
}
