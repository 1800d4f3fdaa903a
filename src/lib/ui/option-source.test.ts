import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OptionList, OptionSearch, type FoundOptions } from './option-source.svelte.ts';

const option = (label: string) => ({ value: label, label });
const found = (...labels: string[]): FoundOptions => ({ ok: true, options: labels.map(option), more: false });
const OFFLINE: FoundOptions = { ok: false, message: 'You are offline.' };
const labels = (source: { found: readonly { label: string }[] }) => source.found.map(({ label }) => label);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('options found by what is typed', () => {
	it('are asked for once typing pauses, and not for too little', async () => {
		const asked: string[] = [];
		const search = new OptionSearch((typed) => {
			asked.push(typed);
			return Promise.resolve(found('Stroke rota'));
		}, 'other plans');
		search.type('s');
		expect(search.note).toBe('Type two letters or more to search other plans.');
		for (const typed of ['st', 'str', 'stro']) search.type(typed);
		expect(search.note).toBe('Searching other plans…');
		await vi.runAllTimersAsync();
		expect(asked).toEqual(['stro']);
		expect(labels(search)).toEqual(['Stroke rota']);
		expect([search.note, search.said]).toEqual([null, '1 found in other plans']);
		search.type('');
		expect(labels(search)).toEqual([]);
	});

	it('an answer that comes late changes nothing, and what does not fit what is typed now cannot be picked', async () => {
		const answers: ((answer: FoundOptions) => void)[] = [];
		const search = new OptionSearch(() => new Promise((resolve) => answers.push(resolve)), 'other plans');
		search.type('stroke');
		await vi.runAllTimersAsync();
		answers[0]?.(found('Stroke rota', 'Stroke ward'));
		await vi.runAllTimersAsync();
		search.type('stroke w');
		expect(labels(search)).toEqual(['Stroke ward']);
		await vi.runAllTimersAsync();
		search.type('ward');
		await vi.runAllTimersAsync();
		answers[2]?.(found('Ward round'));
		await vi.runAllTimersAsync();
		answers[1]?.(found('Too late'));
		await vi.runAllTimersAsync();
		expect(labels(search)).toEqual(['Ward round']);
	});

	it('what went wrong is said, and tried again', async () => {
		let answer: FoundOptions = OFFLINE;
		const search = new OptionSearch(() => Promise.resolve(answer), 'other plans');
		search.type('stroke');
		await vi.runAllTimersAsync();
		expect([search.note, search.said, labels(search)]).toEqual(['You are offline.', 'You are offline.', []]);
		answer = { ok: true, options: [option('Stroke rota')], more: true };
		search.again();
		await vi.runAllTimersAsync();
		expect(search.note).toBe('There are more in other plans. Type more to narrow the list.');
		expect(search.said).toBe('1 or more found in other plans');
	});
});

it('a list that is fetched whole is fetched once, and looked through here', async () => {
	let times = 0;
	let answer: FoundOptions = OFFLINE;
	const list = new OptionList(() => {
		times += 1;
		return Promise.resolve(answer);
	});
	list.type('');
	expect(list.note).toBe('One moment…');
	await vi.runAllTimersAsync();
	expect(list.note).toBe('You are offline.');
	answer = found('Estates', 'Digital records');
	list.again();
	await vi.runAllTimersAsync();
	list.type('est');
	expect([labels(list), list.note, times]).toEqual([['Estates'], null, 2]);
});
