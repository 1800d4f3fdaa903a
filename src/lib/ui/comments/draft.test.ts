import { describe, expect, it } from 'vitest';
import type { Day } from '#lib/plan/dates.ts';
import { newId } from '#lib/plan/ids.ts';
import { afterSending, attemptOf, EMPTY_DRAFT, parseDraft, parseDue, sentOf, wordsOf, type Attempt, type CommentDraft, type DraftKey } from './draft.ts';
import { CommentDrafts, type Keep } from './drafts.svelte.ts';
import type { PlanPeople } from './requests.ts';
import { saidWhen } from './when.ts';

const today: Day = '2026-09-14';
const [account, plan, milestone, thread] = [newId('ac'), newId('pl'), newId('ms'), newId('th')];
const radiology = { account: newId('ac'), person: newId('pe'), name: 'Radiology manager', initials: 'RM', role: 'Editor' };
const PEOPLE: PlanPeople = { people: [radiology], others: [{ name: 'Estates lead' }] };
const PRESSED = { reopen: false, anyway: false };

function tryToSend(key: DraftKey, draft: CommentDraft, how = PRESSED): Attempt {
	const made = sentOf(key, draft, PEOPLE, how, today);
	if (!made.ok) throw new Error(JSON.stringify(made));
	return attemptOf(draft, made.value);
}

describe('what is sent', () => {
	it('is a new thread, a challenge or a reply, by what it is written for', () => {
		const draft: CommentDraft = { ...EMPTY_DRAFT, body: ' Is this real, @Radiology manager? ', field: 'forecast' };
		expect(tryToSend(milestone, draft).sent).toEqual({ subject: { on: 'milestone', milestone, field: 'forecast' }, body: 'Is this real, @Radiology manager?', mentions: [radiology.account] });
		const challenge = { letter: 'measurable' as const, owner: radiology.person, due: 'tomorrow' };
		expect(tryToSend('plan', { ...draft, challenge }).sent).toMatchObject({ subject: { on: 'plan' }, challenge: { letter: 'measurable', owner: radiology.person, due: '2026-09-15' } });
		expect(tryToSend(thread, { ...draft, answers: true }, { ...PRESSED, reopen: true }).sent).toEqual({ thread, body: 'Is this real, @Radiology manager?', mentions: [radiology.account], answers: true, reopen: true });
	});

	it('T6: names whoever cannot see the plan before anything is sent, and leaves them out when told to', () => {
		const draft = { ...EMPTY_DRAFT, body: 'Ask @Estates lead and @Radiology manager' };
		expect(wordsOf(draft, PEOPLE, false)).toEqual({ ok: false, unseen: ['Estates lead'] });
		expect(wordsOf(draft, PEOPLE, true)).toEqual({ ok: true, value: { body: draft.body, mentions: [radiology.account] } });
	});

	it('says what is wrong with the text or the day', () => {
		expect(sentOf(milestone, { ...EMPTY_DRAFT, body: ' \n ' }, PEOPLE, PRESSED, today)).toEqual({ ok: false, at: 'body', problem: 'Write something first.' });
		expect(sentOf(milestone, { ...EMPTY_DRAFT, body: 'x'.repeat(5_001) }, PEOPLE, PRESSED, today)).toMatchObject({ ok: false, at: 'body', problem: expect.stringContaining('5,000') as string });
		expect(parseDue('31 Jun 2026', today)).toEqual({ ok: false, problem: 'Answer due: June has 30 days. Enter a date such as 30 Jun 2026.' });
		expect(parseDue('yesterday', today)).toEqual({ ok: false, problem: 'Answer due: 13 Sep 2026 is past. Enter today or a later day.' });
	});
});

