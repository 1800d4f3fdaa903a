/** The changes that the grid makes to a plan, each one step of undo where it can be. */
import type { FieldRef } from '#lib/plan/document.ts';
import type { Milestone, Priority } from '#lib/plan/fields.ts';
import type { MilestoneId, PriorityId } from '#lib/plan/ids.ts';
import type { PlanStore } from '#lib/sync/plan.svelte.ts';
import type { CellValue } from './cell-text.ts';
import type { ColumnKey } from './columns.ts';
import { byOrder, placeAt, placesAt, type Placed } from './order.ts';
import type { PasteRow } from './paste.ts';
import { byPriority } from './rows.ts';

type SetField = (ref: FieldRef, value: unknown) => void;

/** Whether the cell holds that value already. */
export function holds(milestone: Milestone, column: ColumnKey, value: CellValue): boolean {
	const now: unknown = milestone[column as keyof Milestone];
	return value.form === 'value' ? now === value.value : sameMembers(now as Record<string, unknown>, value.members);
}
function sameMembers(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
	const keys = Object.keys(one);
	return keys.length === Object.keys(other).length && keys.every((key) => key in other && JSON.stringify(one[key]) === JSON.stringify(other[key]));
}

/** Sets a cell, in one step; a set changes member by member, so that two people's changes add up. */
export function setCell(store: PlanStore, milestone: Milestone, column: ColumnKey, value: CellValue): void {
	if (holds(milestone, column, value)) return;
	store.together((set) => write(set, milestone, column, value));
}
function write(set: SetField, milestone: Milestone, field: ColumnKey, value: CellValue): void {
	const ref = { entity: 'milestone' as const, id: milestone.id, field };
	if (value.form === 'value') return set(ref, value.value);
	const now = milestone[field as keyof Milestone] as Record<string, unknown>;
	for (const member of Object.keys(now)) if (!(member in value.members)) set({ ...ref, member }, undefined);
	for (const [member, each] of Object.entries(value.members)) {
		if (JSON.stringify(now[member]) !== JSON.stringify(each)) set({ ...ref, member }, each);
	}
}

export function archive(store: PlanStore, what: { milestones?: readonly MilestoneId[]; priority?: PriorityId | null }, archived: boolean): void {
	store.together((set) => {
		if (what.priority) set({ entity: 'priority', id: what.priority, field: 'archived' }, archived);
		for (const id of what.milestones ?? []) set({ entity: 'milestone', id, field: 'archived' }, archived);
	});
}

/** The milestones under a priority, in order, archived ones too. */
export function milestonesUnder(store: PlanStore, priority: PriorityId | null): Milestone[] {
	const known = new Set(store.priorities.keys());
	const own = priority !== null && known.has(priority) ? priority : null;
	return byPriority(store.milestones.values(), known).get(own) ?? [];
}

/** Adds an empty milestone: after another one, or at the end of a priority. */
export function addMilestone(store: PlanStore, where: { after: Milestone } | { priority: PriorityId | null }): MilestoneId {
	const priority = 'after' in where ? where.after.priority : where.priority;
	const list = milestonesUnder(store, priority);
	const index = 'after' in where ? list.findIndex(({ id }) => id === where.after.id) + 1 : list.length;
	const { order, others } = placeAt(list, index);
	if (others.length > 0) store.together((set) => rekey(set, 'milestone', others));
	return store.addMilestone({ title: '', priority, order });
}

export function addPriority(store: PlanStore, title: string): PriorityId {
	const list = [...store.priorities.values()].toSorted(byOrder);
	return store.addPriority({ title, order: placeAt(list, list.length).order });
}

/** Puts a milestone under a priority, before or after another milestone, or at the end. */
export function moveMilestone(store: PlanStore, milestone: Milestone, to: { priority: PriorityId | null; before?: MilestoneId; after?: MilestoneId; first?: boolean }): void {
	const list = milestonesUnder(store, to.priority).filter(({ id }) => id !== milestone.id);
	const beside = list.findIndex(({ id }) => id === (to.before ?? to.after));
	const index = to.first ? 0 : beside < 0 ? list.length : to.after ? beside + 1 : beside;
	const { order, others } = placeAt(list, index);
	store.together((set) => {
		rekey(set, 'milestone', others);
		if (milestone.priority !== to.priority) set({ entity: 'milestone', id: milestone.id, field: 'priority' }, to.priority);
		set({ entity: 'milestone', id: milestone.id, field: 'order' }, order);
	});
}

/** Puts a priority before or after another. */
export function movePriority(store: PlanStore, priority: Priority, to: { before: PriorityId } | { after: PriorityId }): void {
	const list = [...store.priorities.values()].filter(({ id }) => id !== priority.id).toSorted(byOrder);
	const beside = list.findIndex(({ id }) => id === ('before' in to ? to.before : to.after));
	if (beside < 0) return;
	const { order, others } = placeAt(list, 'after' in to ? beside + 1 : beside);
	store.together((set) => {
		rekey(set, 'priority', others);
		set({ entity: 'priority', id: priority.id, field: 'order' }, order);
	});
}

function rekey(set: SetField, entity: 'milestone' | 'priority', placed: readonly Placed[]): void {
	for (const { id, order } of placed) set({ entity, id, field: 'order' }, order);
}

/**
 * Makes what a paste would do so, as one step of undo: edits of rows, and each new milestone with its values.
 * @param end the milestone after which new ones stand, or the priority at whose end
 */
export function applyPaste(store: PlanStore, rows: readonly PasteRow[], end: { after: Milestone } | { priority: PriorityId | null }): MilestoneId[] {
	let added: MilestoneId[] = [];
	store.asOneStep(() => (added = pasteRows(store, rows, end)));
	return added;
}

function pasteRows(store: PlanStore, rows: readonly PasteRow[], end: { after: Milestone } | { priority: PriorityId | null }): MilestoneId[] {
	const edited = rows.filter(({ edits }) => edits.length > 0);
	if (edited.some(({ milestone }) => milestone)) {
		store.together((set) => {
			for (const { milestone, edits } of edited) {
				if (milestone) for (const { column, value } of edits) write(set, milestone, column.key, value);
			}
		});
	}
	const added = rows.filter(({ milestone }) => milestone === null);
	if (added.length === 0) return [];
	const priority = 'after' in end ? end.after.priority : end.priority;
	const list = milestonesUnder(store, priority);
	const index = 'after' in end ? list.findIndex(({ id }) => id === end.after.id) + 1 : list.length;
	const keys = placesAt(list, index, added.length);
	return added.map(({ edits }, nth) => {
		const values = Object.fromEntries(edits.map(({ column, value }) => [column.key, value.form === 'value' ? value.value : value.members]));
		return store.addMilestone({ ...values, priority, order: keys[nth] ?? 'a0' });
	});
}
