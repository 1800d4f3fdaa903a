import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsIn, segmentsOf } from './comment-text.ts';

const person = (name: string) => ({ name });
const radiology = person('Radiology manager');
const lead = person('Screening lead');
const luton = person('Screening lead, Luton');
const PEOPLE = [radiology, lead, luton];

describe('who is mentioned', () => {
	it.each([
		['@Radiology manager can you confirm?', [radiology]],
		['Please, @radiology MANAGER.', [radiology]],
		['@Screening lead, Luton and (@Screening lead)', [luton, lead]],
		['@Screening lead, please', [lead]],
		['@Screening leads are many', []],
		['me@Radiology manager', []],
		['@Radiology manager, and again @Radiology manager', [radiology]],
		['https://example.nhs.uk/@Screening lead', []],
		['Nobody, @all, @', []]
	])('%s', (body, expected) => {
		expect(mentionsIn(body, PEOPLE)).toEqual(expected);
	});

	it('two of one name are both meant', () => {
		const twins = [{ name: 'GP lead', id: 1 }, { name: 'GP lead', id: 2 }];
		expect(mentionsIn('@GP lead, is it?', twins)).toEqual(twins);
	});
});

describe('T7: the text of a comment in parts', () => {
	const shown = (body: string) => segmentsOf(body, PEOPLE).map(({ kind, text }) => `${kind} ${text}`);

	it.each([
		['See https://example.nhs.uk/a?b=1#c.', ['text See ', 'link https://example.nhs.uk/a?b=1#c', 'text .']],
		['(https://en.wikipedia.org/wiki/Gantt_(chart))', ['text (', 'link https://en.wikipedia.org/wiki/Gantt_(chart)', 'text )']],
		['mailto:lead@example.nhs.uk, or HTTP://example.org!', ['link mailto:lead@example.nhs.uk', 'text , or ', 'link HTTP://example.org', 'text !']],
		['javascript:alert(1) data:text/html,x ftp://a.b file:///etc/passwd //example.org', ['text javascript:alert(1) data:text/html,x ftp://a.b file:///etc/passwd //example.org']],
		['<a href="https://example.org">x</a>', ['text <a href="', 'link https://example.org', 'text ">x</a>']],
		['<script>alert(1)</script>', ['text <script>alert(1)</script>']],
		['https:// http://', ['text https:// http://']],
		['https://exa\u202Emple.org', ['link https://exa', 'text \u202Emple.org']],
		['Two\nlines, @Screening lead, Luton\n', ['text Two\nlines, ', 'mention @Screening lead, Luton', 'text \n']],
		['', []]
	])('%s', (body, expected) => {
		expect(shown(body)).toEqual(expected);
	});

	const pieces = fc.constantFrom('@', 'https://', 'mailto:', 'javascript:', 'a.b', 'Screening lead', ', Luton', ' ', '\n', ')', '(', '.', '<', '"', '@Radiology manager', '\u{1F600}', 'é', '\uD83D');
	const bodies = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 25 }).map((parts) => parts.join('')));

	it('put together they are the text, no part is empty, and links are http, https or mailto', () => {
		fc.assert(
			fc.property(bodies, fc.array(fc.string({ maxLength: 4 }).map(person), { maxLength: 3 }), (body, more) => {
				const segments = segmentsOf(body, [...PEOPLE, ...more]);
				expect(segments.map(({ text }) => text).join('')).toBe(body);
				for (const segment of segments) {
					expect(segment.text).not.toBe('');
					if (segment.kind === 'link') expect(new URL(segment.text).protocol).toMatch(/^(https?|mailto):$/);
				}
			}),
			{ numRuns: 500 }
		);
	});
});
