/** Who else has this plan open, in which cell, and where their caret stands in a text. */
import type { Awareness } from 'y-protocols/awareness';
import type { FieldRef } from '#lib/plan/document.ts';

/** A cell of the grid, or a field of the drawer. */
export interface CellPlace {
	entity: string;
	id: string;
	field: string;
	/** Whether they are typing in it, not just there. */
	editing: boolean;
}
/** A caret in shared text: Yjs relative positions, as JSON. */
export interface CaretPlace {
	field: FieldRef;
	anchor: unknown;
	head: unknown;
}
export interface PresentPerson {
	client: number;
	person: string;
	name: string;
	initials: string;
	colour: string;
	cell: CellPlace | null;
	caret: CaretPlace | null;
}

export class PresenceView {
	/** Everyone else, one entry a page of theirs. */
	others = $state.raw<PresentPerson[]>([]);
	/** Everyone else, one entry a person. */
	readonly people = $derived([...new Map(this.others.map((other) => [other.person, other])).values()]);
	private awareness: Awareness | null = null;
	private mine: { cell: CellPlace | null; caret: CaretPlace | null } = { cell: null, caret: null };

	/** Follows a connection's presence; the earlier one is let go. */
	follow(awareness: Awareness): void {
		this.awareness = awareness;
		awareness.setLocalState(this.mine);
		awareness.on('change', () => this.read(awareness));
		this.read(awareness);
	}

	/** Says where I am; null: nowhere in particular. */
	setCell(cell: CellPlace | null): void {
		if (JSON.stringify(cell) === JSON.stringify(this.mine.cell)) return;
		this.mine = { ...this.mine, cell };
		this.awareness?.setLocalState(this.mine);
	}
	setCaret(caret: CaretPlace | null): void {
		if (JSON.stringify(caret) === JSON.stringify(this.mine.caret)) return;
		this.mine = { ...this.mine, caret };
		this.awareness?.setLocalState(this.mine);
	}

	/** The people in a cell, newest last. */
	inCell(entity: string, id: string, field: string): PresentPerson[] {
		return this.others.filter(({ cell }) => cell?.id === id && cell.field === field && cell.entity === entity);
	}

	private read(awareness: Awareness): void {
		if (awareness !== this.awareness) return;
		this.others = [...awareness.getStates()].flatMap(([client, state]) => (client === awareness.clientID ? [] : (personOf(client, state) ?? [])));
	}
}

/** What others say of themselves is theirs to get wrong; who they are is the server's word. */
function personOf(client: number, state: Record<string, unknown>): PresentPerson | null {
	const user = state.user as Record<'person' | 'name' | 'initials' | 'colour', string> | undefined;
	if (!user) return null;
	return { client, person: user.person, name: user.name, initials: user.initials, colour: user.colour, cell: cellOf(state.cell), caret: caretOf(state.caret) };
}

function cellOf(value: unknown): CellPlace | null {
	if (typeof value !== 'object' || value === null) return null;
	const { entity, id, field, editing } = value as Record<string, unknown>;
	if (typeof entity !== 'string' || typeof id !== 'string' || typeof field !== 'string') return null;
	return { entity, id, field, editing: editing === true };
}

function caretOf(value: unknown): CaretPlace | null {
	if (typeof value !== 'object' || value === null) return null;
	const { field, anchor, head } = value as Partial<CaretPlace>;
	return field && anchor && head ? { field, anchor, head } : null;
}
