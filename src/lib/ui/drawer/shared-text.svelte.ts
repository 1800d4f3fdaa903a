/**
 * A text box that several people write in at once: what is typed goes into a Y.Text as the smallest
 * splice, what others write comes into the box around one's own selection.
 *
 * While the two must stay apart the box keeps what is typed and the edits of others wait: during
 * the composition of a character (changing the box would break it off), while there is no text to
 * write in (after a refusal the document is made anew), and while the text is longer than
 * the field may be. Then both are joined. `base` is the text both last agreed on.
 */
import type { Attachment } from 'svelte/attachments';
import * as Y from 'yjs';
import type { HeldText } from '../fields/drafts.svelte.ts';
import { carry, cleanText, deltaOf, rebase, spliceBetween, type Delta, type Rebased } from './splice.ts';

interface Options {
	/** Of the transactions, so that undo follows them. */
	origin: unknown;
	/** Length a text may have. What would make it longer, or longer still, waits in the box. */
	most: number;
	/** What an earlier box of the same text could not put in. */
	held?: HeldText | undefined;
	/** Called when the selection may stand elsewhere. */
	onMoved: () => void;
}
/** Positions in the text of the box. */
export interface Selected {
	anchor: number;
	head: number;
}

export class SharedTextBinding {
	/** What the box shows. */
	shown = $state('');
	/** Characters that were cleaned away at the last pasting; whoever shows it sets it back. */
	removed = $state(0);
	/** Why what is typed does not go in for now. */
	waiting = $state.raw<'no text' | 'too long' | null>(null);

	private readonly options: Options;
	private text: Y.Text | null = null;
	private box: HTMLTextAreaElement | null = null;
	private base = '';
	/** The text as last seen there: `base` with `theirs`. */
	private latest = '';
	private theirs: Delta[] = [];
	private composing = false;
	private writing = false;

	constructor(options: Options) {
		this.options = options;
		const { held } = options;
		if (!held) return;
		this.base = held.base;
		this.theirs = [...held.theirs];
		this.shown = held.shown;
		this.latest = held.theirs.reduce((text, delta) => applyDelta(text, delta), held.base);
	}

	/** The box to write in; without one the text is only shown. */
	readonly attach: Attachment<HTMLTextAreaElement> = (box) => {
		this.box = box;
		box.value = this.shown;
		return () => {
			this.box = null;
		};
	};

	/** Follows a text; null while there is none. What was typed meanwhile goes into the next one. */
	bind(text: Y.Text | null): void {
		if (text === this.text) return;
		this.text?.unobserve(this.follow);
		const first = this.text === null && this.base === '' && this.shown === '' && this.theirs.length === 0;
		this.text = text;
		if (!text) {
			this.waiting = 'no text';
			return;
		}
		text.observe(this.follow);
		const now = text.toString();
		if (first) {
			this.base = this.latest = now;
			this.show(now);
			this.waiting = null;
			return;
		}
		const change = spliceBetween(this.latest, now);
		if (change) this.theirs.push(deltaOf(change));
		this.latest = now;
		this.join();
	}

	/** The person has typed, pasted or cut. */
	typed(): void {
		const { box } = this;
		if (!box) return;
		const clean = cleanText(box.value);
		if (clean.text !== box.value && !this.composing) {
			const { text: before } = cleanText(box.value.slice(0, box.selectionEnd));
			box.value = clean.text;
			box.setSelectionRange(before.length, before.length);
		}
		if (clean.removed > 0) this.removed = clean.removed;
		this.shown = box.value;
		this.join();
	}
	compositionStarted(): void {
		this.composing = true;
	}
	compositionEnded(): void {
		this.composing = false;
		this.typed();
	}

	/** Lets go of the text; gives what is typed and could not go in, to be handed to the next box. */
	release(): HeldText | null {
		this.composing = false;
		this.join();
		this.text?.unobserve(this.follow);
		this.text = null;
		return this.shown === this.base ? null : { base: this.base, theirs: this.theirs, shown: this.shown };
	}

	/** Whether what is typed is not in the plan's text. */
	get isHeld(): boolean {
		return this.waiting !== null && this.shown !== this.base;
	}

