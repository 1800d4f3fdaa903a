/**
 * Entry of the administrator's command (`npm run admin -- …`): the terminal, and the database that
 * the settings name. The embedded database opens for one process, so the server is stopped first.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { runCommand } from '#server/auth/admin-command.ts';
import { SetupError } from '#server/setup-error.ts';
import type { Database } from '#server/store/query.ts';

process.exitCode = await main();

async function main(): Promise<number> {
	try {
		// Loaded here, because a bad setting throws while config.ts loads.
		const { closeDatabase, getDatabase } = await import('#server/store/database.ts');
		try {
			const words = process.argv.slice(2);
			const say = (sentence: string) => console.log(sentence);
			if (words.length === 1 && words[0] === 'check-plans') return await checkPlans(await getDatabase(), say);
			if (words.length === 1 && words[0] === 'rebuild-signals') return await rebuildKpiSignals(await getDatabase(), say);
			if (words.length === 1 && words[0] === 'load-example') return await addExample(await getDatabase(), say);
			return await runCommand(words, { openDatabase: getDatabase, readPassword, say });
		} finally {
			await closeDatabase();
		}
	} catch (failure) {
		if (!(failure instanceof SetupError)) throw failure;
		console.error(failure.message);
		return 1;
	}
}

/** Rebuilds everything derived of every plan from its log and says what differs; nothing should. */
async function checkPlans(db: Database, say: (sentence: string) => void): Promise<number> {
	const { planIds, verifyPlan } = await import('#server/store/verify.ts');
	let differences = 0;
	for (const id of await planIds(db)) {
		const found = await verifyPlan(db, id);
		differences += found.length;
		say(found.length === 0 ? `${id}: log, changes, projection and snapshot agree` : `${id}: ${found.length} differences\n  ${found.join('\n  ')}`);
	}
	return differences === 0 ? 0 : 1;
}

/** Works every KPI's signals out anew from its readings and how its limits are set: for a database that an older release wrote. */
async function rebuildKpiSignals(db: Database, say: (sentence: string) => void): Promise<number> {
	const { planIds } = await import('#server/store/verify.ts');
	const { rebuildSignals } = await import('#server/store/kpi-signals.ts');
	for (const id of await planIds(db)) {
		const differed = await rebuildSignals(db, id);
		say(differed === 0 ? `${id}: the signals of its KPIs agree with their readings` : `${id}: ${differed === 1 ? '1 signal was' : `${differed} signals were`} worked out anew`);
	}
	return 0;
}

/** Puts the example portfolio into a database without demonstration accounts; once. */
async function addExample(db: Database, say: (sentence: string) => void): Promise<number> {
	const { loadExample } = await import('#server/example/load.ts');
	const outcome = await loadExample(db, { until: new Date(), log: say });
	say(outcome === 'loaded' ? 'The example portfolio is loaded.' : 'The example portfolio is there already. Nothing was changed.');
	return 0;
}

/** Asked for twice without echo at a terminal; the first line of what is piped in otherwise. */
async function readPassword(): Promise<string | null> {
	if (!process.stdin.isTTY) return (await readLine(false)) || null;
	process.stderr.write('New password: ');
	const first = await readLine(true);
	process.stderr.write('\nThe same again: ');
	const second = await readLine(true);
	process.stderr.write('\n');
	return first !== null && first !== '' && first === second ? first : null;
}

/** One line of standard input; null at its end, or when Ctrl C was pressed. */
function readLine(terminal: boolean): Promise<string | null> {
	// Readline echoes to its output, so that is where the echo ends.
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const reader = createInterface({ input: process.stdin, output: nowhere, terminal, historySize: 0 });
	return new Promise((resolve) => {
		reader.once('line', (line) => {
			resolve(line);
			reader.close();
		});
		reader.once('SIGINT', () => reader.close());
		reader.once('close', () => resolve(null));
	});
}
