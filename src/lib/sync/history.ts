/**
 * Undo and redo of one's own edits (C3). Adding stands outside Yjs's undo manager: taking an add
 * out of the document would take along what others wrote in it. Its undo archives, its redo brings
 * back.
 */
import * as Y from 'yjs';
import { setField, undoManagerOf } from '#lib/plan/document.ts';
import type { EntityKind } from '#lib/plan/fields.ts';

/** Origins of this page's transactions. */
export const ORIGIN = {
	/** An edit that can be undone. */
	edit: 'edit',
	/** An add, and its undo and redo. */
	add: 'add',
	/** An edit of an earlier page of this device, or one made again after a refusal. */
	again: 'again'
} as const;

/** Whether a transaction is an edit of this page, an undo or redo included. */
export function isOwn(transaction: Y.Transaction): boolean {
	return Object.values<unknown>(ORIGIN).includes(transaction.origin) || transaction.origin instanceof Y.UndoManager;
}

type Step = { kind: 'edit' } | { kind: 'add'; entity: Exclude<EntityKind, 'plan'>; id: string };

export class History {
	private readonly doc: Y.Doc;
	private readonly manager: Y.UndoManager;
	private readonly changed: () => void;
	private done: Step[] = [];
	private undone: Step[] = [];
	private replaying = false;

	/** @param changed called when what can be undone or redone has changed */
	constructor(doc: Y.Doc, changed: () => void) {
		this.doc = doc;
		this.changed = changed;
		this.manager = undoManagerOf(doc, new Set([ORIGIN.edit]));
		this.manager.on('stack-item-added', ({ type }) => type === 'undo' && this.record({ kind: 'edit' }));
	}

	get canUndo(): boolean {
		return this.done.length > 0;
	}
	get canRedo(): boolean {
		return this.undone.length > 0;
	}

	/** Notes that this page added an entity. */
	added(entity: Exclude<EntityKind, 'plan'>, id: string): void {
		this.manager.stopCapturing();
		this.record({ kind: 'add', entity, id });
	}

	/** The next edit is a step of its own, however soon it follows. */
	endStep(): void {
		this.manager.stopCapturing();
	}

	undo(): void {
		this.replay(this.done, this.undone, (step) => (step.kind === 'edit' ? this.manager.undo() : this.archive(step, true)));
	}
	redo(): void {
		this.replay(this.undone, this.done, (step) => (step.kind === 'edit' ? this.manager.redo() : this.archive(step, false)));
	}

	destroy(): void {
		this.manager.destroy();
	}

	private record(step: Step): void {
		if (this.replaying) return;
		this.done.push(step);
		this.undone = [];
		this.changed();
	}

	private replay(from: Step[], to: Step[], make: (step: Step) => void): void {
		const step = from.pop();
		if (!step) return;
		this.replaying = true;
		try {
			make(step);
		} finally {
			this.replaying = false;
		}
		this.manager.stopCapturing();
		to.push(step);
		this.changed();
	}

	private archive({ entity, id }: Extract<Step, { kind: 'add' }>, archived: boolean): void {
		setField(this.doc, { entity, id, field: 'archived' }, archived, ORIGIN.add);
	}
}
