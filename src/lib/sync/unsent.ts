/**
 * The edits made here that the server has not yet said are saved. The order is the order of making.
 *
 * The server counts the frames of a socket that carry edits, and so does the page (D5). An edit is
 * settled when the frame that carried it is: its own update frame, or the step 2 that answered the
 * server's step 1 on this socket, which carries all that the server lacked.
 */
import type { Change } from '#lib/plan/changes.ts';

export interface UnsentEdit {
	changes: Change[];
	/** The Yjs update, under the client id of the document it was made on. */
	bytes: Uint8Array;
	/** The counted frame of the present socket that carries it; null until one does. */
	frame: number | null;
	/** Alone in its frame: if that frame is refused, this edit is why. */
	alone: boolean;
	/** When it was made, by this device's clock, in milliseconds. */
	madeAt: number;
}

export class UnsentEdits {
	private list: UnsentEdit[] = [];
	/** Counted frames sent on this socket. */
	private sent = 0;
	private settled = 0;
	/** The step 2 that answered this socket's step 1; null until it was sent. */
	private answer: number | null = null;

	get edits(): readonly UnsentEdit[] {
		return this.list;
	}

	/** Whether everything is settled and, where the server asked, its step 1 was answered too. */
	isSettled(mayEdit: boolean): boolean {
		const answered = !mayEdit || (this.answer !== null && this.answer <= this.settled);
		return answered && this.list.length === 0 && this.sent === this.settled;
	}

	/** An edit was made; the frame that carries it follows, if there is a connection. */
	made(changes: Change[], madeAt: number): UnsentEdit {
		const edit: UnsentEdit = { changes, bytes: new Uint8Array(), frame: null, alone: false, madeAt };
		this.list.push(edit);
		return edit;
	}

	/** A counted frame went out: an update carries the newest edit, an answer all that were not yet settled. */
	frameSent(kind: 'update' | 'answer'): void {
		this.sent += 1;
		if (kind === 'answer') {
			this.answer ??= this.sent;
			for (const edit of this.list) Object.assign(edit, { frame: this.sent, alone: this.list.length === 1 && edit.changes.length === 1 });
			return;
		}
		const newest = this.list.at(-1);
		if (newest && newest.frame === null) Object.assign(newest, { frame: this.sent, alone: newest.changes.length === 1 });
	}

	/** The server settled the first `count` frames. @returns whether any edit was among them */
	settledUpTo(count: number): boolean {
		this.settled = count;
		const before = this.list.length;
		this.list = this.list.filter((edit) => edit.frame === null || edit.frame > count);
		return this.list.length < before;
	}

	/** The connection went: what was not settled will be carried by the next socket's answer. */
	disconnected(): void {
		this.sent = 0;
		this.settled = 0;
		this.answer = null;
		for (const edit of this.list) Object.assign(edit, { frame: null, alone: false });
	}

	/**
	 * The server refused a frame: the first that is not settled.
	 * @returns the one change to blame, if it went alone, and all changes to make again singly
	 */
	refused(): { culprit: Change | null; again: Change[] } {
		const [first, ...rest] = this.list;
		this.list = [];
		const blamed = first?.alone ? (first.changes[0] ?? null) : null;
		const again = (blamed ? rest : [...(first ? [first] : []), ...rest]).flatMap((edit) => edit.changes);
		return { culprit: blamed, again };
	}
}
