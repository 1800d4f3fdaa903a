import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { addEntity, entityMap, giveRef, idsOf, initialisePlan, proseOf, readAll, readEntity, rootsOf, setField, undoManagerOf, unknownRoots } from './document.ts';
import { fieldSpec } from './fields.ts';
import { newId, type PersonId } from './ids.ts';

const ann = 'pe_ann' as PersonId;
const ben = 'pe_ben' as PersonId;

function docWith(title = 'One') {
	const doc = new Y.Doc();
	const id = newId('ms');
	addEntity(doc, 'milestone', id, { title, description: 'Text', leads: { [ann]: 'clinical' } }, 'add');
	return { doc, id };
}
/** Two copies that see each other's edits only when told to. */
function copies(doc: Y.Doc): { one: Y.Doc; two: Y.Doc; meet: () => void } {
	const [one, two] = [new Y.Doc(), new Y.Doc()];
	for (const each of [one, two]) Y.applyUpdate(each, Y.encodeStateAsUpdate(doc));
	return {
		one,
		two,
		meet: () => {
			const [fromOne, fromTwo] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(two)];
			Y.applyUpdate(one, fromTwo);
			Y.applyUpdate(two, fromOne);
		}
	};
}

describe('reading', () => {
	it('reads what was added, with empty values for the rest', () => {
		const { doc, id } = docWith();
		const read = readEntity(doc, 'milestone', id);
		expect(read?.problems).toEqual([]);
		expect(read?.record).toMatchObject({ id, title: 'One', ref: '', status: 'notStarted', forecast: null, description: 'Text', commentary: '', leads: { [ann]: 'clinical' }, places: {}, archived: false });
		expect(idsOf(doc, 'milestone')).toEqual([id]);
		expect(readEntity(doc, 'milestone', 'ms_other')).toBeNull();
	});

	it('a value that does not parse becomes the empty value and a problem', () => {
		const { doc, id } = docWith();
		const map = entityMap(doc, 'milestone', id);
		map?.set('status', 'great');
		map?.set('forecast', 7);
		map?.set('description', 'no text type');
		map?.set('leads', 'no set');
		const read = readEntity(doc, 'milestone', id);
		expect(read?.record).toMatchObject({ status: 'notStarted', forecast: null, description: '', leads: {} });
		expect(read?.problems.map((problem) => problem.field).sort()).toEqual(['description', 'forecast', 'leads', 'status']);
		expect(read?.problems.every((problem) => problem.message.endsWith('.'))).toBe(true);
	});

	it('a member that does not parse is left out, and the others stay', () => {
		const { doc, id } = docWith();
		const leads = entityMap(doc, 'milestone', id)?.get('leads') as Y.Map<unknown>;
		leads.set(ben, 'boss');
		leads.set('somebody', 'clinical');
		const read = readEntity(doc, 'milestone', id);
		expect(read?.record.leads).toEqual({ [ann]: 'clinical' });
		expect(read?.problems).toHaveLength(2);
	});

	it('two readings of one state are equal to the letter, however it came about', () => {
		const { doc, id } = docWith();
		const { one, two, meet } = copies(doc);
		setField(one, { entity: 'milestone', id, field: 'leads', member: 'pe_zoe' }, 'delivery');
		setField(two, { entity: 'milestone', id, field: 'leads', member: ben }, 'accountable');
		meet();
		expect(JSON.stringify(readAll(one, 'milestone'))).toBe(JSON.stringify(readAll(two, 'milestone')));
	});

	it('whatever is in the document, reading never throws', () => {
		const junk = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.dictionary(fc.string(), fc.integer(), { noNullPrototype: true }), fc.array(fc.integer()));
		fc.assert(
			fc.property(fc.constantFrom('milestones', 'kpis', 'priorities', 'plan'), fc.dictionary(fc.constantFrom('title', 'status', 'leads', 'description', 'target', 'baselines', 'x'), junk), (root, values) => {
				const doc = new Y.Doc();
				const { plan } = rootsOf(doc);
				if (root === 'plan') for (const [key, value] of Object.entries(values)) plan.set(key, value);
				else doc.getMap(root).set('ms_some-id', new Y.Map(Object.entries(values)));
				readEntity(doc, 'plan', '');
				for (const kind of ['milestone', 'kpi', 'priority'] as const) readAll(doc, kind);
			})
		);
	});
});

