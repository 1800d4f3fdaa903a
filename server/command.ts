/**
 * Entry of the administrator's command (`npm run admin -- …`): the terminal, and the database that
 * the settings name. The embedded database opens for one process, so the server is stopped first.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { runCommand } from '#server/auth/admin-command.ts';
import { SetupError } from '#server/setup-error.ts';

process.exitCode = await main();

async function main(): Promise<number> {
	try {
		// Loaded here, because a bad setting throws while config.ts loads.
		const { closeDatabase, getDatabase } = await import('#server/store/database.ts');
		try {
			return await runCommand(process.argv.slice(2), { openDatabase: getDatabase, readPassword, say: (sentence) => console.log(sentence) });
		} finally {
			await closeDatabase();
		}
	} catch (failure) {
		if (!(failure instanceof SetupError)) throw failure;
		console.error(failure.message);
		return 1;
	}
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
