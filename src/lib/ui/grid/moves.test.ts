import { expect, test } from 'vitest';
import { moved, rectangle, rowsToDraw, type Move } from './moves.ts';

const extent = { rows: 40, columns: 12, page: 10 };
const cases: [Move, [number, number]][] = [
	['up', [4, 3]],
	['down', [6, 3]],
	['left', [5, 2]],
	['right', [5, 4]],
	['home', [5, 0]],
	['end', [5, 11]],
	['first', [0, 0]],
	['last', [39, 11]],
	['pageUp', [0, 3]],
	['pageDown', [14, 3]]
];
test.each(cases)('%s', (move, [row, column]) => {
	expect(moved({ row: 5, column: 3 }, move, extent)).toEqual({ row, column });
});

test('nothing moves off the edge', () => {
	expect(moved({ row: 0, column: 0 }, 'up', extent)).toEqual({ row: 0, column: 0 });
	expect(moved({ row: 39, column: 11 }, 'right', extent)).toEqual({ row: 39, column: 11 });
	expect(moved({ row: 0, column: 0 }, 'down', { rows: 0, columns: 12, page: 10 })).toEqual({ row: 0, column: 0 });
});

test('a rectangle is the same from any corner', () => {
	const expected = { top: 1, bottom: 4, left: 2, right: 6 };
	expect(rectangle({ row: 4, column: 2 }, { row: 1, column: 6 })).toEqual(expected);
	expect(rectangle({ row: 1, column: 6 }, { row: 4, column: 2 })).toEqual(expected);
});

test('of many rows only those near the screen are drawn, and the one with the focus', () => {
	const drawn = rowsToDraw({ top: 36 * 100, height: 360, rowHeight: 36, rows: 1000, keep: 3 });
	expect(drawn[0]).toBe(3);
	expect(drawn.slice(1)).toEqual(Array.from({ length: 27 }, (_, index) => 92 + index));
	expect(rowsToDraw({ top: 0, height: 360, rowHeight: 36, rows: 5, keep: null })).toEqual([0, 1, 2, 3, 4]);
	expect(rowsToDraw({ top: 0, height: 360, rowHeight: 36, rows: 0, keep: 0 })).toEqual([]);
	expect(rowsToDraw({ top: 0, height: 360, rowHeight: 36, rows: 1000, keep: 999 }).at(-1)).toBe(999);
});
