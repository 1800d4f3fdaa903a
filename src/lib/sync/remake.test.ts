import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { watchChanges, type Change } from '#lib/plan/changes.ts';
import { addEntity, proseOf, readEntity, rootsOf, setField } from '#lib/plan/document.ts';
import type { KpiId, MilestoneId, PersonId } from '#lib/plan/ids.ts';
import { remake } from './remake.ts';

const id = 'ms_one' as MilestoneId;
const description = { entity: 'milestone', id, field: 'description' } as const;

function planWith(text = ''): Y.Doc {
	const doc = new Y.Doc();
	rootsOf(doc);
	addEntity(doc, 'milestone', id, { title: 'Screening', description: text });
	return doc;
}
/** What an edit of a document touched. */
function changesOf(doc: Y.Doc, edit: () => void): Change[] {
	const changes: Change[] = [];
	const stop = watchChanges(doc, (touched) => changes.push(...touched.changes));
	edit();
	stop();
	return changes;
}
const read = (doc: Y.Doc) => readEntity(doc, 'milestone', id)?.record;

describe('V6 making an edit again on a fresh document', () => {
	it('makes values, members and adds again to the same record', () => {
		const [before, fresh] = [planWith(), planWith()];
		const added = 'kpi_new' as KpiId;
		const changes = changesOf(before, () => {
			setField(before, { entity: 'milestone', id, field: 'title' }, 'Screening, evenings');
			setField(before, { entity: 'milestone', id, field: 'leads', member: 'pe_someone' as PersonId }, 'clinical');
			setField(before, { entity: 'milestone', id, field: 'forecast' }, '2026-09-30');
			addEntity(before, 'kpi', added, { title: '62-day', target: { value: 85, by: null } });
		});
		for (const change of changes) expect(remake(fresh, change, 'again')).toBe(true);
		expect(read(fresh)).toEqual(read(before));
		expect(readEntity(fresh, 'kpi', added)?.record).toEqual(readEntity(before, 'kpi', added)?.record);
	});

	it('does nothing twice: an add that is there, a text that has the words', () => {
		const doc = planWith('Rooms are agreed.');
		const again: Change = { ...description, member: '', old: 'Rooms', new: 'Rooms are agreed.', delta: [{ retain: 5 }, { insert: ' are agreed.' }] };
		expect(remake(doc, again, 'again')).toBe(false);
		expect(remake(doc, { entity: 'milestone', id, field: 'added', member: '', old: null, new: read(doc) }, 'again')).toBe(false);
	});

	it('takes a member out again', () => {
		const doc = planWith();
		setField(doc, { entity: 'milestone', id, field: 'places', member: 'luton' }, 'onTrack');
		remake(doc, { entity: 'milestone', id, field: 'places', member: 'luton', old: 'onTrack', new: null }, 'again');
		expect(read(doc)?.places).toEqual({});
	});

	it('puts words where they belong in a text that has moved on', () => {
		const doc = planWith('Agreed on Monday. Rooms are free from October.');
		const change: Change = { ...description, member: '', old: 'Rooms are free.', new: 'Rooms are free from Luton.', delta: [{ retain: 14 }, { insert: ' from Luton' }] };
		remake(doc, change, 'again');
		expect(proseOf(doc, description)?.toString()).toContain('Rooms are free from Luton');
	});

	it('never loses inserted words, whatever the text has become', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), fc.nat(30), (now, old, at) => {
				const doc = planWith(now);
				const place = Math.min(at, old.length);
				const wanted = `${old.slice(0, place)}⟦kept⟧${old.slice(place)}`;
				remake(doc, { ...description, member: '', old, new: wanted, delta: [{ retain: place }, { insert: '⟦kept⟧' }] }, 'again');
				expect(proseOf(doc, description)?.toString()).toContain('⟦kept⟧');
			})
		);
	});
});
