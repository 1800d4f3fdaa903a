/** Times, as medians and 95th percentiles, and what is printed of them. */
import { performance } from 'node:perf_hooks';

export interface Measured {
	name: string;
	/** Milliseconds. */
	median: number;
	p95: number;
	note: string;
}

/** The times of so many runs, one after another, in milliseconds. */
export async function times(count: number, run: (index: number) => unknown): Promise<number[]> {
	const taken: number[] = [];
	for (let index = 0; index < count; index += 1) {
		const from = performance.now();
		await run(index);
		taken.push(performance.now() - from);
	}
	return taken;
}

export function measuredOf(name: string, milliseconds: readonly number[], note = ''): Measured {
	const inOrder = milliseconds.toSorted((one, other) => one - other);
	const at = (share: number) => inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? 0;
	return { name, median: at(0.5), p95: at(0.95), note };
}

export function say(line = ''): void {
	process.stdout.write(`${line}\n`);
}

export function sayMeasured({ name, median, p95, note }: Measured): void {
	say(`${name.padEnd(54)} ${median.toFixed(2).padStart(9)} ms  95%: ${p95.toFixed(2).padStart(9)} ms  ${note}`);
}
