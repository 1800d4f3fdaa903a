import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from '#server/setup-error.ts';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'milepost-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockPath = () => join(folder, 'milepost.lock');

describe('one process at a time', () => {
	it('refuses a second one with a sentence that says what to do, until the first lets go', async () => {
		const unlock = await lockFolder(folder);
		await expect(lockFolder(folder)).rejects.toThrow(SetupError);
		await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid}`);
		await unlock();
		const again = await lockFolder(folder);
		await again();
		expect(await readdir(folder)).toEqual([]);
	});

	it('of many at once exactly one wins', async () => {
		const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)));
		expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
		expect(await readdir(folder)).toEqual(['milepost.lock']);
	});

	it('a holder that was killed does not block', async () => {
		const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		await new Promise((resolve) => child.once('spawn', resolve));
		const dead = new Promise((resolve) => child.once('exit', resolve));
		await writeFile(lockPath(), JSON.stringify({ pid: child.pid, startedAt: null, token: 'x' }));
		await expect(lockFolder(folder)).rejects.toThrow(`process ${child.pid}`);
		child.kill('SIGKILL');
		await dead;
		const unlock = await lockFolder(folder);
		await unlock();
	});

	it('a process id that was given to another process does not block', async () => {
		await writeFile(lockPath(), JSON.stringify({ pid: process.pid, startedAt: 'long ago', token: 'x' }));
		const unlock = await lockFolder(folder);
		await unlock();
	});

	it('a lock cut short by a crash does not block', async () => {
		await writeFile(lockPath(), '{"pid":');
		const unlock = await lockFolder(folder);
		expect(JSON.parse(await readFile(lockPath(), 'utf8'))).toMatchObject({ pid: process.pid });
		await unlock();
	});

	it('letting go twice, or after somebody else took over, takes nothing from them', async () => {
		const unlock = await lockFolder(folder);
		await writeFile(lockPath(), JSON.stringify({ pid: process.pid, startedAt: null, token: 'of another' }));
		await unlock();
		await unlock();
		expect(await readdir(folder)).toEqual(['milepost.lock']);
	});
});
