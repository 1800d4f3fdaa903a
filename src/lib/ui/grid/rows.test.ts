import { expect, test } from 'vitest';
import type { MilestoneId, PriorityId } from '#lib/plan/ids.ts';
import { rowsOf, type GridRow, type Grouping } from './rows.ts';
import { sampleMilestone, samplePriority } from './sample.ts';

const [one, two, old] = [samplePriority('1', 'a1'), samplePriority('2', 'a0'), samplePriority('3', 'a2', true)];
const under = (id: string, priority: { id: PriorityId } | null, order: string, archived = false) => sampleMilestone(id, { priority: priority?.id ?? null, order, archived });
const base: Grouping = {
	priorities: [one, two, old],
	milestones: [under('1', one, 'a1'), under('2', one, 'a0'), under('3', two, 'a0', true), under('4', null, 'a0')],
	passes: () => true,
	narrowed: false,
	showArchived: false,
	keep: null,
	closed: new Set()
};
const words = (rows: GridRow[]) => rows.map((row) => (row.kind === 'priority' ? `${row.number ?? '-'}:${row.size}` : row.milestone.ref));

test('priorities in order, milestones in theirs, those without a priority last', () => {
	expect(words(rowsOf(base))).toEqual(['1:0', '2:2', 'CAN-2', 'CAN-1', '-:1', 'CAN-4']);
});
test('a milestone whose priority is not in the plan stands under none', () => {
	const lost = sampleMilestone('9', { priority: 'pr_gone' as PriorityId });
	expect(words(rowsOf({ ...base, milestones: [lost] }))).toEqual(['1:0', '2:0', '-:1', 'CAN-9']);
});
test('archived rows show when asked for', () => {
	expect(words(rowsOf({ ...base, showArchived: true }))).toEqual(['1:1', 'CAN-3', '2:2', 'CAN-2', 'CAN-1', '-:0', '-:1', 'CAN-4']);
});
test('an archived priority stays while live milestones stand under it', () => {
	expect(words(rowsOf({ ...base, milestones: [under('5', old, 'a0')] }))).toEqual(['1:0', '2:0', '-:1', 'CAN-5']);
});
test('filters leave out priorities without a match, and keep the row somebody is in', () => {
	const passing = (id: string) => (each: { id: string }) => each.id === `ms_${id}`;
	expect(words(rowsOf({ ...base, passes: passing('4'), narrowed: true }))).toEqual(['-:1', 'CAN-4']);
	expect(words(rowsOf({ ...base, passes: passing('4'), narrowed: true, keep: 'ms_1' as MilestoneId }))).toEqual(['2:1', 'CAN-1', '-:1', 'CAN-4']);
});
test('a closed priority keeps its counts', () => {
	const [first, second] = rowsOf({ ...base, closed: new Set([`pr:${one.id}`]) }).slice(1);
	expect(first).toMatchObject({ open: false, size: 2, counts: { notStarted: 2 } });
	expect(second?.kind).toBe('priority');
});
