import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completions, foundWords, markReference, MOST_IN_SEARCH, partsOf, passage, readReference, searchWords, textOfParts, unfinishedWord, type SearchGroup } from './search.ts';

describe('what was typed', () => {
	it('is one line of at most 200 characters, and nothing when there is too little', () => {
		expect(searchWords('  breast \n\t clinics\0 ')).toBe('breast clinics');
		expect([...searchWords('a'.repeat(10_000))]).toHaveLength(MOST_IN_SEARCH);
		for (const little of ['', ' ', 'a', '!?', '"', '- -', '\0', 'a-']) expect(searchWords(little)).toBe('');
		expect(searchWords('\ud800ab')).not.toContain('\ud800');
	});

	it('is read as a reference however it is written', () => {
		for (const typed of ['CAN-14', 'can14', 'Can 14', 'can-014', 'can - 14']) expect(readReference(typed)).toEqual({ prefix: 'CAN', digits: '14' });
		for (const typed of ['can-', 'CAN-0', 'can 0']) expect(readReference(typed)).toEqual({ prefix: 'CAN', digits: '' });
		for (const typed of ['can', '14', 'can-14 lung', 'can-14b', '-14', 'can--x']) expect(readReference(typed)).toBeNull();
	});

	it('has a last word that is still typed, unless it is quoted or left out', () => {
		expect(unfinishedWord('breast scre')).toEqual({ before: 'breast ', word: 'scre' });
		expect(unfinishedWord('62-day')).toEqual({ before: '62-', word: 'day' });
		for (const finished of ['breast -scre', '-scre', '"breast scre', 'breast!', '“breast”']) expect(unfinishedWord(finished)).toBeNull();
	});

	it('may become words with an ending', () => {
		expect(completions('screenin')).toContain('screening');
		expect(completions('appointmen')).toContain('appointment');
		expect(completions('can')).toEqual([]);
		for (const each of completions('operatio')) expect(each.startsWith('operatio')).toBe(true);
	});
});

describe('what is shown of a hit', () => {
	it('is in parts, on one line', () => {
		expect(partsOf('The \u0001evening\u0002\nlist')).toEqual([{ text: 'The ', hit: false }, { text: 'evening', hit: true }, { text: ' list', hit: false }]);
		expect(markReference('See can 4, CAN-04 and CAN-041; scan-04.', { prefix: 'CAN', digits: '4' }).filter((part) => part.hit).map((part) => part.text)).toEqual(['can 4', 'CAN-04']);
	});

	it('is the passage around the first hit, with what is left out marked', () => {
		const long = passage(partsOf(`${'before '.repeat(40)}\u0001hit\u0002 ${'after '.repeat(40)}`));
		const text = textOfParts(long);
		expect(text).toMatch(/^…before .* hit after .*after…$/);
		expect([...text].length).toBeLessThanOrEqual(152);
		expect(passage([{ text: 'short', hit: false }])).toEqual([{ text: 'short', hit: false }]);
	});

	it('is always a piece of the text, and holds the first hit', () => {
		const words = fc.array(fc.tuple(fc.string({ maxLength: 30 }), fc.boolean()), { maxLength: 30 });
		fc.assert(
			fc.property(words, (pieces) => {
				const parts = pieces.filter(([text]) => text !== '').map(([text, hit]) => ({ text, hit }));
				const shown = passage(parts);
				expect(textOfParts(parts)).toContain(textOfParts(shown).replace(/^…|…$/g, ''));
				if (parts.some((part) => part.hit)) expect(shown.some((part) => part.hit)).toBe(true);
			})
		);
	});

	it('is counted in words', () => {
		const result = { id: '', title: '', titleParts: [], context: '', excerpt: [], archived: false, href: '' };
		const group = (kind: SearchGroup['kind'], count: number, more = false): SearchGroup => ({ kind, results: Array.from({ length: count }, () => result), more });
		expect(foundWords([group('milestone', 0)])).toBe('Nothing found');
		expect(foundWords([group('kpi', 1), group('comment', 0)])).toBe('1 KPI');
		expect(foundWords([group('milestone', 8, true), group('person', 1)])).toBe('At least 9 results: 8 or more milestones, 1 person');
	});
});
