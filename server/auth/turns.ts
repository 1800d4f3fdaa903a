/** Taking turns: work under one key runs at most so many at a time, first come first served. */
export class Turns {
	readonly #atOnce: number;
	readonly #lines = new Map<string, { running: number; waiting: (() => void)[] }>();
	#inHand = 0;

	/** @param atOnce how many of one key may run together */
	constructor(atOnce: number) {
		this.#atOnce = atOnce;
	}

	/** Everything running or waiting, of all keys. */
	get inHand(): number {
		return this.#inHand;
	}

	/** How many would go before the next one of this key. */
	ahead(key: string): number {
		const line = this.#lines.get(key);
		return line ? line.running + line.waiting.length : 0;
	}

	/** Runs the work when its turn comes; the next one follows whether it succeeds or throws. */
	async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
		const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
		this.#lines.set(key, line);
		this.#inHand += 1;
		// A place is handed over, never freed and taken again, so nobody can push in between.
		if (line.running >= this.#atOnce) await new Promise<void>((resolve) => line.waiting.push(resolve));
		else line.running += 1;
		try {
			return await work();
		} finally {
			this.#inHand -= 1;
			const next = line.waiting.shift();
			if (next) next();
			else line.running -= 1;
			if (line.running === 0) this.#lines.delete(key);
		}
	}
}
