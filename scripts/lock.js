/**
 * One preparation at a time in one folder: `npm start` and `npm test` begun together must not install or build over
 * each other. The lock is a file in the system's temporary folder (npm empties node_modules, Vite empties build) that
 * names the process that holds it and the tool that it runs. A lock whose processes are gone is stale.
 */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** @typedef {{ heldFor: (pid: number | undefined) => void, release: () => void }} Lock */

/** A lock file is created and filled in two steps; one that stays unreadable this long was left by a crash between them. */
const UNREADABLE_MS = 10_000;
/** No install or build takes this long: after a crash, its process number may by now belong to another program. */
const LONGEST_MS = 30 * 60_000;

/** @param {number} pid */
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it runs, as somebody else.
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}

/** @param {unknown} error @param {string} code */
const hasCode = (error, code) => /** @type {NodeJS.ErrnoException} */ (error).code === code;

/** @param {string} file @returns {'free' | 'held' | 'stale'} */
function stateOf(file) {
	try {
		const pids = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number).filter(Boolean);
		const age = Date.now() - statSync(file).mtimeMs;
		if (pids.length === 0) return age > UNREADABLE_MS ? 'stale' : 'held';
		return pids.some(isRunning) && age < LONGEST_MS ? 'held' : 'stale';
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return 'free';
		throw error;
	}
}

/** Takes a stale lock away. Renaming first decides between two that found it stale at once. @param {string} file */
function discard(file) {
	const aside = `${file}.${process.pid}`;
	try {
		renameSync(file, aside);
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return;
		throw error;
	}
	// Between finding it stale and renaming it, another may have replaced it by a good one: that one goes back.
	if (stateOf(aside) === 'held') renameSync(aside, file);
	else rmSync(aside, { force: true });
}

/** @param {string} file */
function tryToTake(file) {
	try {
		writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) return false;
		throw error;
	}
}

/**
 * Does `work` while no other process of this machine does such work in the same folder; waits for its turn.
 * @template T
 * @param {string} folder
 * @param {(lock: Lock) => Promise<T>} work `lock.heldFor` names a tool started, so that the lock outlives us if it does
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
	const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16);
	const file = path.join(tmpdir(), `milepost-${name}.lock`);
	let told = false;
	while (!tryToTake(file)) {
		if (stateOf(file) === 'stale') {
			discard(file);
			continue;
		}
		if (!told) console.error('Another Milepost command is installing or building here: waiting for it …');
		told = true;
		await wait(300);
	}
	const lock = {
		/** @param {number | undefined} pid */
		heldFor: (pid) => writeFileSync(file, `${process.pid} ${pid ?? ''}\n`),
		release: () => rmSync(file, { force: true })
	};
	try {
		return await work(lock);
	} finally {
		lock.release();
	}
}
