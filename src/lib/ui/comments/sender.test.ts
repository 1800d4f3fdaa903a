import { beforeEach, describe, expect, it } from 'vitest';
import type { CommentView, Mentionable, ThreadView } from '#lib/plan/conversation.ts';
import { newId } from '#lib/plan/ids.ts';
import { CommentDrafts } from './drafts.svelte.ts';
import type { Asked, ConversationRequests, NewReply, NewThread, NotDone } from './requests.ts';
import { CommentSender } from './sender.svelte.ts';

const [account, plan, milestone, thread] = [newId('ac'), newId('pl'), newId('ms'), newId('th')];
const radiology: Mentionable = { account: newId('ac'), person: newId('pe'), name: 'Radiology manager', initials: 'RM', role: 'Editor' };
const PRESSED = { reopen: false, anyway: false };
const VIEW: ThreadView = { id: thread, subject: { on: 'milestone', milestone, field: null }, comments: [], resolved: null, challenge: null };
const COMMENT: CommentView = { id: newId('co'), body: 'New', at: '', author: { account, person: newId('pe'), name: '', initials: '', role: null, clinical: false }, mentions: [], editedAt: '', earlier: [] };
const failing = (because: NotDone): Asked<never> => ({ ok: false, because, message: `It was ${because}.` });

describe('sending', () => {
	let sent: { requestId: string; what: NewThread | NewReply }[];
	/** What the server answers next; by default it keeps what it is sent. */
	let answers: Asked<never>[];
	let peopleKnown: boolean;
	let sender: CommentSender;

	beforeEach(() => {
		[sent, answers, peopleKnown] = [[], [], true];
		const keep = async (what: NewThread | NewReply, requestId: string): Promise<Asked<ThreadView>> => {
			sent.push({ requestId, what });
			return Promise.resolve(answers.shift() ?? { ok: true, value: VIEW });
		};
		const requests: ConversationRequests = {
			threads: () => Promise.resolve(failing('unreachable')),
			openThreads: () => Promise.resolve(failing('unreachable')),
			counts: () => Promise.resolve(failing('unreachable')),
			setState: () => Promise.resolve(failing('unreachable')),
			people: () => Promise.resolve(peopleKnown ? { ok: true, value: { people: [radiology], others: [{ name: 'Estates lead' }] } } : failing('unreachable')),
			begin: keep,
			reply: keep,
			edit: () => Promise.resolve(answers.shift() ?? { ok: true, value: COMMENT })
		};
		sender = new CommentSender(new CommentDrafts(account, plan, null), requests);
	});
	const write = (body: string) => sender.drafts.change(milestone, (draft) => ({ ...draft, body }));

	it('sends once at a double press, and empties the draft', async () => {
		write('Is this real?');
		const both = await Promise.all([sender.send(milestone, PRESSED), sender.send(milestone, PRESSED)]);
		expect(both).toEqual([VIEW, null]);
		expect(sent).toHaveLength(1);
		expect(sender.drafts.read(milestone).body).toBe('');
	});

	it('T2: what could not be sent waits, and goes under the same request id', async () => {
		write('Written on the train');
		answers = [failing('unreachable'), failing('unreachable')];
		expect(await sender.send(milestone, PRESSED)).toBeNull();
		expect(sender.drafts.read(milestone)).toMatchObject({ body: 'Written on the train', waiting: PRESSED });
		expect(sender.state(milestone).problem).toBeNull();
		expect(await sender.sendWaiting()).toEqual([]);
		expect(await sender.sendWaiting()).toEqual([VIEW]);
		expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(1);
		expect(await sender.sendWaiting()).toEqual([]);
		expect(sent).toHaveLength(3);
	});

	it('whom it mentions is looked up once that can be done', async () => {
		write('Is it, @Radiology manager?');
		peopleKnown = false;
		expect(await sender.send(milestone, PRESSED)).toBeNull();
		expect([sent, sender.drafts.waiting()]).toEqual([[], [milestone]]);
		peopleKnown = true;
		expect(await sender.sendWaiting()).toEqual([VIEW]);
		expect(sent[0]?.what.mentions).toEqual([radiology.account]);
	});

	it('T6: what waited and names somebody who cannot see the plan is not sent by itself', async () => {
		write('Ask @Estates lead');
		peopleKnown = false;
		await sender.send(milestone, PRESSED);
		peopleKnown = true;
		expect(await sender.sendWaiting()).toEqual([]);
		expect([sent, sender.drafts.waiting(), sender.state(milestone).unseen]).toEqual([[], [], ['Estates lead']]);
		expect(await sender.send(milestone, { reopen: false, anyway: true })).toEqual(VIEW);
		expect(sent[0]?.what.mentions).toEqual([]);
	});

	it('a refusal keeps every word and says why; the next try is another comment only where the first was surely not kept', async () => {
		write('One');
		answers = [failing('no-access'), failing('unclear')];
		await sender.send(milestone, PRESSED);
		expect([sender.drafts.read(milestone).body, sender.state(milestone).problem]).toEqual(['One', 'It was no-access.']);
		await sender.send(milestone, PRESSED);
		await sender.send(milestone, PRESSED);
		const [first, second, third] = sent.map(({ requestId }) => requestId);
		expect(second).not.toBe(first);
		expect(third).toBe(second);
	});

	it('a reply that waited and is refused on return stays, to be reopened with the thread', async () => {
		sender.drafts.change(thread, (draft) => ({ ...draft, body: 'And Luton?' }));
		answers = [failing('unreachable'), failing('conflict')];
		await sender.send(thread, PRESSED);
		await sender.sendWaiting();
		expect([sender.drafts.read(thread).body, sender.drafts.waiting(), sender.state(thread).problem]).toEqual(['And Luton?', [], 'It was conflict.']);
		expect(await sender.send(thread, { reopen: true, anyway: false })).toEqual(VIEW);
		expect(sent.at(-1)?.what).toEqual({ thread, body: 'And Luton?', mentions: [], reopen: true });
	});

	it('an edit that fails keeps its words', async () => {
		sender.drafts.change(COMMENT.id, (draft) => ({ ...draft, body: 'New' }));
		answers = [failing('unreachable')];
		expect(await sender.edit(COMMENT.id, false)).toBeNull();
		expect([sender.drafts.read(COMMENT.id).body, sender.state(COMMENT.id).problem]).toEqual(['New', 'It was unreachable.']);
		expect(await sender.edit(COMMENT.id, false)).toEqual(COMMENT);
		expect(sender.drafts.read(COMMENT.id).body).toBe('');
	});
});
