/**
 * Where a person is in the grid and what they see of it: filters, closed priorities, the focused
 * cell, the selected cells, the cell being edited. What changes the plan is in edits.ts.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { Day } from '#lib/plan/dates.ts';
import type { Milestone } from '#lib/plan/fields.ts';
import type { MilestoneId, PriorityId } from '#lib/plan/ids.ts';
import { draftsOf } from '../fields/drafts.svelte.ts';
import { mapOf } from '../plain.ts';
import type { PlanContext } from '../plan-context.ts';
import { COLUMNS, type Column, type ColumnKey } from './columns.ts';
import { isNarrowed, NO_FILTERS, passes, type PlanFilters } from './filters.ts';
import { moved, rectangle, type Move } from './moves.ts';
import { keyOfMilestone, keyOfPriority, rowsOf, type GridRow } from './rows.ts';

export interface CellAt {
	/** Key of the row. */
	row: string;
	column: ColumnKey;
}
export interface Editing extends CellAt {
	/** The key that began it: what stands in the cell is replaced; '' when it is gone on with. */
	typed: string;
	/** Its calendar or list is wanted at once. */
	list: boolean;
}
/** What is asked after an edit; it may be left unanswered. */
export type FollowUp = { kind: 'reason'; id: MilestoneId; days: number; forecast: Day } | { kind: 'complete'; id: MilestoneId };

export class GridView {
	readonly closed = new SvelteSet<string>();
	filters = $state.raw<PlanFilters>(NO_FILTERS);
	/** The drawer is open: the plan is a list of titles and statuses. */
	narrow = $state(false);
	/** The focus is in the grid. */
	focused = $state(false);
	active = $state.raw<CellAt | null>(null);
	/** The other corner of the selection. */
	anchor = $state.raw<CellAt | null>(null);
	editing = $state.raw<Editing | null>(null);
	/** Row whose menu is open. */
	menu = $state<string | null>(null);
	followUp = $state.raw<FollowUp | null>(null);
	/** This person is moving rows: the row they move is not held in its place on the screen. */
	moving = false;
	/** Rises to ask the grid to take the browser's focus, after what a menu or a dialog did. */
	focusWanted = $state(0);
	/** Rows one screen holds; the grid measures it. */
	page = $state(10);

	private readonly context: () => PlanContext;
	/** Where the focused row stood last, for when it is gone. */
	private lastIndex = 0;

	constructor(context: () => PlanContext) {
		this.context = context;
	}

	readonly columns: readonly Column[] = $derived.by(() => (this.narrow ? COLUMNS.slice(0, 2) : COLUMNS));
	readonly narrowed = $derived.by(() => isNarrowed(this.filters));
	private readonly passing = $derived.by(() => {
		const { today, baseline, people } = this.context();
		const { filters } = this;
		const names = mapOf(people.map((person): [string, string] => [person.id, person.name]));
		const wordsOf = (milestone: Milestone) => Object.keys(milestone.leads).map((id) => names.get(id) ?? '').join(' ');
		return (milestone: Milestone) => passes(milestone, filters, { today, baseline, wordsOf });
	});
	/** The row somebody is in stays, whatever the filters say. */
	private readonly keep = $derived.by((): MilestoneId | null => {
		const row = this.focused || this.editing ? this.active?.row : undefined;
		if (!row?.startsWith('ms:')) return null;
		const id = row.slice(3) as MilestoneId;
		// Without need it stays out of the way, or every step of the focus would group the plan anew.
		return this.narrowed || this.context().store.milestones.get(id)?.archived ? id : null;
	});
	readonly rows: GridRow[] = $derived.by(() => {
		const { store, milestones } = this.context();
		return rowsOf({
			priorities: store.priorities.values(),
			milestones: milestones.values(),
			passes: this.passing,
			narrowed: this.narrowed,
			showArchived: this.filters.archived,
			keep: this.keep,
			closed: this.closed
		});
	});
	readonly indexes = $derived.by(() => mapOf(this.rows.map((row, index): [string, number] => [row.key, index])));
	/** How many milestones the filters leave, in closed priorities too. */
	readonly shownCount = $derived.by(() => this.rows.reduce((sum, row) => sum + (row.kind === 'priority' ? row.size : 0), 0));