describe('a draft', () => {
	it('T2: is sent again under the same id, and changed words under a new one', () => {
		const first = tryToSend(milestone, { ...EMPTY_DRAFT, body: ' Is this real? ' });
		expect(first.requestId).toMatch(/^[0-9a-f]{32}$/);
		expect(tryToSend(milestone, { ...EMPTY_DRAFT, body: 'Is this real?\n', tried: first })).toEqual(first);
		expect(tryToSend(milestone, { ...EMPTY_DRAFT, body: 'Is this date real?', tried: first }).requestId).not.toBe(first.requestId);
		expect(tryToSend(milestone, { ...EMPTY_DRAFT, body: 'Is this real?', field: 'status', tried: first }).requestId).not.toBe(first.requestId);
	});

	it('T2: keeps whom the first try mentioned, which may have arrived', () => {
		const draft = { ...EMPTY_DRAFT, body: 'Is it, @Radiology manager?' };
		const first = attemptOf(draft, { subject: { on: 'milestone', milestone, field: null }, body: draft.body, mentions: [] });
		expect(tryToSend(milestone, { ...draft, tried: first })).toEqual(first);
	});

	it('is empty once sent, unless something else was typed meanwhile', () => {
		const sent = tryToSend(milestone, { ...EMPTY_DRAFT, body: 'Done ' });
		expect(afterSending({ ...EMPTY_DRAFT, body: 'Done ', tried: sent }, sent)).toEqual(EMPTY_DRAFT);
		expect(afterSending({ ...EMPTY_DRAFT, body: 'And another', tried: sent }, sent)).toEqual({ ...EMPTY_DRAFT, body: 'And another' });
	});

	it('is read back from what was kept, and from nothing else', () => {
		const draft: CommentDraft = { ...EMPTY_DRAFT, body: 'Half a th', field: 'ask', challenge: { letter: null, owner: radiology.person, due: '14 s' }, answers: true, waiting: { reopen: true, anyway: false } };
		expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
		const tried = { ...draft, tried: tryToSend(milestone, { ...EMPTY_DRAFT, body: 'Half a th' }) };
		expect(parseDraft(JSON.stringify(tried))).toEqual(tried);
		expect(parseDraft(JSON.stringify({ body: 'x', tried: { body: 1 }, field: 'secret', waiting: 'no' }))).toEqual({ ...EMPTY_DRAFT, body: 'x' });
		for (const kept of [null, '', '{', 'null', '[]', '{"body":1}']) expect(parseDraft(kept), String(kept)).toEqual(EMPTY_DRAFT);
	});
});

describe('drafts of a plan', () => {
	class Kept implements Keep {
		readonly items = new Map<string, string>();
		get length(): number {
			return this.items.size;
		}
		key = (index: number) => [...this.items.keys()][index] ?? null;
		getItem = (key: string) => this.items.get(key) ?? null;
		setItem = (key: string, value: string) => void this.items.set(key, value);
		removeItem = (key: string) => void this.items.delete(key);
	}
	const half = (draft: CommentDraft) => ({ ...draft, body: 'Half' });

	it('outlive the page, each with its subject and its person', () => {
		const kept = new Kept();
		new CommentDrafts(account, plan, kept).change(milestone, half);
		const again = new CommentDrafts(account, plan, kept);
		expect(again.read(milestone).body).toBe('Half');
		expect(again.read(thread)).toEqual(EMPTY_DRAFT);
		expect(new CommentDrafts(newId('ac'), plan, kept).read(milestone)).toEqual(EMPTY_DRAFT);
		again.change(milestone, () => EMPTY_DRAFT);
		expect(kept.length).toBe(0);
	});

	it('those that wait are found again, also after a reload', () => {
		const kept = new Kept();
		const drafts = new CommentDrafts(account, plan, kept);
		drafts.change(milestone, half);
		drafts.change(thread, (draft) => ({ ...half(draft), waiting: PRESSED }));
		expect(drafts.waiting()).toEqual([thread]);
		expect(new CommentDrafts(account, plan, kept).waiting()).toEqual([thread]);
	});

	it('follow another tab where nothing else was typed here', () => {
		const kept = new Kept();
		const [one, other] = [new CommentDrafts(account, plan, kept), new CommentDrafts(account, plan, kept)];
		one.change(milestone, half);
		other.change(milestone, (draft) => draft);
		const name = kept.key(0) ?? '';
		const oldValue = kept.getItem(name);
		one.change(milestone, () => EMPTY_DRAFT);
		other.follow({ key: name, oldValue, newValue: null });
		expect(other.read(milestone)).toEqual(EMPTY_DRAFT);
		other.change(milestone, (draft) => ({ ...draft, body: 'Mine' }));
		other.follow({ key: name, oldValue, newValue: null });
		expect(other.read(milestone).body).toBe('Mine');
	});

	it('go on without a place to keep them, or with a full one', () => {
		const full = Object.assign(new Kept(), {
			setItem: () => {
				throw new DOMException('full', 'QuotaExceededError');
			}
		});
		for (const keep of [null, full]) {
			const drafts = new CommentDrafts(account, plan, keep);
			drafts.change(milestone, half);
			expect(drafts.read(milestone).body).toBe('Half');
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
