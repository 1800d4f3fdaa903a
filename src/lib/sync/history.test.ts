import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addEntity, readEntity, rootsOf, setField } from '#lib/plan/document.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import { History, ORIGIN } from './history.ts';

const id = 'ms_one' as MilestoneId;

function open() {
	const doc = new Y.Doc();
	rootsOf(doc);
	const history = new History(doc, () => undefined);
	const set = (field: string, value: unknown, origin: string = ORIGIN.edit) => setField(doc, { entity: 'milestone', id, field }, value, origin);
	const add = () => {
		addEntity(doc, 'milestone', id, { title: 'Screening' }, ORIGIN.add);
		history.added('milestone', id);
	};
	const read = () => readEntity(doc, 'milestone', id)?.record;
	return { doc, history, set, add, read };
}

describe('undo and redo', () => {
	it('C3 undoing an add archives, redoing it brings back, and what others wrote in it stays', () => {
		const { doc, history, add, read } = open();
		add();
		const colleague = new Y.Doc();
		Y.applyUpdate(colleague, Y.encodeStateAsUpdate(doc));
		setField(colleague, { entity: 'milestone', id, field: 'doneWhen' }, 'Clinics run weekly');
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(colleague), 'someone else');
		history.undo();
		expect(read()).toMatchObject({ archived: true, title: 'Screening', doneWhen: 'Clinics run weekly' });
		history.redo();
		expect(read()).toMatchObject({ archived: false, title: 'Screening', doneWhen: 'Clinics run weekly' });
	});

	it('C3 touches one’s own edits only', () => {
		const { history, add, set, read } = open();
		add();
		set('title', 'Mine');
		set('doneWhen', 'Theirs', 'someone else');
		history.undo();
		expect(read()).toMatchObject({ title: 'Screening', doneWhen: 'Theirs', archived: false });
	});

	it('C3 goes back through adds and edits in the order they were made', () => {
		const { history, add, set, read } = open();
		add();
		set('title', 'First');
		history.endStep();
		set('title', 'Second');
		history.undo();
		expect(read()?.title).toBe('First');
		history.undo();
		expect(read()?.title).toBe('Screening');
		history.undo();
		expect(read()?.archived).toBe(true);
		expect(history.canUndo).toBe(false);
		history.redo();
		history.redo();
		expect(read()).toMatchObject({ archived: false, title: 'First' });
	});

	it('C3 takes several edits and adds back as one step, and makes them again', () => {
		const { doc, history, add, set, read } = open();
		add();
		const more = 'ms_two' as MilestoneId;
		history.together(() => {
			set('title', 'Pasted');
			history.endStep();
			set('doneWhen', 'Pasted too');
			addEntity(doc, 'milestone', more, { title: 'Pasted row' }, ORIGIN.add);
			history.added('milestone', more);
		});
		const state = () => [read()?.title, read()?.doneWhen, readEntity(doc, 'milestone', more)?.record.archived];
		expect(state()).toEqual(['Pasted', 'Pasted too', false]);
		history.undo();
		expect(state()).toEqual(['Screening', '', true]);
		history.redo();
		expect(state()).toEqual(['Pasted', 'Pasted too', false]);
	});

	it('a new edit clears what could be redone', () => {
		const { history, add, set } = open();
		add();
		set('title', 'First');
		history.undo();
		expect(history.canRedo).toBe(true);
		set('title', 'Another way');
		expect(history.canRedo).toBe(false);
	});
});