	/** Where the person's caret and selection stand, as Yjs relative positions in JSON; null while they cannot be said. */
	caret(): { anchor: unknown; head: unknown } | null {
		const { box, text } = this;
		if (!box || !text || this.composing || this.waiting) return null;
		const backward = box.selectionDirection === 'backward';
		const at = (index: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
		return { anchor: at(backward ? box.selectionEnd : box.selectionStart), head: at(backward ? box.selectionStart : box.selectionEnd) };
	}

	/** Where somebody else's caret stands in the box; null when it is in no part of this text. */
	locate(caret: { anchor: unknown; head: unknown }): Selected | null {
		const anchor = this.indexOf(caret.anchor);
		const head = this.indexOf(caret.head);
		return anchor === null || head === null ? null : { anchor, head };
	}

	private indexOf(position: unknown): number | null {
		if (!this.text?.doc) return null;
		try {
			// What others say of their caret is theirs to get wrong.
			const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), this.text.doc);
			return found?.type === this.text ? Math.min(found.index, this.shown.length) : null;
		} catch {
			return null;
		}
	}

	/** Puts what is typed into the text, and what others wrote into the box. */
	private join(): void {
		const { text, box } = this;
		if (!text || this.composing) return;
		const mine = spliceBetween(this.base, this.shown, box?.selectionEnd);
		const rebased = mine && rebase(mine, this.theirs);
		if (rebased && this.isTooLong(rebased)) {
			this.waiting = 'too long';
			return;
		}
		this.waiting = null;
		const before = this.shown;
		if (rebased) this.write(text, rebased);
		const now = text.toString();
		const moved = this.theirs.length > 0 ? spliceBetween(before, now) : null;
		this.base = this.latest = now;
		this.theirs = [];
		this.show(now, moved ? deltaOf(moved) : []);
	}

	/** Two people can together pass the limit; then what shortens the text still goes in. */
	private isTooLong({ remove, insert }: Rebased): boolean {
		const { most } = this.options;
		const growth = insert.length - remove.reduce((sum, { from, to }) => sum + to - from, 0);
		return insert.length > most || (growth > 0 && this.latest.length + growth > most);
	}

	private write(text: Y.Text, { remove, at, insert }: Rebased): void {
		this.writing = true;
		try {
			const make = (): void => {
				// From the end, so that the positions before it stay right; the insertion stands where it was found.
				for (const { from, to } of remove.toReversed()) if (from >= at) text.delete(from, to - from);
				if (insert !== '') text.insert(at, insert);
				for (const { from, to } of remove.toReversed()) if (from < at) text.delete(from, to - from);
			};
			if (text.doc) text.doc.transact(make, this.options.origin);
		} finally {
			this.writing = false;
		}
	}

	private readonly follow = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
		if (this.writing) return;
		const { delta } = event;
		const apart = this.composing || this.waiting !== null || this.shown !== this.base;
		this.latest = event.target.toString();
		if (apart) {
			this.theirs.push(delta);
			this.join();
			return;
		}
		this.base = this.latest;
		// One's own undo takes the caret to what it changed; others' edits leave it where it is.
		this.show(this.latest, delta, transaction.origin instanceof Y.UndoManager ? endOf(delta) : null);
	};

	/** Shows a text in the box. The selection is carried over `delta`, or goes to `caret`. */
	private show(now: string, delta: Delta = [], caret: number | null = null): void {
		const { box } = this;
		this.shown = now;
		if (!box || box.value === now) return;
		const { selectionStart, selectionEnd, selectionDirection } = box;
		box.value = now;
		// Only for the box somebody is in: elsewhere some browsers would move the focus here.
		if (document.activeElement === box) {
			const collapsed = selectionStart === selectionEnd;
			const end = caret ?? carry(selectionEnd, delta, 'before');
			const start = caret ?? (collapsed ? end : carry(selectionStart, delta, 'after'));
			box.setSelectionRange(Math.min(start, end), end, selectionDirection);
		}
		this.options.onMoved();
	}
}

function applyDelta(text: string, delta: Delta): string {
	let at = 0;
	let result = '';
	for (const { retain = 0, delete: gone = 0, insert } of delta) {
		result += text.slice(at, at + retain) + (typeof insert === 'string' ? insert : '');
		at += retain + gone;
	}
	return result + text.slice(at);
}

/** Where the last change of a delta ends in the text after it. */
function endOf(delta: Delta): number {
	return delta.reduce((at, { retain = 0, insert }) => at + retain + (typeof insert === 'string' ? insert.length : 0), 0);
}
