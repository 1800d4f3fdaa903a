/** A real server outside demonstration mode, on an embedded database that a test fills before it starts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database } from '#server/store/database.ts';
import { freePort, spawnServer } from './server.ts';

export interface OwnServer {
	origin: string;
	/** What it printed so far. */
	output(): string;
	/** Stops it and removes its data. */
	dispose(): Promise<void>;
}

/** Fills a new database and serves it. @throws with what the server said when it does not become ready */
export async function serveOwn(fill: (db: Database) => Promise<void>): Promise<OwnServer> {
	const dataDir = await mkdtemp(join(tmpdir(), 'milepost-own-'));
	const opened = await openDatabase({ folder: dataDir });
	await fill(opened.db).finally(() => opened.close());
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const running = spawnServer({ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, DEMONSTRATION: '0' });
	for (let tries = 0; !(await isReady(origin)); tries += 1) {
		if (tries > 600 || running.child.exitCode !== null) throw new Error(`The server did not become ready:\n${running.output}`);
		await sleep(100);
	}
	return {
		origin,
		output: () => running.output,
		dispose: async () => {
			running.child.kill('SIGTERM');
			await running.ended;
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}

async function isReady(origin: string): Promise<boolean> {
	// Until it listens, asking fails.
	return fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false);
}
