import { describe, expect, it } from 'vitest';
import { matchOptions, MOST_SHOWN, type PickOption } from './matching.ts';

const people: PickOption[] = [
	{ value: '1', label: 'Zoë Ames', detail: 'Screening lead', group: 'Cancer' },
	{ value: '2', label: 'Radiology manager', group: 'Fragile services' },
	{ value: '3', label: 'Public health lead', group: 'Cancer' },
	{ value: '4', label: 'Anyone' }
];
const values = (typed: string): string[] =>
	matchOptions(people, typed).sections.flatMap((section) => section.options.map((option) => option.value));

describe('matchOptions', () => {
	it('gives everything, under its headings in the order given, when nothing is typed', () => {
		const { sections, hidden } = matchOptions(people, '  ');
		expect(sections.map((section) => [section.group, section.options.length])).toEqual([
			['Cancer', 2],
			['Fragile services', 1],
			['', 1]
		]);
		expect(hidden).toBe(0);
	});

	it('ignores case and accents', () => {
		expect(values('ZOE')).toEqual(['1']);
	});

	it('wants every word, in any order, anywhere in label, detail or group', () => {
		expect(values('lead cancer')).toEqual(['1', '3']);
		expect(values('lead screening')).toEqual(['1']);
		expect(values('lead nobody')).toEqual([]);
	});

	it('treats what is typed as plain text', () => {
		expect(values('.*')).toEqual([]);
		expect(values('(')).toEqual([]);
	});

	it('cuts a long list and counts the rest', () => {
		const many = Array.from({ length: MOST_SHOWN + 7 }, (_, n) => ({ value: `${n}`, label: `Milestone ${n}` }));
		const { sections, hidden } = matchOptions(many, 'milestone');
		expect(sections[0]?.options).toHaveLength(MOST_SHOWN);
		expect(hidden).toBe(7);
	});
});
