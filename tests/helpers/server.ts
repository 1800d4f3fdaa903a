/**
 * A real server for a test: the built product in a process of its own, on a free port, with a data
 * folder of its own. The example is loaded once into a template that each server gets a copy of.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { madeOnce } from './made-once.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'build', 'server', 'main.js');

export interface TestServer {
	/** `http://localhost:<port>` */
	origin: string;
	port: number;
	dataDir: string;
	/** What it printed so far. */
	output(): string;
	/** Ends it: SIGTERM by default, 'SIGKILL' for a crash. Resolves with its exit code. */
	stop(signal?: NodeJS.Signals): Promise<number | null>;
	/** Starts it again on the same port and data. */
	restart(): Promise<void>;
	/** Stops it and removes its data. */
	dispose(): Promise<void>;
}

/** Starts a demonstration server with the example portfolio. */
export async function startServer(): Promise<TestServer> {
	const dataDir = await mkdtemp(join(tmpdir(), 'milepost-test-'));
	await cp(await template(), dataDir, { recursive: true });
	const port = await freePort();
	let running = await launch(dataDir, port);
	return {
		origin: `http://localhost:${port}`,
		port,
		dataDir,
		output: () => running.output,
		stop: (signal = 'SIGTERM') => end(running, signal),
		restart: async () => void (running = await launch(dataDir, port)),
		dispose: async () => {
			await end(running, 'SIGTERM');
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}

interface Running {
	child: ChildProcess;
	output: string;
	ended: Promise<number | null>;
}

/** Starts a process of the built server; `settings` add to the environment. */
export function spawnServer(settings: Record<string, string>): Running {
	const { DATABASE_URL: _url, ...env } = process.env;
	// See vite.config.ts for the flag.
	const child = spawn(process.execPath, ['--liftoff-only', MAIN], { cwd: ROOT, env: { ...env, LOG_LEVEL: 'warn', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
	const running: Running = { child, output: '', ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))) };
	const collect = (data: Buffer) => (running.output += data.toString());
	child.stdout.on('data', collect);
	child.stderr.on('data', collect);
	return running;
}

async function launch(dataDir: string, port: number): Promise<Running> {
	const running = spawnServer({ PORT: String(port), DATA_DIR: dataDir });
	await ready(running, port);
	return running;
}

async function ready(running: Running, port: number): Promise<void> {
	const deadline = Date.now() + 120_000;
	while (Date.now() < deadline) {
		if (running.child.exitCode !== null) break;
		try {
			if ((await fetch(`http://localhost:${port}/readyz`)).ok) return;
		} catch {
			// Not listening yet; the deadline bounds the waiting.
		}
		await delay(100);
	}
	running.child.kill('SIGKILL');
	throw new Error(`The server did not become ready:\n${running.output}`);
}

async function end(running: Running, signal: NodeJS.Signals): Promise<number | null> {
	if (running.child.exitCode === null && running.child.signalCode === null) running.child.kill(signal);
	return running.ended;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (typeof address !== 'object' || address === null) throw new Error('No port was given');
	return address.port;
}

/** A data folder with the example, made once for each build. */
async function template(): Promise<string> {
	const build = createHash('sha256').update(await readFile(MAIN)).update(String((await stat(MAIN)).mtimeMs)).digest('hex').slice(0, 16);
	const folder = join(tmpdir(), `milepost-template-${build}`);
	await madeOnce(folder, async (draft) => {
		const running = await launch(draft, await freePort());
		await end(running, 'SIGTERM');
	});
	return folder;
}

/** Signs in to a demonstration account; returns the Cookie header to send. */
export async function signInAs(origin: string, account: string): Promise<string> {
	const response = await fetch(`${origin}/sign-in/demonstration`, { method: 'POST', body: new URLSearchParams({ account }), redirect: 'manual' });
	const cookie = response.headers.getSetCookie().find((each) => each.startsWith('milepost_session='));
	if (response.status !== 303 || !cookie) throw new Error(`Signing in as ${account} answered ${response.status}`);
	return cookie.split(';')[0] ?? '';
}
