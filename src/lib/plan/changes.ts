/**
 * What an edit touched. One walk over a Yjs transaction yields the changes in the plan's own words
 * (for history, projection and the unsent edits of a client) and the offences: what no honest
 * screen could have produced, for which the server refuses the update whole (V3, V4).
 */
import * as Y from 'yjs';
import { readMap, rootsOf, unknownRoots, type FieldRef } from './document.ts';
import { fieldSpec, FIELDS, MOST_ENTITIES, MOST_MEMBERS, parseProse, PROSE_HARD_LIMIT, type EntityKind, type FieldSpec } from './fields.ts';
import { isId } from './ids.ts';

/** One field changed. `added` with the whole record stands for a new entity. `undefined` never occurs: an absent value is null. */
export interface Change extends Required<FieldRef> {
	old: unknown;
	new: unknown;
	/** For prose: the edit as Yjs writes it, so that it can be made again on another text. */
	delta?: ProseDelta;
}
export type ProseDelta = { retain?: number; insert?: string; delete?: number }[];
export const ADDED = 'added';

export interface Touched {
	changes: Change[];
	/** In plain words; empty for every honest edit. */
	offences: string[];
}

/**
 * Applies something to a document and tells what it touched.
 * @param apply makes the edit; runs in one transaction
 */
export function observeChanges(doc: Y.Doc, apply: () => void): Touched {
	const touched: Touched = { changes: [], offences: [] };
	const stop = watchChanges(doc, (each) => {
		touched.changes.push(...each.changes);
		touched.offences.push(...each.offences);
	});
	try {
		apply();
	} finally {
		stop();
	}
	// Yjs keeps keys in the order they arrived, which a replay need not share; history has one order.
	touched.changes.sort((one, other) => compare(placeOf(one), placeOf(other)));
	touched.offences.push(...unknownRoots(doc).map((name) => `The plan has no part called “${name.slice(0, 40)}”.`));
	return touched;
}

/** Calls back with what each transaction touched; returns a function that stops it. */
export function watchChanges(doc: Y.Doc, tell: (touched: Touched, transaction: Y.Transaction) => void): () => void {
	const roots = Object.entries(rootsOf(doc)) as [EntityKind, Y.Map<unknown>][];
	const stops = roots.map(([entity, root]) => {
		const listen = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
			const touched: Touched = { changes: [], offences: [] };
			for (const event of events) walk(entity, root, event, touched);
			// What was refused may hold values that cannot even be compared, such as a bigint.
			if (touched.offences.length === 0) touched.changes = touched.changes.filter((change) => !same(change.old, change.new) || isTorn(change));
			tell(touched, transaction);
		};
		root.observeDeep(listen);
		return () => root.unobserveDeep(listen);
	});
	return () => stops.forEach((stop) => stop());
}

/**
 * Whether prose holds what is left of a character of two halves that was cut through. Yjs has torn it
 * in what it kept of the text before too, so that nothing seems to have changed when both halves stand.
 */
function isTorn(change: Change): boolean {
	return change.delta !== undefined && String(change.new).includes('\uFFFD');
}

function walk(entity: EntityKind, root: Y.Map<unknown>, event: Y.YEvent<Y.AbstractType<unknown>>, touched: Touched): void {
	const path = entity === 'plan' ? ['', ...event.path] : event.path;
	const [id, field] = path.map(String);
	if (id === undefined) return walkRoot(entity as Exclude<EntityKind, 'plan'>, root, event, touched);
	if (field === undefined) return walkEntity(entity, id, event, touched);
	const spec = fieldSpec(entity, field);
	if (path.length > 2 || !spec) return void touched.offences.push(`${nameOf(entity)} has no field “${String(field).slice(0, 40)}”.`);
	if (spec.form === 'prose') return walkProse({ entity, id, field, member: '' }, spec, event, touched);
	walkMembers({ entity, id, field, member: '' }, spec, event, touched);
}

/** A root gains entities and never loses or replaces one: deleting is archiving. */
function walkRoot(entity: Exclude<EntityKind, 'plan'>, root: Y.Map<unknown>, event: Y.YEvent<Y.AbstractType<unknown>>, touched: Touched): void {
	for (const id of keysChanged(event, touched, nameOf(entity))) {
		const action = event.keys.get(id)?.action;
		const map = root.get(id);
		if (action !== 'add' || !isId(PREFIXES[entity], id) || !isMap(map)) {
			touched.offences.push(`A ${nameOf(entity).toLowerCase()} can be added or archived, not replaced or removed.`);
			continue;
		}
		checkWholeEntity(entity, map, touched);
		touched.changes.push({ entity, id, field: ADDED, member: '', old: null, new: readMap(map, entity, id).record });
	}
	if (root.size > MOST_ENTITIES[entity]) touched.offences.push(`A plan can hold ${MOST_ENTITIES[entity]} of these.`);
}

