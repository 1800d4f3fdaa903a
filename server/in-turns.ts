/** Long work on the thread that serves everybody: every few milliseconds it stops, and whoever else waits has their turn. */
import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work at a stretch. */
const STRETCH_MS = 8;

/** Lets others have their turn now. */
export async function passTurn(): Promise<void> {
	await setImmediate();
}

/** Does the work for each value in order, and stops for others whenever it has taken its share. */
export async function inTurns<Value>(values: Iterable<Value>, work: (value: Value, index: number) => void): Promise<void> {
	let since = performance.now();
	let index = 0;
	for (const value of values) {
		work(value, index);
		index += 1;
		if (performance.now() - since < STRETCH_MS) continue;
		await passTurn();
		since = performance.now();
	}
}
