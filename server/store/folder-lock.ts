/**
 * One process at a time on an embedded database's folder: a second one would corrupt it.
 * The lock file names the process that holds it. A holder that died (kill −9, power) is recognised
 * by its process id being gone or, after the id was given to another, by its start time.
 */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { SetupError } from '#server/setup-error.ts';

interface Holder {
	pid: number;
	/** Clock ticks since boot at which the process started; null where the system does not tell. */
	startedAt: string | null;
	/** Tells two locks of one process apart. */
	token: string;
}

/**
 * Takes the folder's lock.
 * @returns a function that gives it back
 * @throws SetupError when a living process holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
	const path = join(folder, 'milepost.lock');
	const mine: Holder = { pid: process.pid, startedAt: await startTimeOf(process.pid), token: randomUUID() };
	const draft = `${path}.${mine.token}`;
	await writeFile(draft, JSON.stringify(mine));
	try {
		// Two rounds: the second after moving a dead holder's file away.
		for (let round = 0; round < 2; round += 1) {
			// link() is atomic and refuses an existing name, so only one process can win.
			if (await linked(draft, path)) return () => release(path, mine.token);
			const holder = await readHolder(path);
			if (holder && (await isAlive(holder))) {
				throw new SetupError(
					`The data folder ${folder} is open in another Milepost (process ${holder.pid}). Stop that one first, or set DATA_DIR to another folder.`
				);
			}
			await rename(path, `${draft}.stale`).catch(ignoreMissing);
			await rm(`${draft}.stale`, { force: true });
		}
		throw new SetupError(`The data folder ${folder} is being opened by another Milepost. Try again in a moment.`);
	} finally {
		await rm(draft, { force: true });
	}
}

async function linked(draft: string, path: string): Promise<boolean> {
	try {
		await link(draft, path);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	}
}

async function release(path: string, token: string): Promise<void> {
	if ((await readHolder(path))?.token === token) await rm(path, { force: true });
}

async function readHolder(path: string): Promise<Holder | null> {
	try {
		return JSON.parse(await readFile(path, 'utf8')) as Holder;
	} catch (error) {
		// Gone meanwhile, or cut short by a crash: nobody holds it.
		if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
		throw error;
	}
}

async function isAlive(holder: Holder): Promise<boolean> {
	try {
		process.kill(holder.pid, 0);
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
	return holder.startedAt === null || holder.startedAt === (await startTimeOf(holder.pid));
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the command name before it may hold spaces and brackets. */
async function startTimeOf(pid: number): Promise<string | null> {
	try {
		const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
	} catch (error) {
		if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return null;
		throw error;
	}
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function ignoreMissing(error: unknown): void {
	if (codeOf(error) !== 'ENOENT') throw error;
}