const PREFIXES = { priority: 'pr', milestone: 'ms', kpi: 'kpi' } as const;

function walkEntity(entity: EntityKind, id: string, event: Y.YEvent<Y.AbstractType<unknown>>, touched: Touched): void {
	if (!(event.target instanceof Y.Map)) return void touched.offences.push(`${nameOf(entity)} is not made of fields.`);
	for (const field of keysChanged(event, touched, nameOf(entity))) {
		const spec = fieldSpec(entity, field);
		if (!spec) {
			touched.offences.push(`${nameOf(entity)} has no field “${field.slice(0, 40)}”.`);
			continue;
		}
		const key = event.keys.get(field);
		if (!key) continue;
		if (spec.form !== 'value') {
			// The plan's own summary is made with the plan; all others with their entity.
			if (entity === 'plan' && key.action === 'add' && spec.form === 'prose') checkWholeProse(event.target.get(field), spec, touched);
			else touched.offences.push(`${spec.label} can be edited, not replaced or removed.`);
			continue;
		}
		const value: unknown = event.target.get(field);
		checkContent(event.target, field, spec.label, touched);
		checkValue(spec, value, touched);
		touched.changes.push({ entity, id, field, member: '', old: plain(key.oldValue, spec.empty), new: plain(value, spec.empty) });
	}
}

function walkMembers(ref: Required<FieldRef>, spec: FieldSpec, event: Y.YEvent<Y.AbstractType<unknown>>, touched: Touched): void {
	if (spec.form !== 'members' || !(event.target instanceof Y.Map)) return void touched.offences.push(`${spec.label} is not a set.`);
	for (const member of keysChanged(event, touched, spec.label)) {
		const key = event.keys.get(member);
		const parsedKey = spec.parseKey(member);
		if (!parsedKey.ok) touched.offences.push(parsedKey.problem);
		if (!key) continue;
		const value: unknown = event.target.get(member);
		checkContent(event.target, member, spec.label, touched);
		if (value !== undefined) checkParsed(spec.parse(value), touched);
		touched.changes.push({ ...ref, member, old: plain(key.oldValue, null), new: plain(value, null) });
	}
	if (event.target.size > MOST_MEMBERS) touched.offences.push(`${spec.label} can hold ${MOST_MEMBERS}.`);
}

function walkProse(ref: Required<FieldRef>, spec: FieldSpec, event: Y.YEvent<Y.AbstractType<unknown>>, touched: Touched): void {
	const text = event.target;
	if (spec.form !== 'prose' || !(text instanceof Y.Text)) return void touched.offences.push(`${spec.label} is not text.`);
	if (changedKeysOf(event).some((key) => key !== null)) touched.offences.push(`${spec.label} is plain text, without attributes.`);
	let before = '';
	let after = '';
	for (let item: Y.Item | null = text._start; item; item = item.right) {
		const added = event.adds(item);
		if (added && !item.deleted) checkRun(item, spec, touched);
		// Deleted content is still there while observers run; it is collected afterwards.
		const run = item.content instanceof Y.ContentString ? item.content.str : '';
		if (!item.deleted) after += run;
		if (!added && (!item.deleted || event.deletes(item))) before += run;
	}
	if (after.length > spec.max * PROSE_HARD_LIMIT) touched.offences.push(`${spec.label} is far over its limit of ${spec.max} characters.`);
	touched.changes.push({ ...ref, old: before, new: after, delta: touched.offences.length === 0 ? deltaOf(event) : [] });
}

function deltaOf(event: Y.YEvent<Y.AbstractType<unknown>>): ProseDelta {
	return event.delta.map((part) => ({
		...(part.retain === undefined ? {} : { retain: part.retain }),
		...(typeof part.insert === 'string' ? { insert: part.insert } : {}),
		...(part.delete === undefined ? {} : { delete: part.delete })
	}));
}

function checkRun(item: Y.Item, spec: FieldSpec & { form: 'prose' }, touched: Touched): void {
	if (!(item.content instanceof Y.ContentString)) return void touched.offences.push(`${spec.label} is plain text, without pictures or formats.`);
	checkParsed(parseProse(item.content.str, spec.label, spec.max), touched);
}

