/**
 * The arithmetic of writing in shared text, on plain strings: what a person's typing changed, what
 * it becomes on a text that others have changed meanwhile, and where a caret then stands. Lengths
 * and positions are UTF-16 units, as in a text box and in Yjs. A pair of surrogates is never
 * split: Yjs would put a replacement character in place of each half.
 */

/** At `at`, `remove` units go and `insert` comes. */
export interface Splice {
	at: number;
	remove: number;
	insert: string;
}
/** An edit as Yjs reports it: from the start, keep, put in or take out. What is not named is kept. */
export type Delta = readonly { retain?: number; insert?: unknown; delete?: number }[];
/** Which way a position goes when somebody writes exactly there. */
export type Side = 'before' | 'after';

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * The smallest splice that makes one text from another; null when they are equal.
 * @param caret where the caret stands in the new text: of several equal splices ("aa" to "aaa"),
 * the one that ends there is what the person did
 */
export function spliceBetween(old: string, now: string, caret = now.length): Splice | null {
	if (old === now) return null;
	const shorter = Math.min(old.length, now.length);
	let tail = 0;
	const mostTail = Math.min(shorter, Math.max(0, now.length - caret));
	while (tail < mostTail && old.charCodeAt(old.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail)) tail += 1;
	let at = 0;
	while (at < shorter - tail && old.charCodeAt(at) === now.charCodeAt(at)) at += 1;
	// What the caret kept out of the tail may still be equal: the caret says where, not how much.
	while (tail < shorter - at && old.charCodeAt(old.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail)) tail += 1;
	if (at > 0 && isHigh(old.charCodeAt(at - 1))) at -= 1;
	if (tail > 0 && isLow(old.charCodeAt(old.length - tail))) tail -= 1;
	return { at, remove: old.length - tail - at, insert: now.slice(at, now.length - tail) };
}

/** A splice as a delta. */
export function deltaOf({ at, remove, insert }: Splice): Delta {
	return [...(at > 0 ? [{ retain: at }] : []), ...(remove > 0 ? [{ delete: remove }] : []), ...(insert !== '' ? [{ insert }] : [])];
}

/** A run of the old text that an edit kept, and where it begins in the new one. */
interface Kept {
	from: number;
	to: number;
	now: number;
}

function keptBy(delta: Delta): Kept[] {
	const kept: Kept[] = [];
	let old = 0;
	let now = 0;
	for (const { retain = 0, delete: gone = 0, insert } of delta) {
		if (retain > 0) kept.push({ from: old, to: old + retain, now });
		old += retain + gone;
		// Yjs counts anything that is not text as one unit.
		now += retain + (typeof insert === 'string' ? insert.length : insert === undefined ? 0 : 1);
	}
	kept.push({ from: old, to: Infinity, now });
	return kept;
}

/** Where a position stands after somebody's edit. One whose surroundings went stands where they were. */
export function carry(index: number, delta: Delta, side: Side): number {
	const kept = keptBy(delta);
	if (side === 'after') {
		const run = kept.find(({ to }) => index < to);
		return run ? run.now + Math.max(0, index - run.from) : index;
	}
	const run = kept.findLast(({ from }) => from < index);
	return run ? run.now + Math.min(index, run.to) - run.from : 0;
}

/** One's own splice on the text as it is now: ranges to take out, in order, and what to put in where. */
export interface Rebased {
	remove: { from: number; to: number }[];
	at: number;
	insert: string;
}

/**
 * A splice made on an older text, for the text after the edits of others, in their order: it takes
 * out what it took out and is still there, and nothing that others wrote.
 */
export function rebase({ at, remove, insert }: Splice, theirs: readonly Delta[]): Rebased {
	let ranges = remove > 0 ? [{ from: at, to: at + remove }] : [];
	let place = at;
	for (const delta of theirs) {
		const kept = keptBy(delta);
		ranges = ranges.flatMap((range) =>
			kept.flatMap((run) => {
				const from = Math.max(range.from, run.from);
				const to = Math.min(range.to, run.to);
				return from < to ? [{ from: from - run.from + run.now, to: to - run.from + run.now }] : [];
			})
		);
		place = carry(place, delta, 'before');
	}
	return { remove: ranges, at: place, insert };
}

/** The text after a rebased splice, and where its insertion ends in it. */
export function applyRebased(text: string, { remove, at, insert }: Rebased): { text: string; end: number } {
	let result = text.slice(0, at) + insert + text.slice(at);
	let end = at + insert.length;
	for (const { from, to } of remove.toReversed()) {
		const shift = from >= at ? insert.length : 0;
		// A range that spans the place stands on both sides of what was put in.
		const cuts = from < at && to > at ? [[at + insert.length, to + insert.length], [from, at]] : [[from + shift, to + shift]];
		for (const [start = 0, stop = 0] of cuts) {
			result = result.slice(0, start) + result.slice(stop);
			if (stop <= end) end -= stop - start;
		}
	}
	return { text: result, end };
}

// Word pastes a vertical tab for a soft line break, other programs the Unicode separators.
const LINE_BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
// What no field of a plan may hold (control characters but tab and line feed), and half characters.
// eslint-disable-next-line no-control-regex -- reason: control characters are what it looks for
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as a field can hold it: line breaks made one kind, characters that cannot be shown taken out and counted. */
export function cleanText(text: string): { text: string; removed: number } {
	let removed = 0;
	const clean = text.replace(LINE_BREAK, '\n').replace(UNFIT, () => {
		removed += 1;
		return '';
	});
	return { text: clean, removed };
}
