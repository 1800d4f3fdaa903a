/** What the grid does when a key or a button asks for it. */
import { formatDay } from '#lib/plan/dates.ts';
import type { Milestone, Priority } from '#lib/plan/fields.ts';
import type { MilestoneId, PriorityId } from '#lib/plan/ids.ts';
import type { PlanContext } from '../plan-context.ts';
import { addMilestone, addPriority, archive, milestonesUnder, moveMilestone, movePriority, setCell } from './edits.ts';
import type { Command } from './keyboard.ts';
import { byOrder } from './order.ts';
import { keyOfPriority, type GridRow } from './rows.ts';
import type { GridView } from './view.svelte.ts';

/** What the page does for the grid. */
export interface GridHost {
	/** Words for the page's one live region. */
	announce: (words: string) => void;
	toast: (message: string, undo?: () => void) => void;
	open: (id: MilestoneId, how: 'read' | 'comment') => void;
	/** Closes the drawer. @returns false when it was not open */
	close: () => boolean;
	find: () => void;
	keys: () => void;
	/** Adding a priority asks for its title first. */
	namePriority: () => void;
}

const READ_ONLY = 'You can read this plan. Editors and leads change it.';

export class GridCommands {
	private readonly view: GridView;
	private readonly context: () => PlanContext;
	readonly host: GridHost;

	constructor(view: GridView, context: () => PlanContext, host: GridHost) {
		this.view = view;
		this.context = context;
		this.host = host;
	}

	/** Does what a key asks for. */
	run(command: Command): void {
		const { view, host } = this;
		const { milestone, activeRow } = view;
		const { store } = this.context();
		switch (command.do) {
			case 'move':
				return view.move(command.move, command.extend);
			case 'edit':
				return this.edit({ typed: command.typed, list: command.list });
			case 'open':
				if (milestone) return host.open(milestone.id, 'read');
				if (activeRow) view.fold(activeRow.key, activeRow.kind === 'priority' && !activeRow.open);
				return;
			case 'comment':
				return milestone ? host.open(milestone.id, 'comment') : undefined;
			case 'today':
				return this.today();
			case 'undo':
				return this.mayEdit() ? store.undo() : undefined;
			case 'redo':
				return this.mayEdit() ? store.redo() : undefined;
			case 'find':
				return host.find();
			case 'keys':
				return host.keys();
			case 'menu':
				if (activeRow) view.menu = activeRow.key;
				return;
			case 'escape':
				if (view.anchor) view.anchor = null;
				else host.close();
				return;
			case 'shift':
				return activeRow ? this.shift(activeRow, command.by) : undefined;
			case 'fold':
				return activeRow ? view.fold(activeRow.key, command.open) : undefined;
		}
	}

	/** Whether this person may edit; says so when not. */
	mayEdit(): boolean {
		if (this.context().mayEdit) return true;
		this.host.announce(READ_ONLY);
		this.host.toast(READ_ONLY);
		return false;
	}

	edit(how: { typed?: string; list?: boolean } = {}): void {
		const { view } = this;
		const row = view.activeRow;
		if (!row) return;
		if (!view.active) view.goTo({ row: row.key, column: 'title' });
		if (!this.mayEdit()) return;
		if (row.kind === 'priority') {
			if (row.priority) view.edit(how);
			return;
		}
		const column = view.columns[view.activeColumn];
		if (!column) return;
		if (column.editor === null) {
			const why = column.locked ?? '';
			this.host.announce(why);
			return this.host.toast(why);
		}
		view.edit(how);
	}

	private today(): void {
		const { milestone, columns, activeColumn } = this.view;
		const column = columns[activeColumn];
		if (!milestone || column?.editor !== 'day' || !this.mayEdit()) return;
		const { store, today } = this.context();
		setCell(store, milestone, column.key, { form: 'value', value: today });
		this.host.announce(`${column.label} set to ${formatDay(today)}`);
	}

	// ------------------------------------------------------------ order

	/** Moves a row up or down, a milestone also into the next priority. */
	shift(row: GridRow, by: -1 | 1): void {
		if (!this.mayEdit()) return;
		this.view.moving = true;
		if (row.kind === 'priority') return row.priority ? this.shiftPriority(row.priority, by) : undefined;
		this.shiftMilestone(row.milestone, by);
	}

