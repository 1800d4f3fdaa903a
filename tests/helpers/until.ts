import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds; looks every few milliseconds. @throws when it does not within the time */
export async function until(holds: () => unknown, { ms = 8_000, what = 'this' }: { ms?: number; what?: string } = {}): Promise<void> {
	const end = performance.now() + ms;
	while (!(await holds())) {
		if (performance.now() > end) throw new Error(`Waited ${ms} ms in vain for ${what}: ${holds.toString()}`);
		await sleep(4);
	}
}

/** Long enough for something that must not happen to have happened. */
export const quiet = (ms = 120): Promise<void> => sleep(ms);
