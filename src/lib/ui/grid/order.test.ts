import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byOrder, placeAt, placesAt, type Placed } from './order.ts';

/** The list as everybody sees it after the move. */
function after(list: readonly Placed[], index: number, id = 'zz'): string[] {
	const { order, others } = placeAt(list, index);
	const rekeyed = new Map(others.map((each) => [each.id, each.order]));
	return [...list.map((each) => ({ id: each.id, order: rekeyed.get(each.id) ?? each.order })), { id, order }].toSorted(byOrder).map((each) => each.id);
}

test('an entry stands where it was put, changing no other', () => {
	const list = [
		{ id: 'a', order: 'a0' },
		{ id: 'b', order: 'a1' }
	];
	for (const [index, expected] of [['zz', 'a', 'b'], ['a', 'zz', 'b'], ['a', 'b', 'zz']].entries()) {
		expect(after(list, index)).toEqual(expected);
		expect(placeAt(list, index).others).toEqual([]);
	}
	expect(after([], 0)).toEqual(['zz']);
});

test('two entries that two people gave the same key are told apart when one is put between them', () => {
	const list = [
		{ id: 'a', order: 'a0' },
		{ id: 'b', order: 'a0' },
		{ id: 'c', order: 'a1' }
	];
	expect(after(list, 1)).toEqual(['a', 'zz', 'b', 'c']);
	expect(placeAt(list, 1).others.map(({ id }) => id)).toEqual(['b']);
});

test('keys that no library made are replaced', () => {
	const list = [
		{ id: 'a', order: '!' },
		{ id: 'b', order: 'zzz0' }
	];
	expect(after(list, 1)).toEqual(['a', 'zz', 'b']);
});

test('whatever the list, every entry stands as seen, and keys stay valid', () => {
	const key = fc.constantFrom('a0', 'a1', 'a0V', 'Zz', 'a2', 'b00', '0', 'a00');
	fc.assert(
		fc.property(fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-y]{2}$/), order: key }), { selector: ({ id }) => id, maxLength: 8 }), fc.nat(8), (unsorted, at) => {
			const list = unsorted.toSorted(byOrder);
			const index = Math.min(at, list.length);
			const expected = list.map(({ id }) => id);
			expected.splice(index, 0, 'zz');
			expect(after(list, index)).toEqual(expected);
			const { order, others } = placeAt(list, index);
			for (const each of [order, ...others.map((other) => other.order)]) expect(each).toMatch(/^[A-Za-z0-9]{1,200}$/);
		})
	);
});

test('a run of new entries stands in its order', () => {
	const list = [
		{ id: 'a', order: 'a0' },
		{ id: 'b', order: 'a1' }
	];
	const keys = placesAt(list, 1, 3);
	expect(keys).toEqual([...keys].toSorted());
	expect(keys[0] !== undefined && keys[0] > 'a0' && keys.at(-1)! < 'a1').toBe(true); // reason: three were asked for
});