	private shiftMilestone(milestone: Milestone, by: -1 | 1): void {
		const { view } = this;
		const { store } = this.context();
		const index = view.indexes.get(`ms:${milestone.id}`) ?? -1;
		const beside = view.rows[index + by];
		if (beside?.kind === 'milestone') {
			const { id, priority } = beside.milestone;
			moveMilestone(store, milestone, by < 0 ? { priority, before: id } : { priority, after: id });
		} else {
			const to = this.nextPriority(milestone, by);
			if (to === undefined) return this.host.announce(by < 0 ? 'This is the first row of the plan.' : 'This is the last row of the plan.');
			view.fold(keyOfPriority(to), true);
			moveMilestone(store, milestone, by < 0 ? { priority: to } : { priority: to, first: true });
			this.host.announce(`Moved to ${this.titleOf(to)}`);
		}
	}

	/** The live priority above or below a milestone's own; undefined when there is none. */
	private nextPriority({ priority }: Milestone, by: -1 | 1): PriorityId | undefined {
		const live = [...this.context().store.priorities.values()].filter((each) => !each.archived || each.id === priority).toSorted(byOrder);
		const index = live.findIndex(({ id }) => id === priority);
		return (index < 0 ? (by < 0 ? live.at(-1) : undefined) : live[index + by])?.id;
	}

	private titleOf(id: PriorityId | null): string {
		return id === null ? 'no priority' : (this.context().store.priorities.get(id)?.title ?? 'a priority');
	}

	private shiftPriority(priority: Priority, by: -1 | 1): void {
		const { store } = this.context();
		const shown = this.view.rows.flatMap((row) => (row.kind === 'priority' && row.priority ? [row.priority.id] : []));
		const beside = shown[shown.indexOf(priority.id) + by];
		if (!beside) return this.host.announce(by < 0 ? 'This is the first priority.' : 'This is the last priority.');
		movePriority(store, priority, by < 0 ? { before: beside } : { after: beside });
	}

	/** Puts a milestone at the end of another priority. */
	toPriority(milestone: Milestone, priority: PriorityId | null): void {
		this.view.moving = true;
		moveMilestone(this.context().store, milestone, { priority });
		this.view.reveal(milestone.id, this.view.active?.column);
		this.host.announce(`Moved to ${this.titleOf(priority)}`);
	}

	// ------------------------------------------------------------ adding, archiving

	/** Adds a milestone and starts its title: below the focused one, or at the end of a priority. */
	add(where?: { after: Milestone } | { priority: PriorityId | null }): void {
		if (!this.mayEdit()) return;
		const id = addMilestone(this.context().store, where ?? this.placeForNew());
		this.view.reveal(id);
		this.view.edit();
	}

	/** Where a new milestone stands when nobody says. */
	placeForNew(): { after: Milestone } | { priority: PriorityId | null } {
		const row = this.view.activeRow;
		if (row?.kind === 'milestone' && !row.milestone.archived) return { after: row.milestone };
		if (row?.kind === 'priority' && row.priority && !row.priority.archived) return { priority: row.priority.id };
		const live = [...this.context().store.priorities.values()].filter(({ archived }) => !archived).toSorted(byOrder);
		return { priority: live[0]?.id ?? null };
	}

	addPriority(title: string): void {
		const id = addPriority(this.context().store, title);
		this.view.revealPriority(id);
	}

	archiveMilestone(milestone: Milestone, archived: boolean): void {
		const { store } = this.context();
		const name = milestone.ref || milestone.title || 'The milestone';
		if (archived && !this.view.filters.archived) this.view.move(this.view.rows.at(-1)?.key === `ms:${milestone.id}` ? 'up' : 'down');
		archive(store, { milestones: [milestone.id] }, archived);
		if (archived) this.host.toast(`${name} archived`, () => archive(store, { milestones: [milestone.id] }, false));
		else this.host.toast(`${name} brought back`);
	}

	/** Archives a priority with its milestones, or brings it back, alone or with those archived. */
	archivePriority(priority: Priority, archived: boolean, { withMilestones }: { withMilestones: boolean }): void {
		const { store } = this.context();
		const milestones = withMilestones ? milestonesUnder(store, priority.id).filter((each) => each.archived !== archived).map(({ id }) => id) : [];
		const what = { priority: priority.id, milestones };
		archive(store, what, archived);
		const count = milestones.length === 0 ? '' : milestones.length === 1 ? ' with its milestone' : ` with its ${milestones.length} milestones`;
		if (archived) this.host.toast(`“${priority.title}” archived${count}`, () => archive(store, what, false));
		else this.host.toast(`“${priority.title}” brought back${count}`);
	}
}
