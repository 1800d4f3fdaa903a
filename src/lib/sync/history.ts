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

type Step = { kind: 'edit' } | { kind: 'add'; entity: Exclude<EntityKind, 'plan'>; id: string } | { kind: 'several'; steps: Step[] };

export class History {
	private readonly doc: Y.Doc;
	private readonly manager: Y.UndoManager;
	private readonly changed: () => void;
	private done: Step[] = [];
	private undone: Step[] = [];
	private replaying = false;
	/** Steps being gathered into one; null when each stands alone. */
	private gathered: Step[] | null = null;

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

	/** Makes everything `make` does one step, such as a paste that changes rows and adds some. */
	together(make: () => void): void {
		if (this.gathered) return make();
		this.manager.stopCapturing();
		const steps: Step[] = (this.gathered = []);
		try {
			make();
		} finally {
			this.gathered = null;
			this.manager.stopCapturing();
		}
		if (steps.length > 0) this.record({ kind: 'several', steps });
	}

	/** The next edit is a step of its own, however soon it follows. */
	endStep(): void {
		this.manager.stopCapturing();
	}

	undo(): void {
		this.replay(this.done, this.undone, (step) => this.takeBack(step));
	}
	redo(): void {
		this.replay(this.undone, this.done, (step) => this.makeAgain(step));
	}

	destroy(): void {
		this.manager.destroy();
	}

	private takeBack(step: Step): void {
		if (step.kind === 'several') for (const each of step.steps.toReversed()) this.takeBack(each);
		else if (step.kind === 'edit') this.manager.undo();
		else this.archive(step, true);
	}

	private makeAgain(step: Step): void {
		if (step.kind === 'several') for (const each of step.steps) this.makeAgain(each);
		else if (step.kind === 'edit') this.manager.redo();
		else this.archive(step, false);
	}

	private record(step: Step): void {
		if (this.replaying) return;
		if (this.gathered) return void this.gathered.push(step);
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
