import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { ADDED, observeChanges, watchChanges, type Change } from './changes.ts';
import { addEntity, entityMap, proseOf, readEntity, rootsOf, setField } from './document.ts';
import { newId, type PersonId } from './ids.ts';

const ann = 'pe_ann' as PersonId;

function plan() {
	const doc = new Y.Doc();
	rootsOf(doc);
	const id = newId('ms');
	addEntity(doc, 'milestone', id, { title: 'One', description: 'Some text', leads: { [ann]: 'clinical' } });
	const prose = proseOf(doc, { entity: 'milestone', id, field: 'description' });
	if (!prose) throw new Error('The text is missing');
	return { doc, id, prose, map: entityMap(doc, 'milestone', id) };
}

describe('changes', () => {
	it('tells a value with what was there before', () => {
		const { doc, id } = plan();
		const touched = observeChanges(doc, () => {
			setField(doc, { entity: 'milestone', id, field: 'title' }, 'Two');
			setField(doc, { entity: 'milestone', id, field: 'forecast' }, '2026-06-30');
		});
		expect(touched).toEqual({
			offences: [],
			changes: [
				{ entity: 'milestone', id, field: 'forecast', member: '', old: null, new: '2026-06-30' },
				{ entity: 'milestone', id, field: 'title', member: '', old: 'One', new: 'Two' }
			]
		});
	});

	it('tells a new entity as one change that holds its record', () => {
		const { doc } = plan();
		const id = newId('kpi');
		const { changes, offences } = observeChanges(doc, () => addEntity(doc, 'kpi', id, { title: 'Waiting time' }));
		expect(offences).toEqual([]);
		expect(changes).toEqual([{ entity: 'kpi', id, field: ADDED, member: '', old: null, new: readEntity(doc, 'kpi', id)?.record }]);
	});

	it('tells members that come, change and go', () => {
		const { doc, id } = plan();
		const member = (who: string, kind: unknown) => setField(doc, { entity: 'milestone', id, field: 'leads', member: who }, kind);
		const { changes } = observeChanges(doc, () => doc.transact(() => {
			member('pe_ben', 'delivery');
			member(ann, undefined);
		}));
		expect(changes).toMatchObject([
			{ field: 'leads', member: ann, old: 'clinical', new: null },
			{ field: 'leads', member: 'pe_ben', old: null, new: 'delivery' }
		]);
	});

	it('tells prose whole, before and after, and the edit that leads from one to the other', () => {
		const { doc, prose } = plan();
		const { changes } = observeChanges(doc, () => doc.transact(() => {
			prose.insert(5, 'good ');
			prose.delete(0, 4);
		}));
		expect(changes).toMatchObject([{ field: 'description', old: 'Some text', new: ' good text' }]);
		const again = new Y.Doc().getText('t');
		again.insert(0, 'Some text');
		again.applyDelta(changes[0]?.delta ?? []);
		expect(again.toString()).toBe(' good text');
	});

	it('is silent about a value written again, and about what others had undone', () => {
		const { doc, id, prose } = plan();
		const { changes } = observeChanges(doc, () => doc.transact(() => {
			setField(doc, { entity: 'milestone', id, field: 'title' }, 'One');
			prose.insert(0, 'x');
			prose.delete(0, 1);
		}));
		expect(changes).toEqual([]);
	});

	it('tells prose in which a character was cut through and put back in halves, though each half stands where it stood', () => {
		const { doc, id, prose } = plan();
		prose.delete(0, prose.length);
		prose.insert(0, 'a😀b');
		const other = new Y.Doc();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		const theirs = proseOf(other, { entity: 'milestone', id, field: 'description' });
		if (!theirs) throw new Error('The other page has the milestone');
		const undo = new Y.UndoManager(theirs);
		theirs.delete(0, 2);
		undo.undo();
		expect(theirs.toJSON()).toBe('a\uFFFD\uFFFDb');
		const { changes } = observeChanges(doc, () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc))));
		expect(prose.toJSON()).toBe('a\uFFFD\uFFFDb');
		expect(changes).toMatchObject([{ field: 'description', new: 'a\uFFFD\uFFFDb' }]);
	});

	it('tells the plan’s own fields and its summary', () => {
		const { doc } = plan();
		const { changes, offences } = observeChanges(doc, () => doc.transact(() => {
			doc.getMap('plan').set('title', 'Cancer');
			doc.getMap('plan').set('summary', new Y.Text('What it is for'));
		}));
		expect(offences).toEqual([]);
		expect(changes).toMatchObject([{ entity: 'plan', id: '', field: 'title', old: '', new: 'Cancer' }]);
	});

	it('calls back for each transaction until it is stopped, and says which', () => {
		const { doc, id } = plan();
		const seen: unknown[] = [];
		const stop = watchChanges(doc, ({ changes }, transaction) => seen.push([changes.length, transaction.origin]));
		setField(doc, { entity: 'milestone', id, field: 'title' }, 'Two', 'me');
		stop();
		setField(doc, { entity: 'milestone', id, field: 'title' }, 'Three', 'me');
		expect(seen).toEqual([[1, 'me']]);
	});

	it('replayed on another copy they give the same state', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀', ' '), minLength: 1, maxLength: 5 });
		const edit = fc.record({ kind: fc.constantFrom('title', 'lead', 'type', 'cut'), at: fc.nat({ max: 20 }), text });
		fc.assert(
			fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), (transactions) => {
				const { doc, id, prose } = plan();
				const copy = new Y.Doc();
				rootsOf(copy);
				Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
				for (const edits of transactions) {
					const { changes, offences } = observeChanges(doc, () => doc.transact(() => {
						for (const { kind, at, text: typed } of edits) {
							if (kind === 'title') setField(doc, { entity: 'milestone', id, field: 'title' }, typed);
							else if (kind === 'lead') setField(doc, { entity: 'milestone', id, field: 'leads', member: `pe_p${at % 3}` }, at % 2 ? 'clinical' : undefined);
							else if (kind === 'type') prose.insert(Math.min(at, prose.length), typed);
							else if (at < prose.length) prose.delete(at, Math.min(3, prose.length - at));
						}
					}));
					expect(offences).toEqual([]);
					changes.forEach((change) => replay(copy, change));
				}
				expect(readEntity(copy, 'milestone', id)?.record).toEqual(readEntity(doc, 'milestone', id)?.record);
			}),
			{ numRuns: 150 }
		);
	});
});

