/** What changed between two versions of a text, short enough to read in a list. */

/** The changed middle with a little of what stands around it. */
export interface TextChange {
	before: string;
	removed: string;
	added: string;
	after: string;
}

/** Characters of unchanged text kept on either side. */
const AROUND = 80;
/** The longest stretch of removed or added text that a list carries. */
const MOST = 2_000;

/**
 * The stretch that differs, widened to whole words so that it reads as words, not as letters.
 * `before` and `after` are cut with `…`; so are changes longer than 2,000 characters.
 */
export function textChange(old: string, now: string): TextChange {
	let start = 0;
	const shorter = Math.min(old.length, now.length);
	while (start < shorter && old[start] === now[start]) start += 1;
	let end = 0;
	while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
	// Back to the nearest edge of a word on both sides: half a word is hard to read.
	const edge = (inOld: number, inNow: number) => isSpace(old[inOld]) && isSpace(now[inNow]);
	while (start > 0 && !isSpace(old[start - 1]) && !edge(start, start)) start -= 1;
	while (end > 0 && !isSpace(old[old.length - end]) && !edge(old.length - end - 1, now.length - end - 1)) end -= 1;
	const before = old.slice(0, start);
	const after = old.slice(old.length - end);
	return {
		before: before.length > AROUND ? `…${before.slice(-AROUND)}` : before,
		removed: cut(old.slice(start, old.length - end)),
		added: cut(now.slice(start, now.length - end)),
		after: after.length > AROUND ? `${after.slice(0, AROUND)}…` : after
	};
}

function isSpace(letter: string | undefined): boolean {
	return letter === undefined || /\s/.test(letter);
}

function cut(text: string): string {
	return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
