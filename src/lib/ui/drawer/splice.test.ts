import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyRebased, carry, cleanText, deltaOf, rebase, spliceBetween, type Delta, type Splice } from './splice.ts';

const apply = (text: string, { at, remove, insert }: Splice): string => text.slice(0, at) + insert + text.slice(at + remove);

/** Short texts of few letters, so that repeats, which make splices ambiguous, are common. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀', 'é'), maxLength: 12 });
const isWhole = (value: string): boolean => value.isWellFormed();
/** A splice of a text that splits no character. */
function spliceOf(value: string): fc.Arbitrary<Splice> {
	const edges = [0, ...[...value].map((_, index, all) => all.slice(0, index + 1).join('').length)];
	return fc
		.tuple(fc.constantFrom(...edges), fc.constantFrom(...edges), text)
		.map(([one, other, insert]) => ({ at: Math.min(one, other), remove: Math.abs(one - other), insert }));
}
const edited = text.chain((value) => fc.tuple(fc.constant(value), spliceOf(value), spliceOf(value), spliceOf(value)));

describe('spliceBetween', () => {
	it('finds what was typed, by the caret', () => {
		expect(spliceBetween('aa', 'aaa', 1)).toEqual({ at: 0, remove: 0, insert: 'a' });
		expect(spliceBetween('aa', 'aaa', 3)).toEqual({ at: 2, remove: 0, insert: 'a' });
		expect(spliceBetween('aaa', 'aa', 1)).toEqual({ at: 1, remove: 1, insert: '' });
	});

	it('is nothing for equal texts', () => {
		expect(spliceBetween('same', 'same', 2)).toBeNull();
	});

	it('finds a replaced word and leaves the rest', () => {
		expect(spliceBetween('one two three', 'one 2 three', 5)).toEqual({ at: 4, remove: 3, insert: '2' });
	});

	it('never splits a character outside the basic plane', () => {
		// The two faces differ in their second half only.
		expect(spliceBetween('a😀b', 'a😁b')).toEqual({ at: 1, remove: 2, insert: '😁' });
	});

	it('makes the new text of the old one, whatever the caret says', () => {
		fc.assert(
			fc.property(text, text, fc.nat(14), (old, now, caret) => {
				const splice = spliceBetween(old, now, caret);
				expect(splice ? apply(old, splice) : old).toBe(now);
				if (splice) expect(isWhole(splice.insert) && isWhole(old.slice(splice.at, splice.at + splice.remove))).toBe(true);
			})
		);
	});

	it('in a Yjs text gives the new text too', () => {
		fc.assert(
			fc.property(text, text, fc.nat(14), (old, now, caret) => {
				const shared = new Y.Doc().getText('t');
				shared.insert(0, old);
				const splice = spliceBetween(old, now, caret);
				if (splice) {
					shared.delete(splice.at, splice.remove);
					shared.insert(splice.at, splice.insert);
				}
				expect(shared.toString()).toBe(now);
			})
		);
	});
});

