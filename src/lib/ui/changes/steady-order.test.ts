import { expect, test } from 'vitest';
import type { ChangesListed, MilestoneChange } from '#lib/plan/what-changed.ts';
import { inOrder, orderOf, sameOrder } from './steady-order.ts';

const milestone = (id: string): MilestoneChange => ({ id, ref: id, title: id, came: 'added', redated: null, status: null, reowned: null, reworded: [], by: { name: null, at: '' } });
const programme = (slug: string, ...ids: string[]): ChangesListed => ({ slug, programme: slug, status: { from: 'onTrack', to: 'onTrack' }, milestones: ids.map(milestone), signals: [], challenges: [], left: 0 });
const shape = (changes: readonly ChangesListed[]) => changes.map(({ slug, milestones }) => [slug, ...milestones.map(({ id }) => id)].join(' '));

test('what was there keeps its place, what is new comes behind, and what is gone is gone', () => {
	const before = [programme('cancer', 'c1', 'c2', 'c3'), programme('fragile', 'f1')];
	const after = [programme('urgent', 'u1'), programme('fragile', 'f2', 'f1'), programme('cancer', 'c9', 'c3', 'c1')];
	const shown = inOrder(after, orderOf(before));
	expect(shape(shown)).toEqual(['cancer c1 c3 c9', 'fragile f1 f2', 'urgent u1']);
	expect(sameOrder(shown, after)).toBe(false);
});

test('the same again is in the same order, and an order of nothing leaves all as it is', () => {
	const changes = [programme('cancer', 'c2', 'c1'), programme('fragile')];
	expect(sameOrder(inOrder(changes, orderOf(changes)), changes)).toBe(true);
	expect(shape(inOrder(changes, new Map()))).toEqual(['cancer c2 c1', 'fragile']);
});
