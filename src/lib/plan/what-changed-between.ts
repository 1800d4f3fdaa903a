/** What the log tells of the time between two moments, net: moves that were taken back are not counted. */

/** Who made the newest of the changes in question, and when (ISO 8601). */
export interface ChangedBy {
	name: string | null;
	at: string;
}

/** One change of a field, or of one member of it. */
export interface Move {
	/** What it held afterwards, as JSON; null: nothing. */
	value: string | null;
	by: ChangedBy;
}

/** By field of a milestone: how often it moved on the way from what it was to what it is, by whom last and when. */
export type Between = ReadonlyMap<string, { times: number; by: ChangedBy }>;

/**
 * The moves that lead from the first value to the last. When a value comes back, by undo or by hand,
 * whatever lay between is taken out of the way: A → B → A → C is one move, and is by whoever made
 * A → C; A → B → C → B is one, by whoever made A → B. Empty where the first value came back.
 * @param first what it held before the first of the moves, as JSON
 * @param moves in the order of the log
 */
export function netMoves(first: string | null, moves: readonly Move[]): Move[] {
	const way: Move[] = [];
	for (const move of moves) {
		if (move.value === first) way.length = 0;
		else {
			const earlier = way.findIndex(({ value }) => value === move.value);
			if (earlier === -1) way.push(move);
			else way.length = earlier + 1;
		}
	}
	return way;
}

/**
 * What of a milestone's changes stands in the end. A field that is a set has an entry for each of its
 * members, which count together; the newest of them says by whom.
 */
export function betweenFrom(changes: readonly { field: string; first: string | null; moves: readonly Move[] }[]): Between {
	const between = new Map<string, { times: number; by: ChangedBy }>();
	for (const { field, first, moves } of changes) {
		const way = netMoves(first, moves);
		const last = way.at(-1);
		if (!last) continue;
		const other = between.get(field);
		between.set(field, { times: way.length + (other?.times ?? 0), by: other && other.by.at > last.by.at ? other.by : last.by });
	}
	return between;
}
