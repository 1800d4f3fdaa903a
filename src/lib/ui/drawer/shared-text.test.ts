import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { HeldText } from '../fields/drafts.svelte.ts';
import { SharedTextBinding } from './shared-text.svelte.ts';

/** As much of a text box as the binding touches, which is always the one that has the focus. */
class Box {
	value = '';
	selectionStart = 0;
	selectionEnd = 0;
	selectionDirection = 'none';
	setSelectionRange(start: number, end: number): void {
		this.selectionStart = start;
		this.selectionEnd = end;
	}
	/** Replaces a stretch, as typing or pasting does. */
	type(from: number, to: number, words: string): void {
		const start = Math.min(from, this.value.length);
		const end = Math.min(Math.max(to, start), this.value.length);
		this.value = this.value.slice(0, start) + words + this.value.slice(end);
		this.setSelectionRange(start + words.length, start + words.length);
	}
}

const ORIGIN = 'edit';
const MOST = 40;

class Page {
	readonly doc = new Y.Doc();
	readonly box = new Box();
	binding: SharedTextBinding;
	constructor(held?: HeldText) {
		this.binding = this.open(held);
		this.bind();
	}
	get text(): Y.Text {
		return this.doc.getText('t');
	}
	open(held?: HeldText): SharedTextBinding {
		this.binding = new SharedTextBinding({ origin: ORIGIN, most: MOST, held, onMoved: () => undefined });
		this.binding.attach(this.box as unknown as HTMLTextAreaElement);
		return this.binding;
	}
	bind(): void {
		this.binding.bind(this.text);
	}
	type(from: number, to: number, words: string): void {
		this.box.type(from, to, words);
		this.binding.typed();
	}
	send(other: Page): void {
		Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(other.doc)), 'remote');
	}
}