/** A new entity is checked whole: events tell only of what was there before. */
function checkWholeEntity(entity: EntityKind, map: Y.Map<unknown>, touched: Touched): void {
	if (map._start !== null) touched.offences.push(`${nameOf(entity)} is made of fields alone.`);
	const specs = Object.entries<FieldSpec>(FIELDS[entity]);
	for (const field of map._map.keys()) {
		if (!fieldSpec(entity, field)) touched.offences.push(`${nameOf(entity)} has no field “${field.slice(0, 40)}”.`);
	}
	for (const [field, spec] of specs) {
		const value: unknown = map.get(field);
		if (map._map.has(field)) checkContent(map, field, spec.label, touched);
		if (spec.form === 'value') checkValue(spec, value, touched);
		else if (spec.form === 'prose') checkWholeProse(value, spec, touched);
		else checkWholeSet(value, spec, touched);
	}
}

function checkWholeSet(value: unknown, spec: FieldSpec & { form: 'members' }, touched: Touched): void {
	if (!isMap(value) || value._start !== null) return void touched.offences.push(`${spec.label} is missing or not a set.`);
	for (const member of value._map.keys()) checkMember(value, member, spec, touched);
	if (value.size > MOST_MEMBERS) touched.offences.push(`${spec.label} can hold ${MOST_MEMBERS}.`);
}

/** Yjs has kinds of map and text for XML too, which inherit from these and no plan holds. */
function isMap(value: unknown): value is Y.Map<unknown> {
	return value instanceof Y.Map && value.constructor === Y.Map;
}

/** What shows under a key is a plain value or a type: no format, embed, binary or document, and never "undefined". */
function checkContent(map: Y.Map<unknown>, key: string, label: string, touched: Touched): void {
	const item = map._map.get(key);
	if (!item || item.deleted || item.content instanceof Y.ContentType) return;
	const plainValue = item.content instanceof Y.ContentAny && item.length === 1 && item.content.arr[0] !== undefined;
	if (!plainValue) touched.offences.push(`${label} holds something that no page writes.`);
}

function checkWholeProse(value: unknown, spec: FieldSpec & { form: 'prose' }, touched: Touched): void {
	if (!(value instanceof Y.Text) || value.constructor !== Y.Text || value._map.size > 0) return void touched.offences.push(`${spec.label} is missing or not plain text.`);
	for (let item: Y.Item | null = value._start; item; item = item.right) if (!item.deleted) checkRun(item, spec, touched);
	if (value.length > spec.max * PROSE_HARD_LIMIT) touched.offences.push(`${spec.label} is far over its limit of ${spec.max} characters.`);
}

function checkMember(set: Y.Map<unknown>, member: string, spec: FieldSpec & { form: 'members' }, touched: Touched): void {
	checkParsed(spec.parseKey(member), touched);
	checkContent(set, member, spec.label, touched);
	if (set.has(member)) checkParsed(spec.parse(set.get(member)), touched);
}

function checkValue(spec: FieldSpec & { form: 'value' }, value: unknown, touched: Touched): void {
	if (value !== undefined) checkParsed(spec.parse(value), touched);
}

function checkParsed(parsed: { ok: true } | { ok: false; problem: string }, touched: Touched): void {
	if (!parsed.ok) touched.offences.push(parsed.problem);
}

/** Keys of a map that the transaction wrote, whether or not the write is the one that shows. */
function keysChanged(event: Y.YEvent<Y.AbstractType<unknown>>, touched: Touched, what: string): string[] {
	const keys = changedKeysOf(event);
	if (keys.includes(null)) touched.offences.push(`${what} is made of fields alone.`);
	return keys.filter((key) => key !== null);
}

/** Keys written within a type; null stands for its list content. */
function changedKeysOf(event: Y.YEvent<Y.AbstractType<unknown>>): (string | null)[] {
	return [...(event.transaction.changed.get(event.target as Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>) ?? [])];
}

const NAMES: Record<EntityKind, string> = { plan: 'Plan', priority: 'Priority', milestone: 'Milestone', kpi: 'KPI' };
function nameOf(entity: EntityKind): string {
	return NAMES[entity];
}

/** An absent value is what a reader would see in its place. */
function plain(value: unknown, empty: unknown): unknown {
	return value === undefined || value instanceof Y.AbstractType ? empty : value;
}

/** New entities first, then by entity, field and member. */
function placeOf({ entity, id, field, member }: Change): string {
	return [field === ADDED ? 0 : 1, entity, id, field, member].join(' ');
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

function same(one: unknown, other: unknown): boolean {
	return one === other || JSON.stringify(one) === JSON.stringify(other);
}
