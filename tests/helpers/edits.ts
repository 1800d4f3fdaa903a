/** Edits as an honest page makes them, in one word each. */
import type * as Y from 'yjs';
import { addEntity, proseOf, readEntity, setField } from '#lib/plan/document.ts';
import type { Milestone } from '#lib/plan/fields.ts';
import { newId, type MilestoneId } from '#lib/plan/ids.ts';

/** Adds a milestone; returns its id. */
export function addMilestone(doc: Y.Doc, title: string, values: Partial<Omit<Milestone, 'id' | 'ref'>> = {}): MilestoneId {
	const id = newId('ms');
	// Not an edit that undo takes back (C3).
	addEntity(doc, 'milestone', id, { title, order: 'a0', ...values }, 'add');
	return id;
}
export function setTitle(doc: Y.Doc, id: string, title: string): void {
	setField(doc, { entity: 'milestone', id, field: 'title' }, title);
}
export function titleOf(doc: Y.Doc, id: string): string | undefined {
	return readEntity(doc, 'milestone', id)?.record.title;
}
export function type(doc: Y.Doc, id: string, text: string, at = 0): void {
	const prose = proseOf(doc, { entity: 'milestone', id, field: 'description' });
	if (!prose) throw new Error(`There is no milestone ${id}`);
	prose.insert(Math.min(at, prose.length), text);
}
export function descriptionOf(doc: Y.Doc, id: string): string | undefined {
	return readEntity(doc, 'milestone', id)?.record.description;
}
