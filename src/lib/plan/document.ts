/**
 * The shared document of one workplan: the only file that knows its keys.
 *
 *   plan        map   title, starts, months, schemaVersion, summary (Y.Text)
 *   priorities  map   id → map
 *   milestones  map   id → map; description and commentary are Y.Text; leads, kpis, places,
 *                     dependsOn, enablers are maps used as sets
 *   kpis        map   id → map; baselines, trajectory are maps
 *
 * A nested text or set is made together with its entity and never replaced: two people who both
 * made one would lose one of them. A reader never trusts what it finds: a value that does not
 * parse becomes its field's empty value and a problem.
 */
import * as Y from 'yjs';
import { FIELDS, type EntityKind, type EntityRecords, type FieldSpec } from './fields.ts';

const ROOTS = { plan: 'plan', priority: 'priorities', milestone: 'milestones', kpi: 'kpis' } as const;
export const SCHEMA_VERSION = 1;

/** Where a value stands: a field of an entity, or one member of a set field. `id` is '' for the plan itself. */
export interface FieldRef {
	entity: EntityKind;
	id: string;
	field: string;
	member?: string;
}
export interface ReadProblem {
	field: string;
	message: string;
}
export interface Read<Kind extends EntityKind> {
	record: EntityRecords[Kind];
	problems: ReadProblem[];
}

/** The document's roots by entity. Asking for them also tells Yjs their types. */
export function rootsOf(doc: Y.Doc): Record<EntityKind, Y.Map<unknown>> {
	return {
		plan: doc.getMap(ROOTS.plan),
		priority: doc.getMap(ROOTS.priority),
		milestone: doc.getMap(ROOTS.milestone),
		kpi: doc.getMap(ROOTS.kpi)
	};
}

/** Names of roots in the document that no plan has. */
export function unknownRoots(doc: Y.Doc): string[] {
	const known: readonly string[] = Object.values(ROOTS);
	return [...doc.share.keys()].filter((name) => !known.includes(name));
}

/** The map that holds an entity's fields, or null when there is no such entity. */
export function entityMap(doc: Y.Doc, entity: EntityKind, id: string): Y.Map<unknown> | null {
	const root = rootsOf(doc)[entity];
	if (entity === 'plan') return root;
	const map = root.get(id);
	return map instanceof Y.Map ? map : null;
}

/** Ids of all entities of a kind, in no particular order. */
export function idsOf<Kind extends Exclude<EntityKind, 'plan'>>(doc: Y.Doc, entity: Kind): EntityRecords[Kind]['id'][] {
	return [...rootsOf(doc)[entity].keys()] as EntityRecords[Kind]['id'][];
}

/** Reads an entity into a typed record plus what was wrong with it; null when there is no such entity. */
export function readEntity<Kind extends EntityKind>(doc: Y.Doc, entity: Kind, id: string): Read<Kind> | null {
	const map = entityMap(doc, entity, id);
	return map && readMap(map, entity, id);
}

/** Reads an entity's map. A value that does not parse becomes the field's empty value and a problem. */
export function readMap<Kind extends EntityKind>(map: Y.Map<unknown>, entity: Kind, id: string): Read<Kind> {
	const problems: ReadProblem[] = [];
	const record: Record<string, unknown> = entity === 'plan' ? {} : { id };
	for (const [field, spec] of Object.entries<FieldSpec>(FIELDS[entity])) {
		const say = (message: string) => problems.push({ field, message });
		record[field] = readField(map.get(field), spec, say);
	}
	// The table of fields and the record types are written side by side in fields.ts.
	return { record: record as unknown as EntityRecords[Kind], problems };
}

