/**
 * Places in a list that many people sort at once: each entry has a key, and the list is sorted by
 * key, then id. Two people may give the same key, and a key may be one that no library made; both
 * are mended when somebody next moves an entry there.
 */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

export interface Placed {
	id: string;
	order: string;
}
export interface NewPlace {
	/** The key of the entry that moves. */
	order: string;
	/** Entries that need a new key too, so that the list stands as it is seen. */
	others: Placed[];
}

/** Sorts by key, then id: by code, as every page must see the same order. */
export function byOrder(one: Placed, other: Placed): number {
	if (one.order !== other.order) return one.order < other.order ? -1 : 1;
	return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/**
 * The key with which an entry stands at `index` of a list.
 * @param list the sorted list, without the entry itself
 */
export function placeAt(list: readonly Placed[], index: number): NewPlace {
	const before = list[index - 1]?.order ?? null;
	// Entries that share the key of the one before stand after the new place only with keys of their own.
	let end = index;
	while (before !== null && list[end]?.order === before) end += 1;
	const ties = list.slice(index, end);
	const after = list[end]?.order ?? null;
	try {
		const [order = '', ...keys] = ties.length === 0 ? [generateKeyBetween(before, after)] : generateNKeysBetween(before, after, ties.length + 1);
		return { order, others: ties.map(({ id }, place) => ({ id, order: keys[place] ?? order })) };
	} catch {
		// reason: the library throws on keys it would not make; the list then gets new keys throughout.
		return renumbered(list, index);
	}
}

function renumbered(list: readonly Placed[], index: number): NewPlace {
	const keys = generateNKeysBetween(null, null, list.length + 1);
	const order = keys[index] ?? 'a0';
	const others = list.map(({ id }, place) => ({ id, order: keys[place < index ? place : place + 1] ?? order }));
	return { order, others };
}

/**
 * Keys for `count` new entries in a row at `index` of a sorted list, changing no other: where the
 * entry before shares its key with ones after, they stand after those too.
 */
export function placesAt(list: readonly Placed[], index: number, count: number): string[] {
	let at = index;
	while (at > 0 && list[at] && list[at]?.order === list[at - 1]?.order) at += 1;
	try {
		return generateNKeysBetween(list[at - 1]?.order ?? null, list[at]?.order ?? null, count);
	} catch {
		// reason: the list holds keys that the library would not make; new entries then stand at its end by id.
		return Array.from({ length: count }, () => list.at(-1)?.order ?? 'a0');
	}
}