	readonly activeIndex = $derived.by(() => {
		if (this.rows.length === 0) return -1;
		const index = this.active ? this.indexes.get(this.active.row) : 0;
		return index ?? Math.min(this.lastIndex, this.rows.length - 1);
	});
	readonly activeColumn = $derived.by(() => {
		const index = this.columns.findIndex(({ key }) => key === this.active?.column);
		return Math.max(0, index);
	});
	readonly activeRow: GridRow | null = $derived.by(() => this.rows[this.activeIndex] ?? null);

	/** Rows and columns of the selection; null while it is one cell. */
	readonly selection = $derived.by(() => {
		if (!this.anchor || !this.active) return null;
		const row = this.indexes.get(this.anchor.row);
		const column = this.columns.findIndex(({ key }) => key === this.anchor?.column);
		if (row === undefined || column < 0) return null;
		return rectangle({ row, column }, { row: this.activeIndex, column: this.activeColumn });
	});

	/** The milestone whose row has the focus. */
	get milestone(): Milestone | null {
		return this.activeRow?.kind === 'milestone' ? this.activeRow.milestone : null;
	}

	goTo(cell: CellAt, { extend = false }: { extend?: boolean } = {}): void {
		if (extend) this.anchor ??= this.active;
		else this.anchor = null;
		this.active = cell;
		const index = this.indexes.get(cell.row);
		if (index !== undefined) this.lastIndex = index;
	}

	move(move: Move, extend = false): void {
		if (this.rows.length === 0) return;
		const from = { row: this.activeIndex, column: this.activeColumn };
		const to = moved(from, move, { rows: this.rows.length, columns: this.columns.length, page: this.page });
		const row = this.rows[to.row];
		const column = this.columns[to.column];
		if (row && column) this.goTo({ row: row.key, column: column.key }, { extend });
	}

	/** The focused row has gone: the one now in its place takes the focus. */
	settle(): void {
		const { editing } = this;
		// Its editor has gone with it, and has kept what was typed.
		if (editing && (!this.indexes.has(editing.row) || !this.columns.some(({ key }) => key === editing.column))) this.editing = null;
		if (!this.active || this.editing || this.indexes.has(this.active.row)) return;
		const row = this.rows[Math.min(this.lastIndex, this.rows.length - 1)];
		if (row) this.goTo({ row: row.key, column: this.active.column });
		else this.active = null;
	}

	fold(key: string, open: boolean): void {
		if (open) this.closed.delete(key);
		else this.closed.add(key);
	}

	/** Makes a milestone's row visible and focused, opening its priority. */
	reveal(id: MilestoneId, column: ColumnKey = 'title'): void {
		const milestone = this.context().store.milestones.get(id);
		if (!milestone) return;
		const known = milestone.priority !== null && this.context().store.priorities.has(milestone.priority);
		this.fold(keyOfPriority(known ? milestone.priority : null), true);
		this.goTo({ row: keyOfMilestone(id), column });
	}
	revealPriority(id: PriorityId): void {
		this.goTo({ row: keyOfPriority(id), column: 'title' });
	}

	edit(how: { typed?: string; list?: boolean } = {}): void {
		if (!this.active) return;
		this.anchor = null;
		this.editing = { ...this.active, typed: how.typed ?? '', list: how.list ?? false };
	}

	/** What is typed in a cell and is no value yet; it outlives the editor. */
	draftOf(row: GridRow, field: string): string | undefined {
		return draftsOf(this.context().store).typed.get(draftKey(row, field));
	}
	keepDraft(row: GridRow, field: string, typed: string | null): void {
		const { typed: drafts } = draftsOf(this.context().store);
		if (typed === null) drafts.delete(draftKey(row, field));
		else drafts.set(draftKey(row, field), typed);
	}
}

export function draftKey(row: GridRow, field: string): string {
	return row.kind === 'milestone' ? `milestone/${row.milestone.id}/${field}` : `priority/${row.priority?.id ?? ''}/${field}`;
}
