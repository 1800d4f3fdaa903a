import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { implausible } from './implausible.ts';

const NOBODY = () => [];
const series = (values: readonly number[]) => new Map(values.map((value, index) => [String(index).padStart(3, '0'), value]));
/** Why the last of the values is implausible beside those before it. */
const lastOf = (values: readonly number[], peers: readonly number[] = []) => {
	const last = String(values.length - 1).padStart(3, '0');
	return implausible(series(values), [last], () => peers).get(last) ?? null;
};
const MONTHS = [60, 62, 61, 63, 59, 60, 62, 61, 64, 60, 61, 62, 63, 60, 61];

describe('K3: implausible values', () => {
	it('K3: a footnote’s mark run together with a value, among values near 1,800', () => {
		expect(lastOf([1725, 1639, 1999, 1933, 18472])).toBe('18,472 is about 10 times as large as the other values, near 1,829. A digit may have run together with it, such as a footnote’s mark, or a decimal point may be lost.');
		expect(lastOf([18472], [1725, 1639, 1999])).toContain('the other values and places, near 1,725');
		expect(lastOf([1725, 1639, 1999, 1933, 16392])).toContain('about 9 times as large');
		expect(lastOf([1725, 18472])).not.toBeNull();
	});

	it('K3: two of them do not hide each other', () => {
		const values = [1725, 1639, 18472, 1933, 1850, 17254, 1800];
		expect([...implausible(series(values), [...series(values).keys()], NOBODY).keys()]).toEqual(['002', '005']);
	});

	it('K3: a percentage written as a share, a lost decimal point, a digit too few', () => {
		expect(lastOf([64.6, 66.1, 62.8, 0.651])).toContain('about 99 times smaller');
		expect(lastOf([64.6, 66.1, 62.8, 651])).toContain('about 10 times as large');
		expect(lastOf([1725, 1639, 1999, 184])).toContain('A digit may be missing');
	});

	it('K3: with 13 points or more, a jump beyond ten times the width of the limits', () => {
		expect(lastOf([...MONTHS, 61])).toBeNull();
		expect(lastOf([...MONTHS, 80])).toBeNull();
		expect(lastOf([...MONTHS, 160])).toBeNull();
		expect(lastOf([...MONTHS, 300])).toMatch(/^300 is more than 10 times the width of the limits \(\d+\.\d to \d+\.\d\) away from the average of 61\.\d\.$/);
		expect(lastOf([...MONTHS.slice(0, 12), 300])).toBeNull();
	});

	it('K3: what is small, spread out, alone or zero is not held for that', () => {
		expect(lastOf([1, 2, 9, 4, 7, 3, 12, 16])).toBeNull();
		expect(lastOf([5, 0])).toBeNull();
		expect(lastOf([0, 0, 0, 4])).toBeNull();
		expect(lastOf([18472])).toBeNull();
		expect(lastOf([1725, 1639, 1999, 2600])).toBeNull();
	});

	it('K3: no series of values within twice of each other is held, however it is ordered', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1000, max: 2000 }), { minLength: 1, maxLength: 60 }), (values) => {
				expect([...implausible(series(values), [...series(values).keys()], NOBODY)]).toEqual([]);
			})
		);
	});

	it('a series of a hundred thousand is judged as a whole', () => {
		const values = Array.from({ length: 100_000 }, (_, index) => (index % 1000 === 999 ? 18472 : 1800 + (index % 97)));
		const many = new Map(values.map((value, index) => [String(index).padStart(6, '0'), value]));
		expect(implausible(many, [...many.keys()], NOBODY).size).toBe(100);
	});
});