describe('writing', () => {
	it('sets and takes out values and members', () => {
		const { doc, id } = docWith();
		expect(setField(doc, { entity: 'milestone', id, field: 'title' }, 'Two')).toBe(true);
		expect(setField(doc, { entity: 'milestone', id, field: 'leads', member: ben }, 'delivery')).toBe(true);
		expect(setField(doc, { entity: 'milestone', id, field: 'leads', member: ann }, undefined)).toBe(true);
		expect(readEntity(doc, 'milestone', id)?.record).toMatchObject({ title: 'Two', leads: { [ben]: 'delivery' } });
		expect(setField(doc, { entity: 'milestone', id: 'ms_none', field: 'title' }, 'x')).toBe(false);
		expect(setField(doc, { entity: 'milestone', id, field: 'title', member: 'x' }, 'x')).toBe(false);
	});

	it('never replaces an entity', () => {
		const { doc, id } = docWith();
		expect(() => addEntity(doc, 'milestone', id, { title: 'Again' })).toThrow('There is already');
	});

	it('makes texts and sets with their entity, so that two people who fill them lose nothing', () => {
		const doc = new Y.Doc();
		const id = newId('ms');
		addEntity(doc, 'milestone', id, { title: 'Empty' });
		const { one, two, meet } = copies(doc);
		proseOf(one, { entity: 'milestone', id, field: 'description' })?.insert(0, 'left');
		proseOf(two, { entity: 'milestone', id, field: 'description' })?.insert(0, 'right');
		setField(one, { entity: 'milestone', id, field: 'leads', member: ann }, 'clinical');
		setField(two, { entity: 'milestone', id, field: 'leads', member: ben }, 'delivery');
		meet();
		const record = readEntity(one, 'milestone', id)?.record;
		expect(record?.description).toHaveLength(9);
		expect(record?.leads).toEqual({ [ann]: 'clinical', [ben]: 'delivery' });
	});

	it('an entity is one update', () => {
		const doc = new Y.Doc();
		let updates = 0;
		doc.on('update', () => (updates += 1));
		addEntity(doc, 'kpi', newId('kpi'), { title: 'Waiting time', baselines: {}, trajectory: {} });
		expect(updates).toBe(1);
	});

	it('begins a plan, and gives references', () => {
		const { doc, id } = docWith();
		initialisePlan(doc, { title: 'Cancer', starts: '2025-04', months: 24, summary: 'What it is for' });
		expect(readEntity(doc, 'plan', '')).toEqual({ record: { title: 'Cancer', starts: '2025-04', months: 24, schemaVersion: 1, summary: 'What it is for' }, problems: [] });
		giveRef(doc, id, 'CAN-01');
		expect(readEntity(doc, 'milestone', id)?.record.ref).toBe('CAN-01');
		expect(unknownRoots(doc)).toEqual([]);
		doc.getMap('more');
		expect(unknownRoots(doc)).toEqual(['more']);
	});

	it('knows its fields, and nothing that every object has', () => {
		expect([fieldSpec('milestone', 'title'), fieldSpec('milestone', 'budget'), fieldSpec('kpi', 'constructor')].map((spec) => spec !== null)).toEqual([true, false, false]);
	});
});

describe('undo', () => {
	it('takes back one’s own edits alone, and never an added row', () => {
		const { doc, id } = docWith();
		const mine = Symbol('mine');
		const undo = undoManagerOf(doc, new Set([mine]));
		const { two } = copies(doc);
		addEntity(doc, 'milestone', newId('ms'), { title: 'Added' }, 'add');
		setField(doc, { entity: 'milestone', id, field: 'title' }, 'Mine', mine);
		setField(two, { entity: 'milestone', id, field: 'status' }, 'onTrack');
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(two));
		undo.undo();
		expect(readEntity(doc, 'milestone', id)?.record).toMatchObject({ title: 'One', status: 'onTrack' });
		undo.undo();
		expect(idsOf(doc, 'milestone')).toHaveLength(2);
		undo.redo();
		expect(readEntity(doc, 'milestone', id)?.record.title).toBe('Mine');
	});
});