function readField(value: unknown, spec: FieldSpec, say: (message: string) => void): unknown {
	switch (spec.form) {
		case 'value': {
			if (value === undefined) return spec.empty;
			const parsed = spec.parse(value);
			if (!parsed.ok) say(parsed.problem);
			return parsed.ok ? parsed.value : spec.empty;
		}
		case 'prose':
			if (value instanceof Y.Text) return value.toString();
			if (value !== undefined) say(`${spec.label} is not text.`);
			return '';
		case 'members': {
			const members: Record<string, unknown> = {};
			if (!(value instanceof Y.Map)) {
				if (value !== undefined) say(`${spec.label} is not a set.`);
				return members;
			}
			// Sorted, so that two readings of the same state are equal to the letter.
			for (const key of [...value.keys()].sort()) {
				const parsedKey = spec.parseKey(key);
				const parsed = spec.parse(value.get(key));
				if (parsedKey.ok && parsed.ok) members[key] = parsed.value;
				else say(parsedKey.ok ? (parsed.ok ? '' : parsed.problem) : parsedKey.problem);
			}
			return members;
		}
	}
}

/** All entities of a kind by id, with their problems left aside. */
export function readAll<Kind extends Exclude<EntityKind, 'plan'>>(doc: Y.Doc, entity: Kind): EntityRecords[Kind][] {
	return idsOf(doc, entity).flatMap((id) => readEntity(doc, entity, id)?.record ?? []);
}

/** The first content of a plan's document; its title, first month (`YYYY-MM`) and length in months. */
export function initialisePlan(doc: Y.Doc, { title, starts, months, summary }: { title: string; starts: string; months: number; summary: string }): void {
	doc.transact(() => {
		const { plan } = rootsOf(doc);
		plan.set('title', title);
		plan.set('starts', starts);
		plan.set('months', months);
		plan.set('schemaVersion', SCHEMA_VERSION);
		plan.set('summary', new Y.Text(summary));
	});
}

/**
 * Adds an entity with the given values; texts and sets it does not name begin empty.
 * @throws when the id is taken: an entity is never replaced
 */
export function addEntity<Kind extends Exclude<EntityKind, 'plan'>>(
	doc: Y.Doc,
	entity: Kind,
	id: EntityRecords[Kind]['id'],
	values: Partial<Omit<EntityRecords[Kind], 'id' | 'ref'>>,
	origin?: unknown
): void {
	const root = rootsOf(doc)[entity];
	if (root.has(id)) throw new Error(`There is already a ${entity} ${id}`);
	doc.transact(() => {
		const map = new Y.Map<unknown>();
		const given: Record<string, unknown> = values;
		for (const [field, spec] of Object.entries<FieldSpec>(FIELDS[entity])) {
			const value = given[field];
			if (spec.form === 'prose') map.set(field, new Y.Text(typeof value === 'string' ? value : ''));
			else if (spec.form === 'members') map.set(field, new Y.Map(Object.entries(value ?? {})));
			else if (value !== undefined) map.set(field, value);
		}
		root.set(id, map);
	}, origin);
}

/**
 * Sets one value, or one member of a set; `undefined` takes the member out.
 * @returns false when the entity, or its set, is not there
 */
export function setField(doc: Y.Doc, ref: FieldRef, value: unknown, origin?: unknown): boolean {
	const map = entityMap(doc, ref.entity, ref.id);
	const holder = ref.member === undefined ? map : map?.get(ref.field);
	if (!(holder instanceof Y.Map)) return false;
	const key = ref.member ?? ref.field;
	doc.transact(() => {
		if (value === undefined) holder.delete(key);
		else holder.set(key, value);
	}, origin);
	return true;
}

/** The shared text of a prose field, or null when it is not there. */
export function proseOf(doc: Y.Doc, ref: FieldRef): Y.Text | null {
	const text = entityMap(doc, ref.entity, ref.id)?.get(ref.field);
	return text instanceof Y.Text ? text : null;
}

/** Writes the reference the server gives; nobody else may. */
export function giveRef(doc: Y.Doc, id: string, ref: string, origin?: unknown): void {
	setField(doc, { entity: 'milestone', id, field: 'ref' }, ref, origin);
}

/**
 * An undo manager over one's own edits. It follows the origins named; adding an entity must be
 * made with another origin, since undoing an add archives (C3).
 */
export function undoManagerOf(doc: Y.Doc, origins: ReadonlySet<unknown>): Y.UndoManager {
	return new Y.UndoManager(Object.values(rootsOf(doc)), { trackedOrigins: new Set(origins), captureTimeout: 500 });
}
