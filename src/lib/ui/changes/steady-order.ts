/** Lists that keep their order while somebody reads: what is new comes behind what was there. */
import type { ChangesListed } from '#lib/plan/what-changed.ts';

/** Programmes by the words of their addresses, each with the ids of its milestones, in the order they are read in. */
export type Order = ReadonlyMap<string, readonly string[]>;

export function orderOf(changes: readonly ChangesListed[]): Order {
	return new Map(changes.map(({ slug, milestones }) => [slug, milestones.map(({ id }) => id)]));
}

/** The changes in an order that was read before; what it does not know comes last, in its own order. */
export function inOrder(changes: readonly ChangesListed[], order: Order): readonly ChangesListed[] {
	const programmes = placed(changes, [...order.keys()], ({ slug }) => slug);
	return programmes.map((each) => ({ ...each, milestones: placed(each.milestones, order.get(each.slug) ?? [], ({ id }) => id) }));
}

/** Whether two lists of the same changes are in the same order. */
export function sameOrder(one: readonly ChangesListed[], other: readonly ChangesListed[]): boolean {
	return JSON.stringify([...orderOf(one)]) === JSON.stringify([...orderOf(other)]);
}

function placed<Each>(all: readonly Each[], order: readonly string[], keyOf: (each: Each) => string): Each[] {
	const places = new Map(order.map((key, place) => [key, place]));
	const placeOf = (each: Each): number => places.get(keyOf(each)) ?? places.size;
	return all.toSorted((one, other) => placeOf(one) - placeOf(other));
}
