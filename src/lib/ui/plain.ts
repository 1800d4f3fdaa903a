/**
 * Collections that are made whole and never changed: the value of a `$derived`, replaced by the
 * next one. They need no signals of their own, which a SvelteMap or SvelteSet would bring along.
 */

export function mapOf<Key, Value>(entries: Iterable<readonly [Key, Value]>): ReadonlyMap<Key, Value> {
	return new Map(entries);
}
export function setOf<Value>(values: Iterable<Value>): ReadonlySet<Value> {
	return new Set(values);
}

/** Values by key, in their order. */
export function groupsOf<Key, Value>(entries: Iterable<readonly [Key, Value]>): ReadonlyMap<Key, readonly Value[]> {
	const groups = new Map<Key, Value[]>();
	for (const [key, value] of entries) {
		const group = groups.get(key);
		if (group) group.push(value);
		else groups.set(key, [value]);
	}
	return groups;
}

/** How often each value occurs. */
export function countsOf<Value>(values: Iterable<Value>): ReadonlyMap<Value, number> {
	const counts = new Map<Value, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}