let focused: Box | null = null;
beforeEach(() => {
	vi.stubGlobal('document', {
		get activeElement() {
			return focused;
		}
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	focused = null;
});

function twoPages(words: string): [Page, Page] {
	const one = new Page();
	const other = new Page();
	one.type(0, 0, words);
	one.send(other);
	return [one, other];
}

describe('a shared text', () => {
	it('sends what is typed as one splice and shows what others type', () => {
		const [one, other] = twoPages('Rooms are agreed.');
		expect(other.box.value).toBe('Rooms are agreed.');
		other.type(16, 17, ', nurses too.');
		other.send(one);
		expect(one.box.value).toBe('Rooms are agreed, nurses too.');
	});

	it('keeps the selection where its words are', () => {
		const [one, other] = twoPages('Rooms are agreed.');
		focused = one.box;
		one.box.setSelectionRange(6, 9);
		other.type(0, 0, 'All ');
		other.send(one);
		expect([one.box.selectionStart, one.box.selectionEnd]).toEqual([10, 13]);
	});

	it('lets a composition finish before it shows what others typed', () => {
		const [one, other] = twoPages('Rooms.');
		one.binding.compositionStarted();
		one.type(5, 5, 'にほ');
		other.type(0, 0, 'All ');
		other.send(one);
		expect(one.box.value).toBe('Roomsにほ.');
		one.box.type(5, 7, '日本');
		one.binding.compositionEnded();
		one.send(other);
		expect(one.box.value).toBe('All Rooms日本.');
		expect(other.box.value).toBe('All Rooms日本.');
	});

	it('keeps a text that is too long, out of the plan, until it is shorter', () => {
		const [one, other] = twoPages('Rooms.');
		one.type(6, 6, 'x'.repeat(MOST));
		other.type(0, 0, 'All ');
		other.send(one);
		one.send(other);
		expect(one.box.value).toHaveLength(MOST + 6);
		expect(one.binding.waiting).toBe('too long');
		expect(one.binding.isHeld).toBe(true);
		expect(other.box.value).toBe('All Rooms.');
		one.type(6, 6 + MOST, ' Booked.');
		one.send(other);
		expect(one.box.value).toBe('All Rooms. Booked.');
		expect(other.box.value).toBe('All Rooms. Booked.');
		expect(one.binding.waiting).toBeNull();
	});

	it('still takes what shortens a text that two people made too long together', () => {
		const [one, other] = twoPages('x'.repeat(MOST - 2));
		one.type(0, 0, 'aa');
		other.type(MOST - 2, MOST - 2, 'bb');
		one.send(other);
		other.send(one);
		expect(one.box.value).toHaveLength(MOST + 2);
		one.type(2, 3, '');
		expect(one.text.toString()).toHaveLength(MOST + 1);
		one.type(0, 0, 'c');
		expect(one.binding.waiting).toBe('too long');
	});

	it('takes what was typed while there was no text into the next one', () => {
		const [one, other] = twoPages('Rooms.');
		one.binding.bind(null);
		one.type(5, 5, ' agreed');
		expect(one.binding.isHeld).toBe(true);
		const anew = new Page();
		other.type(0, 0, 'All ');
		other.send(anew);
		one.binding.bind(anew.text);
		expect(one.box.value).toBe('All Rooms agreed.');
		expect(anew.text.toString()).toBe('All Rooms agreed.');
	});

	it('hands what could not go in to the next box', () => {
		const [one, other] = twoPages('Rooms.');
		one.type(6, 6, 'x'.repeat(MOST));
		const held = one.binding.release();
		other.type(0, 0, 'All ');
		other.send(one);
		one.open(held ?? undefined);
		one.bind();
		expect(one.box.value).toHaveLength(MOST + 6);
		one.type(6, 6 + MOST, '');
		expect(one.box.value).toBe('All Rooms.');
		expect(one.binding.release()).toBeNull();
	});

	it('leaves out characters that cannot be shown, and counts them', () => {
		const [one, other] = twoPages('Rooms.');
		one.type(6, 6, '\u0000 \u0007Yes\v');
		one.send(other);
		expect(other.box.value).toBe('Rooms. Yes\n');
		expect(one.binding.removed).toBe(2);
		expect(one.box.selectionEnd).toBe(11);
	});

	it('finds a caret of somebody else, and nothing for what is no caret', () => {
		const [one, other] = twoPages('Rooms.');
		other.box.setSelectionRange(2, 4);
		const caret = other.binding.caret();
		expect(caret && one.binding.locate(JSON.parse(JSON.stringify(caret)) as typeof caret)).toEqual({ anchor: 2, head: 4 });
		for (const nonsense of [{}, 'x', 7, { type: { client: 1, clock: 99 } }, { tname: 'other' }, { item: 'x' }]) {
			expect(one.binding.locate({ anchor: nonsense, head: nonsense })).toBeNull();
		}
	});

	it('comes to the same text on every page, whatever the order of typing, composing and arriving', () => {
		const place = fc.nat(14);
		const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀', 'x'), maxLength: 5 });
		const step = fc.oneof(
			{ weight: 4, arbitrary: fc.record({ does: fc.constant('type' as const), page: fc.nat(1), from: place, length: fc.nat(4), words }) },
			{ weight: 2, arbitrary: fc.record({ does: fc.constant('send' as const), page: fc.nat(1) }) },
			{ weight: 1, arbitrary: fc.record({ does: fc.constant('end' as const), page: fc.nat(1) }) },
			{ weight: 1, arbitrary: fc.record({ does: fc.constant('start' as const), page: fc.nat(1) }) }
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
				const pages = twoPages('one two');
				for (const each of steps) {
					const page = pages[each.page];
					const other = pages[1 - each.page];
					if (!page || !other) continue;
					if (each.does === 'send') page.send(other);
					else if (each.does === 'start') page.binding.compositionStarted();
					else if (each.does === 'end') page.binding.compositionEnded();
					else {
						// A person cannot put the caret inside a character.
						const edges = [0, ...[...page.box.value].map((_, index, all) => all.slice(0, index + 1).join('').length)];
						const from = edges[each.from % edges.length] ?? 0;
						const to = edges[Math.min(edges.indexOf(from) + each.length, edges.length - 1)] ?? from;
						page.type(from, to, each.words);
					}
				}
				for (const page of pages) page.binding.compositionEnded();
				const [one, two] = pages;
				one.send(two);
				two.send(one);
				one.send(two);
				expect(one.text.toString()).toBe(two.text.toString());
				for (const page of pages) {
					if (page.binding.waiting === null) expect(page.box.value).toBe(page.text.toString());
					expect(page.text.toString().isWellFormed()).toBe(true);
				}
			}),
			{ numRuns: 500 }
		);
	});
});
