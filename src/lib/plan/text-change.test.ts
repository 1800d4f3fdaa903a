import { expect, test } from 'vitest';
import { textChange } from './text-change.ts';

test('only the words that differ, with what stands around them', () => {
	expect(textChange('Two sites can start in October.', 'Three sites can start in October.')).toEqual({ before: '', removed: 'Two', added: 'Three', after: ' sites can start in October.' });
	expect(textChange('Luton waits for cover.', 'Luton waits for radiology cover.')).toEqual({ before: 'Luton waits for ', removed: '', added: 'radiology ', after: 'cover.' });
});

test('half a word is widened to the whole of it', () => {
	const change = textChange('The clinic opens late', 'The clinics opens late');
	expect(change.removed).toBe('clinic');
	expect(change.added).toBe('clinics');
});

test('all the parts make up both texts, whatever they are', () => {
	const texts = ['', 'a', 'a a', 'a b a', ' a', 'abc abc', 'abc  abc ', 'x abc'];
	for (const old of texts) {
		for (const now of texts) {
			const { before, removed, added, after } = textChange(old, now);
			expect(before + removed + after).toBe(old);
			expect(before + added + after).toBe(now);
		}
	}
});

test('long surroundings and long changes are cut', () => {
	const long = 'word '.repeat(1000);
	const change = textChange(`${long}old ${long}`, `${long}new ${long}`);
	expect(change.before.length).toBeLessThan(90);
	expect(change.after.length).toBeLessThan(90);
	expect(textChange('', long).added.endsWith('…')).toBe(true);
	expect(textChange('', long).added.length).toBeLessThan(2_010);
});
