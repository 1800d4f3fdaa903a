/** What the example's people do, in order of time, whoever does it and whatever it is. */
import type { Database } from '#server/store/database.ts';

/** One thing somebody does; it may bring others with it, later ones. */
export interface Doing {
	at: Date;
	does: (tx: Database) => Promise<readonly Doing[] | void>;
}

/** Does everything up to a time, the earliest first; what has the same time keeps its order. */
export async function doAll(tx: Database, doings: readonly Doing[], until: Date): Promise<void> {
	let waiting = inOrder(doings);
	for (let next = waiting.shift(); next && next.at <= until; next = waiting.shift()) {
		const follows = await next.does(tx);
		if (follows && follows.length > 0) waiting = inOrder([...waiting, ...follows]);
	}
}

function inOrder(doings: readonly Doing[]): Doing[] {
	return doings.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
