/** Making an edit again on a fresh document: after a refusal the edits behind it are not lost (V6). */
import type * as Y from 'yjs';
import { ADDED, type Change, type ProseDelta } from '#lib/plan/changes.ts';
import { addEntity, entityMap, proseOf, setField } from '#lib/plan/document.ts';
import { fieldSpec, type EntityRecords } from '#lib/plan/fields.ts';

/**
 * Makes a change again.
 * @returns false when there is nothing left to do: it is there already, or what it belonged to is not
 */
export function remake(doc: Y.Doc, change: Change, origin: unknown): boolean {
	if (change.field === ADDED) return remakeAdded(doc, change, origin);
	const spec = fieldSpec(change.entity, change.field);
	if (!spec) return false;
	switch (spec.form) {
		case 'value':
			return setField(doc, { entity: change.entity, id: change.id, field: change.field }, change.new, origin);
		case 'members':
			return setField(doc, change, change.new ?? undefined, origin);
		case 'prose': {
			const text = proseOf(doc, change);
			if (!text || text.toString() === change.new) return false;
			const delta = text.toString() === change.old ? (change.delta ?? []) : splice(text.toString(), String(change.old), String(change.new));
			doc.transact(() => text.applyDelta(delta), origin);
			return true;
		}
	}
}

function remakeAdded(doc: Y.Doc, change: Change, origin: unknown): boolean {
	if (change.entity === 'plan' || entityMap(doc, change.entity, change.id)) return false;
	// `new` of an added entity is its record; its reference is the server's to give.
	const { id, ref: _ref, ...values } = change.new as EntityRecords['milestone'];
	addEntity(doc, change.entity, id, values as never, origin);
	return true;
}

/**
 * What an edit from `old` to `wanted` did, made on a text that has moved on: the part in the
 * middle that it replaced is found again by the text before it, or else by its place.
 */
function splice(now: string, old: string, wanted: string): ProseDelta {
	let start = 0;
	while (start < old.length && start < wanted.length && old[start] === wanted[start]) start += 1;
	let end = 0;
	while (end < old.length - start && end < wanted.length - start && old.at(-1 - end) === wanted.at(-1 - end)) end += 1;
	const removed = old.slice(start, old.length - end);
	const inserted = wanted.slice(start, wanted.length - end);
	const before = old.slice(Math.max(0, start - 20), start);
	const found = now.indexOf(before + removed);
	const at = found >= 0 ? found + before.length : Math.min(start, now.length);
	const present = now.startsWith(removed, at) ? removed.length : 0;
	return [...(at > 0 ? [{ retain: at }] : []), ...(present > 0 ? [{ delete: present }] : []), ...(inserted ? [{ insert: inserted }] : [])];
}
