import { describe, expect, it } from 'vitest';
import { betweenFrom, netMoves } from './what-changed-between.ts';

/** Moves to values, each by the person and at the hour of its place. */
const moves = (values: string) => [...values].map((value, index) => ({ value, by: { name: `P${index + 1}`, at: `2026-09-14T0${index}:00:00.000Z` } }));
const net = (values: string) => netMoves('A', moves(values)).map(({ value, by }) => `${value} ${by.name}`);

describe('the moves that stand', () => {
	it.each([
		['', []],
		['A', []],
		['BA', []],
		['BCA', []],
		['BC', ['B P1', 'C P2']],
		['BAC', ['C P3']],
		['BCB', ['B P1']],
		['BCDB', ['B P1']],
		['BCBD', ['B P1', 'D P4']],
		['BABAB', ['B P5']],
		['BCDCAE', ['E P6']]
	])('R2: from A by %s', (values, left) => {
		expect(net(values)).toEqual(left);
	});
});

it('R2: of a field that is a set the members count together, and those that came back not', () => {
	const lead = (values: string) => ({ field: 'leads', first: 'A', moves: moves(values) });
	expect(betweenFrom([lead('B'), lead('BA'), lead('BAC'), { field: 'title', first: 'A', moves: moves('BA') }])).toEqual(new Map([['leads', { times: 2, by: { name: 'P3', at: '2026-09-14T02:00:00.000Z' } }]]));
});
