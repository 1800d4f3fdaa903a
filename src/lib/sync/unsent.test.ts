import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/plan/changes.ts';
import { UnsentEdits } from './unsent.ts';

const change = (value: string): Change => ({ entity: 'milestone', id: 'ms_one', field: 'title', member: '', old: '', new: value });

/** A socket that the server has asked, answered and settled. */
function connected(): UnsentEdits {
	const unsent = new UnsentEdits();
	unsent.frameSent('answer');
	unsent.settledUpTo(1);
	return unsent;
}

describe('unsent edits', () => {
	it('D5 is not settled before the answer to step 1 is settled', () => {
		const unsent = new UnsentEdits();
		expect(unsent.isSettled(true)).toBe(false);
		unsent.frameSent('answer');
		expect(unsent.isSettled(true)).toBe(false);
		unsent.settledUpTo(1);
		expect(unsent.isSettled(true)).toBe(true);
	});

	it('D5 a reader, who is sent no step 1, has nothing to settle', () => {
		expect(new UnsentEdits().isSettled(false)).toBe(true);
	});

	it('D5 settles an edit with the frame that carried it and not before', () => {
		const unsent = connected();
		unsent.made([change('one')], 1);
		unsent.frameSent('update');
		unsent.made([change('two')], 2);
		unsent.frameSent('update');
		expect(unsent.settledUpTo(2)).toBe(true);
		expect(unsent.edits.map((edit) => edit.changes[0]?.new)).toEqual(['two']);
		expect(unsent.isSettled(true)).toBe(false);
		unsent.settledUpTo(3);
		expect(unsent.edits).toEqual([]);
		expect(unsent.isSettled(true)).toBe(true);
	});

	it('D5 an edit made while reconnecting is settled by the answer, which carries it', () => {
		const unsent = connected();
		unsent.disconnected();
		unsent.made([change('offline')], 1);
		unsent.made([change('as it reconnects')], 2);
		unsent.frameSent('update'); // sent at once, and running ahead of what the server has
		expect(unsent.settledUpTo(0)).toBe(false);
		unsent.frameSent('answer');
		expect(unsent.settledUpTo(2)).toBe(true);
		expect(unsent.edits).toEqual([]);
	});

	it('D5 an offline edit is not settled by a later edit’s own frame', () => {
		const unsent = connected();
		unsent.disconnected();
		unsent.made([change('offline')], 1);
		unsent.made([change('newest')], 2);
		unsent.frameSent('update');
		unsent.settledUpTo(1);
		expect(unsent.edits.map((edit) => edit.changes[0]?.new)).toEqual(['offline']);
	});

	it('D5 counts frames anew on each socket', () => {
		const unsent = connected();
		unsent.made([change('one')], 1);
		unsent.frameSent('update');
		unsent.disconnected();
		expect(unsent.settledUpTo(0)).toBe(false);
		expect(unsent.edits).toHaveLength(1);
		expect(unsent.edits[0]?.frame).toBeNull();
	});

	it('V6 blames an edit that went alone and keeps those behind it', () => {
		const unsent = connected();
		unsent.made([change('bad')], 1);
		unsent.frameSent('update');
		unsent.made([change('good')], 2);
		unsent.frameSent('update');
		const { culprit, again } = unsent.refused();
		expect(culprit?.new).toBe('bad');
		expect(again.map((each) => each.new)).toEqual(['good']);
		expect(unsent.edits).toEqual([]);
	});

	it('V6 blames nobody when several edits went in one frame: all are made again singly', () => {
		const unsent = connected();
		unsent.disconnected();
		unsent.made([change('one')], 1);
		unsent.made([change('two')], 2);
		unsent.frameSent('answer');
		const { culprit, again } = unsent.refused();
		expect(culprit).toBeNull();
		expect(again.map((each) => each.new)).toEqual(['one', 'two']);
	});
});
