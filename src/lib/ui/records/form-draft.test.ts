import { describe, expect, it } from 'vitest';
import type { PersonId, PlanId } from '#lib/plan/ids.ts';
import { newDraft, parseFormDraft, typed } from './form-draft.ts';
import { FormDrafts } from './form-drafts.svelte.ts';

describe('a form that is being filled in', () => {
	it('T2: keeps its request id while the words stay, and takes another for other words', () => {
		const draft = typed(newDraft({}), 'what', 'Open');
		expect(draft.requestId).toMatch(/^[0-9a-f]{32}$/);
		expect(typed(draft, 'what', 'Open on 12 Oct').requestId).toBe(draft.requestId);
		const tried = { ...draft, tried: true };
		expect(typed(tried, 'what', 'Open')).toEqual(tried);
		const other = typed(tried, 'what', 'Open later');
		expect(other).toMatchObject({ values: { what: 'Open later' }, tried: false });
		expect(other.requestId).not.toBe(draft.requestId);
	});

	it('is read back from what was kept, and from nothing else', () => {
		const draft = { ...typed(newDraft({}), 'what', 'Open'), tried: true };
		expect(parseFormDraft(JSON.stringify(draft))).toEqual(draft);
		for (const kept of [null, '', '{', 'null', '5', '{}', '{"values":5,"requestId":"x"}', '{"values":{},"requestId":5}']) expect(parseFormDraft(kept)).toBeNull();
		expect(parseFormDraft('{"values":{"a":"b","c":5},"requestId":"x"}')).toEqual({ values: { a: 'b' }, requestId: 'x', tried: false });
	});

	it('is sent once, however often it is pressed, and stays when it is refused', async () => {
		const drafts = new FormDrafts('pe_a' as PersonId, 'pl_a' as PlanId);
		drafts.begin('key');
		drafts.type('key', 'why', 'Twice');
		const sent: string[] = [];
		let answer: (problem: string | null) => void = () => undefined;
		const deliver = (requestId: string) => {
			sent.push(requestId);
			return new Promise<string | null>((resolve) => (answer = resolve));
		};
		const first = drafts.send('key', deliver);
		expect(await drafts.send('key', deliver)).toBe(false);
		drafts.type('key', 'why', 'Changed while it is on its way');
		answer('Milepost could not be reached.');
		expect(await first).toBe(false);
		expect(drafts.failed('key')).toBe('Milepost could not be reached.');
		expect(drafts.read('key')?.values).toEqual({ why: 'Twice' });
		const second = drafts.send('key', deliver);
		answer(null);
		expect(await second).toBe(true);
		expect(sent).toEqual([sent[0], sent[0]]);
		expect(drafts.read('key')).toBeNull();
	});

	it('stays when sending throws', async () => {
		const drafts = new FormDrafts('pe_a' as PersonId, 'pl_a' as PlanId);
		drafts.begin('key', { why: 'Twice' });
		await expect(drafts.send('key', () => Promise.reject(new Error('A fault')))).rejects.toThrow('A fault');
		expect(drafts.failed('key')).toMatch(/still here/);
		expect(drafts.read('key')?.values).toEqual({ why: 'Twice' });
		drafts.end('key');
		expect([drafts.read('key'), drafts.failed('key')]).toEqual([null, null]);
	});
});
