import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchGroup, SearchResult } from '#lib/plan/search.ts';
import { Palette, type Row, type SearchAnswer, type SearchAsked } from './palette.svelte.ts';

const result = (title: string): SearchResult => ({ id: title, title, titleParts: [], context: '', excerpt: [], archived: false, href: `/${title}` });
const found = (...titles: string[]): SearchAnswer => ({ ok: true, groups: [{ kind: 'milestone', results: titles.map(result), more: false } satisfies SearchGroup, { kind: 'comment', results: titles.slice(1).map((title) => result(`said ${title}`)), more: true }] });

interface Asking extends SearchAsked {
	answer: (answer: SearchAnswer) => void;
}
let asked: Asking[];
let palette: Palette;
beforeEach(() => {
	vi.useFakeTimers();
	asked = [];
	palette = new Palette((each) => new Promise((answer, reject) => {
		each.signal.addEventListener('abort', () => reject(new Error('broken off')));
		asked.push({ ...each, answer });
	}));
});
afterEach(() => vi.useRealTimers());

/** Types, and waits until it is asked for. */
async function type(typed: string): Promise<Asking | undefined> {
	palette.type(typed);
	await vi.advanceTimersByTimeAsync(150);
	return asked.at(-1);
}
const settled = () => vi.advanceTimersByTimeAsync(0);
const titles = () => palette.rows.map((row) => row.result?.title ?? `more ${row.kind}`);

describe('the search as its dialog shows it', () => {
	it('asks once typing pauses, and not for too little', async () => {
		palette.type('b');
		palette.type('br');
		palette.type('bre');
		await type('breast');
		expect(asked.map(({ typed }) => typed)).toEqual(['breast']);
		await type('b');
		expect(asked).toHaveLength(1);
		expect(palette.state).toBe('hint');
	});

	it('shows the newest answer, whatever order they come in, and the last one until then', async () => {
		const first = await type('breast');
		first?.answer(found('one', 'two'));
		await settled();
		expect(titles()).toEqual(['one', 'two', 'said two', 'more comment']);
		const second = await type('breast c');
		expect(titles()).toEqual(['one', 'two', 'said two', 'more comment']);
		const third = await type('breast cl');
		expect(second?.signal.aborted).toBe(true);
		third?.answer(found('three'));
		second?.answer(found('too late'));
		await settled();
		expect(titles()).toEqual(['three']);
		expect(palette.state).toBe('found');
	});

	it('moves over all rows and round, and from kind to kind', async () => {
		(await type('breast'))?.answer(found('one', 'two'));
		await settled();
		palette.move(-1);
		expect(palette.active).toBe(3);
		palette.move(1);
		palette.moveKind(1);
		expect(palette.active).toBe(2);
		palette.moveKind(1);
		expect(palette.active).toBe(3);
		palette.moveKind(-1);
		expect(palette.active).toBe(2);
	});

	it('opens what is chosen, and waits for the answer when Enter comes first', async () => {
		const opened: Row[] = [];
		palette.type('can-11');
		palette.choose((row) => opened.push(row));
		await settled();
		expect(opened).toEqual([]);
		asked.at(-1)?.answer(found('CAN-11'));
		await settled();
		expect(opened.map((row) => row.result?.title)).toEqual(['CAN-11']);
		palette.choose((row) => opened.push(row));
		expect(opened).toHaveLength(2);
	});

	it('says why it failed, keeps what was typed, and asks again', async () => {
		(await type('breast'))?.answer({ ok: false, message: 'Milepost cannot be reached.' });
		await settled();
		expect([palette.state, palette.message, palette.typed]).toEqual(['failed', 'Milepost cannot be reached.', 'breast']);
		palette.again();
		expect(asked).toHaveLength(2);
		asked.at(-1)?.answer(found());
		await settled();
		expect(palette.state).toBe('found');
	});

	it('puts more of a kind in place of the few', async () => {
		(await type('breast'))?.answer(found('one', 'two'));
		await settled();
		palette.active = 3;
		void palette.more('comment');
		expect(asked.at(-1)).toMatchObject({ kind: 'comment', limit: 30 });
		asked.at(-1)?.answer({ ok: true, groups: [{ kind: 'comment', results: ['a', 'b', 'c'].map(result), more: false }] });
		await settled();
		expect(titles()).toEqual(['one', 'two', 'a', 'b', 'c']);
		expect(palette.active).toBe(3);
	});
});
