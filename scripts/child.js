/** Running other programs without leaving one behind: a signal to us reaches them, and we end after they did. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Passes each kind of signal on, once: npm and a terminal may both deliver the same Ctrl-C.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {{ stop: () => void, received: () => NodeJS.Signals | undefined }}
 */
function forwardSignals(child) {
	/** @type {Set<NodeJS.Signals>} */
	const received = new Set();
	/** @param {NodeJS.Signals} signal */
	const forward = (signal) => {
		if (received.has(signal)) return;
		received.add(signal);
		child.kill(signal);
	};
	for (const signal of SIGNALS) process.on(signal, forward);
	return {
		stop: () => SIGNALS.forEach((signal) => process.off(signal, forward)),
		received: () => [...received][0]
	};
}

/**
 * Who started us, as far as npm is concerned: npm runs a script through a shell, and a signal that ends npm ends that
 * shell but does not come further. Linux also tells when npm went and its shell stayed.
 */
function starters() {
	const parent = process.ppid;
	try {
		const isShell = /^(ba|da|a|z)?sh$/.test(readFileSync(`/proc/${parent}/comm`, 'utf8').trim());
		const above = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8'))?.[1];
		return isShell ? `${parent} ${above}` : `${parent}`;
	} catch {
		// No /proc on this system, or the parent went between the two lines: its number alone.
		return `${parent}`;
	}
}

/** Ends the child when the npm that started us is gone. @param {import('node:child_process').ChildProcess} child */
function endWithNpm(child) {
	if (!process.env.npm_lifecycle_event) return;
	const before = starters();
	const timer = setInterval(() => {
		if (starters() === before) return;
		clearInterval(timer);
		child.kill('SIGTERM');
	}, 500);
	child.on('close', () => clearInterval(timer));
}

/** The shell's convention for a program ended by a signal. @param {number | null} code @param {NodeJS.Signals | null} signal */
const exitCode = (code, signal) => code ?? 128 + (signal ? constants.signals[signal] : 1);

/**
 * Runs a step of the preparation. Its output is held back and printed only if it fails.
 * @param {{ command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, shell?: boolean, lock?: import('./lock.js').Lock }} options
 * @returns {Promise<number>} its exit code; a signal that we received meanwhile ends us too, after it
 */
export function runTool({ command, args, cwd, env, shell = false, lock }) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
		const signals = forwardSignals(child);
		lock?.heldFor(child.pid);
		/** @type {Buffer[]} */
		const output = [];
		child.stdout.on('data', (bytes) => output.push(bytes));
		child.stderr.on('data', (bytes) => output.push(bytes));
		child.on('error', (error) => {
			signals.stop();
			reject(new Error(`"${command}" could not be started: ${error.message}`, { cause: error }));
		});
		child.on('close', (code, signal) => {
			signals.stop();
			const interrupted = signals.received();
			if (interrupted) {
				lock?.release();
				process.exit(exitCode(null, interrupted));
			}
			if (code !== 0) process.stderr.write(Buffer.concat(output));
			resolve(exitCode(code, signal));
		});
	});
}

/**
 * Runs a program in our place: its terminal is ours, signals to us reach it, and we wait for its end.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
export function runInPlace(command, args, env) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { env, stdio: 'inherit' });
		const signals = forwardSignals(child);
		endWithNpm(child);
		child.on('error', (error) => {
			signals.stop();
			reject(new Error(`"${command}" could not be started: ${error.message}`, { cause: error }));
		});
		child.on('close', (code, signal) => {
			signals.stop();
			resolve(exitCode(code, signal));
		});
	});
}