function replay(doc: Y.Doc, change: Change): void {
	if (change.delta) return proseOf(doc, change)?.applyDelta(change.delta);
	const { member, ...ref } = change;
	setField(doc, member ? { ...ref, member } : ref, change.new ?? undefined);
}

describe('offences', () => {
	const offencesOf = (make: (doc: Y.Doc, map: Y.Map<unknown>, prose: Y.Text) => void): string[] => {
		const { doc, map, prose } = plan();
		if (!map) throw new Error('The milestone is missing');
		return observeChanges(doc, () => doc.transact(() => make(doc, map, prose))).offences;
	};
	it.each<[string, (doc: Y.Doc, map: Y.Map<unknown>, prose: Y.Text) => void, RegExp]>([
		['an unknown root', (doc) => doc.getArray('list').push([1]), /no part called “list”/],
		['an unknown field', (_doc, map) => map.set('budget', 5), /no field “budget”/],
		['a field that every object has', (_doc, map) => map.set('constructor', 5), /no field “constructor”/],
		['a bad value', (_doc, map) => map.set('status', 'great'), /Status must be one of/],
		['a bigint', (_doc, map) => map.set('title', 5n), /Title must be text/],
		['a replaced text', (_doc, map) => map.set('description', new Y.Text()), /not replaced/],
		['a picture', (_doc, _map, prose) => prose.insertEmbed(0, {}), /without pictures/],
		['an attribute', (_doc, _map, prose) => prose.setAttribute('a', 1), /without attributes/],
		['bold text', (_doc, _map, prose) => prose.format(0, 2, { bold: true }), /without pictures or formats/],
		['a removed entity', (doc) => [...doc.getMap('milestones').keys()].forEach((id) => doc.getMap('milestones').delete(id)), /not replaced or removed/],
		['bytes', (_doc, map) => map.set('title', new Uint8Array(2)), /Title/],
		['a summary with a picture', (doc) => {
			const summary = new Y.Text();
			summary.insertEmbed(0, {});
			doc.getMap('plan').set('summary', summary);
		}, /without pictures/]
	])('%s', (_name, make, sentence) => {
		expect(offencesOf(make).join(' ')).toMatch(sentence);
	});

	it('a bad value that a good one hides in the same update does no harm and is no offence', () => {
		const { doc, map } = plan();
		const { offences, changes } = observeChanges(doc, () => doc.transact(() => {
			map?.set('status', 'great');
			map?.set('status', 'onTrack');
		}));
		expect(offences).toEqual([]);
		expect(changes).toMatchObject([{ old: 'notStarted', new: 'onTrack' }]);
	});
});
