import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#server/store/database.ts';
import { sql } from 'drizzle-orm';
import { freePort, signInAs, spawnServer, startServer, type TestServer } from '../helpers/server.ts';

/** Starts a server that is to stop by itself; what it said and its exit code. */
async function stopsWith(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
	const running = spawnServer(settings);
	const timer = setTimeout(() => running.child.kill('SIGKILL'), 50_000);
	const code = await running.ended;
	clearTimeout(timer);
	return { code, said: running.output.trim() };
}

const folders: string[] = [];
async function folder(): Promise<string> {
	const made = await mkdtemp(join(tmpdir(), 'milepost-start-'));
	folders.push(made);
	return made;
}

afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

describe('starting', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startServer();
	});
	afterAll(async () => {
		await server.dispose();
	});

	it('prints its address and says that it is a demonstration', () => {
		expect(server.output()).toContain(`Milepost is at ${server.origin}`);
		expect(server.output()).toContain('demonstration');
	});

	it('stops with one sentence when the port is in use, and touches no data', async () => {
		const dataDir = join(await folder(), 'data');
		const { code, said } = await stopsWith({ PORT: String(server.port), DATA_DIR: dataDir });
		expect(code).toBe(1);
		expect(said).toBe(`Milepost did not start. Port ${server.port} is in use. Stop what uses it, or set PORT to another one, such as PORT=${server.port + 1}.`);
		await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
	});

	it('stops with one sentence when the data folder is open in another process, which goes on unharmed', async () => {
		const { code, said } = await stopsWith({ PORT: String(await freePort()), DATA_DIR: server.dataDir });
		expect(code).toBe(1);
		expect(said).toMatch(/^Milepost did not start\. The data folder .* is open in another Milepost \(process \d+\)\. Stop that one first, or set DATA_DIR to another folder\.$/);
		const cookie = await signInAs(server.origin, 'lead');
		expect((await fetch(`${server.origin}/api/programmes`, { headers: { cookie } })).status).toBe(200);
	});

	it('O2 finishes and exits 0 when it is told to stop, with a socket open, and starts again at once without loading the example again', async () => {
		const cookie = await signInAs(server.origin, 'lead');
		const { default: WebSocket } = await import('ws');
		const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/sync/pl_cancer`, { headers: { cookie } });
		await new Promise((resolve) => socket.once('open', resolve));
		const closed = new Promise<number>((resolve) => socket.once('close', resolve));
		expect(await server.stop()).toBe(0);
		expect(await closed).toBe(1012);
		await server.restart();
		expect(server.output()).not.toContain('Loading the example');
	});

	it('takes over the data of a process that was killed', async () => {
		await server.stop('SIGKILL');
		await server.restart();
		expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
	});

	it('O2 answers whoever still asks while it stops, and goes on stopping', async () => {
		const asking = ['/livez', '/api/programmes'].map((path) => {
			const line = connect(server.port, 'localhost');
			const answered = new Promise<string>((resolve) => line.once('data', (data: Buffer) => resolve(data.toString())));
			line.on('error', () => line.destroy());
			line.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n`);
			return { line, answered };
		});
		await delay(200);
		const stopped = server.stop();
		await delay(50);
		for (const { line } of asking) line.write('\r\n');
		const [alive, api] = await Promise.all(asking.map(({ answered }) => answered));
		expect(alive).toMatch(/^HTTP\/1.1 200/);
		expect(api).toMatch(/^HTTP\/1.1 503/);
		expect(await stopped).toBe(0);
	});
});