describe('carry', () => {
	const typed: Delta = [{ retain: 3 }, { insert: 'xy' }];

	it('moves a caret behind what others write before it, and leaves one before it', () => {
		expect(carry(5, typed, 'before')).toBe(7);
		expect(carry(2, typed, 'after')).toBe(2);
	});

	it('takes the side asked for where both stand at one place', () => {
		expect(carry(3, typed, 'before')).toBe(3);
		expect(carry(3, typed, 'after')).toBe(5);
	});

	it('puts a caret whose words went where they were', () => {
		expect(carry(4, [{ retain: 2 }, { delete: 5 }], 'before')).toBe(2);
		expect(carry(4, [{ retain: 2 }, { delete: 5 }], 'after')).toBe(2);
	});

	it('keeps the text before and after a caret where nobody touched it', () => {
		fc.assert(
			fc.property(edited, fc.nat(20), ([value, splice], raw) => {
				const index = Math.min(raw, value.length);
				const now = apply(value, splice);
				const carried = carry(index, deltaOf(splice), 'before');
				if (index <= splice.at) expect(now.slice(0, carried)).toBe(value.slice(0, index));
				if (index > splice.at + splice.remove) expect(now.slice(carried)).toBe(value.slice(index));
				expect(carried).toBeGreaterThanOrEqual(0);
				expect(carried).toBeLessThanOrEqual(now.length);
			})
		);
	});

	it('agrees with the relative positions of Yjs', () => {
		fc.assert(
			fc.property(edited, fc.nat(20), ([value, splice], raw) => {
				const doc = new Y.Doc();
				const shared = doc.getText('t');
				shared.insert(0, value);
				const index = Math.min(raw, value.length);
				const held = Y.createRelativePositionFromTypeIndex(shared, index, -1);
				let delta: Delta = [];
				shared.observe((event) => (delta = event.delta));
				doc.transact(() => {
					shared.delete(splice.at, splice.remove);
					shared.insert(splice.at, splice.insert);
				});
				// Yjs inserts behind what it has just deleted, so a caret in the deleted part is not comparable.
				if (index > splice.at && index <= splice.at + splice.remove) return;
				expect(carry(index, delta, 'before')).toBe(Y.createAbsolutePositionFromRelativePosition(held, doc)?.index);
			})
		);
	});
});

describe('rebase', () => {
	it('keeps what others wrote inside what one took out', () => {
		const mine: Splice = { at: 0, remove: 6, insert: '' };
		const rebased = rebase(mine, [[{ retain: 3 }, { insert: 'NEW' }]]);
		expect(applyRebased('oldNEWold', rebased)).toEqual({ text: 'NEW', end: 0 });
	});

	it('puts in at the same words, after several edits of others', () => {
		const mine: Splice = { at: 4, remove: 0, insert: '!' };
		const rebased = rebase(mine, [[{ insert: '>> ' }], [{ retain: 7 }, { insert: ' more' }]]);
		expect(applyRebased('>> word more', rebased)).toEqual({ text: '>> word! more', end: 8 });
	});

	it('is the splice itself when nobody else wrote', () => {
		fc.assert(
			fc.property(edited, ([value, mine]) => {
				const done = applyRebased(value, rebase(mine, []));
				expect(done.text).toBe(apply(value, mine));
				expect(done.end).toBe(mine.at + mine.insert.length);
			})
		);
	});

	it('loses nobody’s insertion and takes out what both took out once', () => {
		fc.assert(
			fc.property(edited, ([value, mine, first]) => {
				const theirs = apply(value, first);
				const mineMarked = { ...mine, insert: `[${mine.insert}]` };
				const { text: both, end } = applyRebased(theirs, rebase(mineMarked, [deltaOf(first)]));
				expect(both).toContain(mineMarked.insert);
				expect(both.slice(0, end).endsWith(mineMarked.insert)).toBe(true);
				expect(both.replace(mineMarked.insert, '')).toContain(first.insert);
				const gone = new Set<number>();
				for (const { at, remove } of [mine, first]) for (let unit = at; unit < at + remove; unit += 1) gone.add(unit);
				expect(both.length).toBe(value.length - gone.size + mineMarked.insert.length + first.insert.length);
			})
		);
	});
});

describe('cleanText', () => {
	it('takes out what cannot be shown and counts it', () => {
		expect(cleanText('a\u0000b\u0007c\u009f')).toEqual({ text: 'abc', removed: 3 });
	});

	it('keeps tabs and makes every line break the same, uncounted', () => {
		expect(cleanText('a\tb\r\nc\vd\u2028e')).toEqual({ text: 'a\tb\nc\nd\ne', removed: 0 });
	});

	it('takes out half a character and keeps whole ones', () => {
		expect(cleanText('a\ud83db😀')).toEqual({ text: 'ab😀', removed: 1 });
	});
});
