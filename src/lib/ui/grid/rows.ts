/** The rows of the grid: priorities in order, each followed by its milestones. */
import { noCounts, type StatusCounts } from '#lib/plan/attention.ts';
import type { Milestone, Priority } from '#lib/plan/fields.ts';
import type { MilestoneId, PriorityId } from '#lib/plan/ids.ts';
import { byOrder } from './order.ts';

export interface PriorityRow {
	kind: 'priority';
	/** Unique among rows. */
	key: string;
	/** Null: milestones without a priority. */
	priority: Priority | null;
	/** Its number in the list, from 1; null for milestones without a priority. */
	number: number | null;
	/** Of the milestones that the filters leave, archived ones aside. */
	counts: StatusCounts;
	/** How many rows stand under it when it is open. */
	size: number;
	open: boolean;
}
export interface MilestoneRow {
	kind: 'milestone';
	key: string;
	milestone: Milestone;
}
export type GridRow = PriorityRow | MilestoneRow;

export interface Grouping {
	priorities: Iterable<Priority>;
	milestones: Iterable<Milestone>;
	/** Whether a milestone passes the filters. */
	passes: (milestone: Milestone) => boolean;
	/** Whether filters narrow the plan: then priorities without a match are left out. */
	narrowed: boolean;
	showArchived: boolean;
	/** Shown whatever the filters say: the row somebody is in must not vanish under them. */
	keep: MilestoneId | null;
	/** Keys of priority rows that are closed. */
	closed: ReadonlySet<string>;
}

export const NO_PRIORITY = 'pr:none';
export function keyOfPriority(id: PriorityId | null): string {
	return id === null ? NO_PRIORITY : `pr:${id}`;
}
export function keyOfMilestone(id: MilestoneId): string {
	return `ms:${id}`;
}

/** Milestones by the priority they stand under; one whose priority is not in the plan stands under none. */
export function byPriority(milestones: Iterable<Milestone>, known: ReadonlySet<PriorityId>): Map<PriorityId | null, Milestone[]> {
	const groups = new Map<PriorityId | null, Milestone[]>();
	for (const milestone of milestones) {
		const id = milestone.priority !== null && known.has(milestone.priority) ? milestone.priority : null;
		const group = groups.get(id);
		if (group) group.push(milestone);
		else groups.set(id, [milestone]);
	}
	for (const group of groups.values()) group.sort(byOrder);
	return groups;
}

/** The rows as the filters leave them. An archived priority shows while live milestones stand under it. */
export function rowsOf(grouping: Grouping): GridRow[] {
	const priorities = [...grouping.priorities].toSorted(byOrder);
	const groups = byPriority(grouping.milestones, new Set(priorities.map(({ id }) => id)));
	const rows: GridRow[] = [];
	let number = 0;
	for (const priority of [...priorities, null]) {
		const all = groups.get(priority?.id ?? null) ?? [];
		const shown = all.filter((each) => each.id === grouping.keep || ((!each.archived || grouping.showArchived) && grouping.passes(each)));
		if (priority && !priority.archived) number += 1;
		if (priority === null && shown.length === 0) continue;
		if (priority?.archived && !grouping.showArchived && !all.some((each) => !each.archived)) continue;
		if (grouping.narrowed && shown.length === 0) continue;
		const key = keyOfPriority(priority?.id ?? null);
		const open = !grouping.closed.has(key);
		rows.push({ kind: 'priority', key, priority, number: priority && !priority.archived ? number : null, counts: countsOf(shown), size: shown.length, open });
		if (open) for (const milestone of shown) rows.push(rowOf(milestone));
	}
	return rows;
}

/** A record that is the same has a row that is the same, so that only what changed is drawn again. */
const known = new WeakMap<Milestone, MilestoneRow>();
function rowOf(milestone: Milestone): MilestoneRow {
	const row = known.get(milestone) ?? { kind: 'milestone', key: keyOfMilestone(milestone.id), milestone };
	known.set(milestone, row);
	return row;
}

function countsOf(milestones: readonly Milestone[]): StatusCounts {
	const counts = noCounts();
	for (const { status, archived } of milestones) if (!archived) counts[status] += 1;
	return counts;
}
