import { describe, expect, it } from 'vitest';
import { newId } from '#lib/plan/ids.ts';
import { afterSending, attemptOf, EMPTY_DRAFT, parseDraft, type Attempt, type CommentDraft } from './draft.ts';
import { openCommentDrafts } from './drafts.svelte.ts';
import { saidWhen } from './when.ts';

function tryToSend(draft: CommentDraft): Attempt {
	const attempt = attemptOf(draft);
	if (!attempt.ok) throw new Error(attempt.problem);
	return attempt.value;
}

describe('a draft', () => {
	it('is sent again under the same id, and changed words under a new one', () => {
		const first = tryToSend({ body: ' Is this real? ', tried: null });
		expect(first.body).toBe('Is this real?');
		expect(first.requestId).toMatch(/^[0-9a-f]{32}$/);
		expect(tryToSend({ body: 'Is this real?\n', tried: first })).toEqual(first);
		const changed = tryToSend({ body: 'Is this date real?', tried: first });
		expect(changed.requestId).not.toBe(first.requestId);
		expect(attemptOf({ body: '  ', tried: null })).toEqual({ ok: false, problem: 'Write something first.' });
	});

	it('is empty once sent, unless something else was typed meanwhile', () => {
		const sent = tryToSend({ body: 'Done ', tried: null });
		expect(afterSending({ body: 'Done ', tried: sent }, sent)).toEqual(EMPTY_DRAFT);
		expect(afterSending({ body: 'And another', tried: sent }, sent)).toEqual({ body: 'And another', tried: null });
	});

	it('is read back from what was kept, and from nothing else', () => {
		const draft: CommentDraft = { body: 'Half a th', tried: { body: 'Half', requestId: 'abcdefgh' } };
		expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
		expect(parseDraft(JSON.stringify({ body: 'x', tried: { body: 1 } }))).toEqual({ body: 'x', tried: null });
		for (const kept of [null, '', '{', 'null', '[]', '{"body":1}']) expect(parseDraft(kept), String(kept)).toEqual(EMPTY_DRAFT);
	});
});

describe('drafts of a plan', () => {
	class Kept extends Map<string, string> {
		getItem = (key: string) => this.get(key) ?? null;
		setItem = (key: string, value: string) => void this.set(key, value);
		removeItem = (key: string) => void this.delete(key);
	}
	const [account, plan, one, other] = [newId('ac'), newId('pl'), newId('ms'), newId('ms')];

	it('outlive the page, each with its milestone and its person', () => {
		const kept = new Kept();
		openCommentDrafts(account, plan, kept).change((draft) => ({ ...draft, body: 'Half' }), one);
		const again = openCommentDrafts(account, plan, kept);
		expect(again.read(one).body).toBe('Half');
		expect(again.read(other)).toEqual(EMPTY_DRAFT);
		expect(openCommentDrafts(newId('ac'), plan, kept).read(one)).toEqual(EMPTY_DRAFT);
		again.change(() => EMPTY_DRAFT, one);
		expect(kept.size).toBe(0);
	});

	it('go on without a place to keep them, or with a full one', () => {
		const full = Object.assign(new Kept(), {
			setItem: () => {
				throw new DOMException('full', 'QuotaExceededError');
			}
		});
		for (const keep of [null, full]) {
			const drafts = openCommentDrafts(account, plan, keep);
			drafts.change((draft) => ({ ...draft, body: 'Half' }), one);
			expect(drafts.read(one).body).toBe('Half');
		}
	});
});

describe('when something was said', () => {
	const now = new Date('2026-09-14T09:00:00Z');
	it.each([
		['2026-09-14T08:20:00Z', 'Today, 09:20'],
		['2026-09-13T23:05:00Z', 'Today, 00:05'],
		['2026-09-13T15:05:00Z', 'Yesterday, 16:05'],
		['2026-09-01T08:20:00Z', '1 Sep'],
		['2025-09-14T08:20:00Z', '14 Sep 2025']
	])('%s is %s', (at, words) => {
		expect(saidWhen(new Date(at), now)).toBe(words);
	});
});