describe('starting by itself', () => {
	it('stops with one sentence when the database cannot be reached, without its password', async () => {
		const { code, said } = await stopsWith({ PORT: String(await freePort()), DATABASE_URL: `postgres://someone:secret-word@127.0.0.1:${await freePort()}/none` });
		expect(code).toBe(1);
		expect(said).toMatch(/^Milepost did not start\. The database at 127\.0\.0\.1:\d+ cannot be reached .*\. Check DATABASE_URL and that Postgres is running\.$/);
		expect(said).not.toContain('secret-word');
	});

	it('stops with one sentence on a database from a newer version, and changes nothing in it', async () => {
		const dataDir = await folder();
		const opened = await openDatabase({ folder: dataDir });
		await opened.db.execute(sql`insert into milepost_migration (hash) values ('of a later version')`);
		await opened.close();
		const { code, said } = await stopsWith({ PORT: String(await freePort()), DATA_DIR: dataDir });
		expect(code).toBe(1);
		expect(said).toBe('Milepost did not start. This database was last used by a newer version of Milepost. Start that version, or use another database. Nothing was changed.');
	});

	it('stops with one sentence when the data folder is a file', async () => {
		const file = join(await folder(), 'data');
		await writeFile(file, 'not a folder');
		const { code, said } = await stopsWith({ PORT: String(await freePort()), DATA_DIR: file });
		expect(code).toBe(1);
		expect(said).toContain('Set DATA_DIR to a folder that can be written to.');
		expect(await readFile(file, 'utf8')).toBe('not a folder');
	});

	it('stops with one sentence when the data folder cannot be written to', async () => {
		// Nobody, not even the superuser, can make a file there.
		const { code, said } = await stopsWith({ PORT: String(await freePort()), DATA_DIR: '/proc' });
		expect(code).toBe(1);
		expect(said).toMatch(/^Milepost did not start\. The data folder \/proc cannot be used .* Set DATA_DIR to a folder that can be written to\.$/);
	});

	it.each([
		[{ PORT: 'three' }, 'PORT is “three”. Set it to a number from 1 to 65535.'],
		[{ ORIGIN: 'plans.example.nhs.uk' }, 'ORIGIN is “plans.example.nhs.uk”.'],
		[{ DATABASE_URL: 'mysql://somewhere/else' }, 'DATABASE_URL is not the address of a Postgres.'],
		[{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is “loud”.'],
		[{ HOST: '0.0.0.0' }, 'one-click accounts are for this machine only']
	])('refuses the settings %j with a sentence that names them', async (settings, sentence) => {
		const { code, said } = await stopsWith({ PORT: String(await freePort()), DATA_DIR: join(await folder(), 'data'), ...settings });
		expect(code).toBe(1);
		expect(said).toContain(sentence);
		expect(said.split('\n')).toHaveLength(1);
	});

	it('stops with one sentence when what stands at the database’s address hangs up without a word', async () => {
		const silent = createServer((line) => line.on('error', () => line.destroy()).end());
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
		const { port } = silent.address() as AddressInfo;
		const { code, said } = await stopsWith({ PORT: String(await freePort()), DATABASE_URL: `postgres://someone@127.0.0.1:${port}/none` });
		silent.close();
		expect(code).toBe(1);
		expect(said).toMatch(/^Milepost did not start\. The database at 127\.0\.0\.1:\d+ cannot be reached .*\. Check DATABASE_URL and that Postgres is running\.$/);
	});

	it('answers 404 to a demonstration account outside demonstration mode', async () => {
		const port = await freePort();
		const dataDir = await folder();
		const running = spawnServer({ PORT: String(port), DATA_DIR: dataDir, DEMONSTRATION: '0' });
		try {
			for (let tries = 0; tries < 500; tries += 1) {
				const ready = await fetch(`http://localhost:${port}/readyz`).then((answer) => answer.ok, () => false);
				if (ready) break;
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
			const answer = await fetch(`http://localhost:${port}/sign-in/demonstration`, { method: 'POST', body: new URLSearchParams({ account: 'admin' }), redirect: 'manual' });
			expect(answer.status).toBe(404);
			expect(await (await fetch(`http://localhost:${port}/sign-in`)).text()).not.toContain('Try it as');
		} finally {
			running.child.kill('SIGKILL');
			await running.ended;
		}
	});
});
