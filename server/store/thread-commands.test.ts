import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { comment, commentThread } from '#drizzle/conversation.server.ts';
import { notice } from '#drizzle/notices.server.ts';
import { milestone } from '#drizzle/schema.server.ts';
import { formatInstant } from '#lib/plan/dates.ts';
import { newId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { because, makeTalkedOf, newRequest, refusalOf, ROLES, valueOf, type TalkedOf } from '../../tests/helpers/conversation.ts';
import type { OpenDatabase } from './database.ts';
import { beginThread, reply, setResolved } from './thread-commands.ts';
import { listThreads, openCounts } from './threads.ts';

let opened: OpenDatabase;
let talk: TalkedOf;

beforeAll(async () => void (opened = await openTestDatabase()));
afterAll(() => opened.close());
beforeEach(async () => void (talk = await makeTalkedOf(opened.db)));

const resolve = (threadId: Parameters<typeof setResolved>[1]['threadId'], change: Partial<Parameters<typeof setResolved>[1]> = {}) => setResolved(opened.db, { user: talk.users.editor, planId: talk.planId, threadId, to: 'resolved', ...change });

describe(`beginning a thread (${databaseKind})`, () => {
	it('T1: author and time are the session’s and the database’s, whatever else is sent', async () => {
		const forged = { author: talk.users.lead.account, accountId: talk.users.lead.account, createdAt: '2020-01-01', at: undefined };
		const thread = valueOf(await talk.begin({ body: '  Two radiologists?\r\nPlease say. ', ...forged }));
		expect(thread).toMatchObject({
			subject: talk.onMilestone,
			resolved: null,
			challenge: null,
			comments: [{ body: 'Two radiologists?\nPlease say.', editedAt: null, earlier: [], mentions: [], author: { account: talk.users.clinical.account, name: 'Clinical lead, breast', initials: 'BR', role: 'Clinical lead', clinical: true } }]
		});
		expect(Math.abs(Date.parse(thread.comments[0]?.at ?? '') - Date.now())).toBeLessThan(60_000);
		expect(await listThreads(opened.db, talk.planId, { milestone: talk.milestoneId })).toEqual([thread]);
	});

	it('is for lead, editor, clinical lead and reviewer', async () => {
		const may = { lead: true, editor: true, clinical: true, reader: false, reviewer: true, admin: false };
		for (const role of ROLES) expect(because(await talk.begin({ user: talk.users[role] })), role).toBe(may[role] ? 'done' : 'no-access');
		const thread = valueOf(await talk.begin());
		for (const role of ROLES) expect(because(await talk.answer(thread, { user: talk.users[role] })), role).toBe(may[role] ? 'done' : 'no-access');
		expect((await listThreads(opened.db, talk.planId, 'open')).flatMap(({ comments }) => comments.map(({ author }) => author.role))).toEqual([
			...['Programme lead', 'Editor', 'Clinical lead', 'Reviewer'],
			...['Clinical lead', 'Programme lead', 'Editor', 'Clinical lead', 'Reviewer']
		]);
	});

	it('T1: roles are those of the moment, not those the page came with', async () => {
		const thread = valueOf(await talk.begin());
		await talk.takeRole(talk.users.clinical);
		expect(refusalOf(await talk.begin())).toBe('You no longer have access to this plan. Ask the programme’s lead for a role in it.');
		expect(because(await talk.answer(thread, { user: talk.users.clinical }))).toBe('no-access');
		await talk.disable(talk.users.editor);
		expect(because(await talk.answer(thread))).toBe('no-access');
		const outsider = await (await makeTalkedOf(opened.db)).addUser('Somebody else’s lead', 'lead');
		expect(because(await talk.begin({ user: outsider }))).toBe('no-access');
		// Whoever wrote it stays its author.
		expect((await listThreads(opened.db, talk.planId, 'open'))[0]?.comments[0]?.author).toMatchObject({ name: 'Clinical lead, breast', role: null, clinical: false });
	});

	it('is about a milestone, one of its fields, a KPI or the plan', async () => {
		const subjects = [talk.onMilestone, { ...talk.onMilestone, field: 'forecast' }, { on: 'kpi', kpi: talk.kpiId }, { on: 'plan' }] as const;
		for (const subject of subjects) expect(valueOf(await talk.begin({ subject })).subject).toEqual(subject);
		const on = async (which: Parameters<typeof listThreads>[2]) => (await listThreads(opened.db, talk.planId, which)).map(({ subject }) => subject);
		expect(await on({ milestone: talk.milestoneId })).toEqual(subjects.slice(0, 2));
		expect(await on({ kpi: talk.kpiId })).toEqual([subjects[2]]);
		expect(await on('plan')).toEqual([subjects[3]]);
		expect(await on('open')).toEqual(subjects);
		expect(await on({ milestone: newId('ms') })).toEqual([]);
		const elsewhere = await makeTalkedOf(opened.db);
		expect(await listThreads(opened.db, elsewhere.planId, { milestone: talk.milestoneId })).toEqual([]);
	});

	it('needs a milestone or KPI of this plan', async () => {
		const elsewhere = await makeTalkedOf(opened.db);
		for (const milestone of [newId('ms'), elsewhere.milestoneId]) expect(because(await talk.begin({ subject: { on: 'milestone', milestone, field: null } }))).toBe('not-found');
		for (const kpi of [newId('kpi'), elsewhere.kpiId]) expect(because(await talk.begin({ subject: { on: 'kpi', kpi } }))).toBe('not-found');
		expect(because(await talk.begin({ planId: newId('pl') }))).toBe('not-found');
		expect(await talk.said()).toEqual([]);
	});

	it('T7: holds 1–5,000 characters, kept as the characters they are', async () => {
		const thread = valueOf(await talk.begin());
		for (const body of ['', ' \n ', '\u200b', 'x'.repeat(5_001), 'x'.repeat(100_000), 'a\u0000b', 'a\u0007b']) {
			expect(because(await talk.begin({ body })), JSON.stringify(body.slice(0, 5))).toBe('invalid');
			expect(because(await talk.answer(thread, { body })), JSON.stringify(body.slice(0, 5))).toBe('invalid');
		}
		for (const requestId of ['', 'short', 'a b c d e f g', 'x'.repeat(101)]) expect(because(await talk.begin({ requestId })), requestId).toBe('invalid');
		expect(refusalOf(await talk.begin({ body: 'x'.repeat(100_000) }))).toBe('A comment can hold 5,000 characters; this is 100,000.');
		expect(await talk.said()).toHaveLength(1);
		const body = '<script>alert(1)</script> <img src=x onerror=y> “quoted” & \t🙂 javascript:x';
		expect(valueOf(await talk.begin({ body })).comments[0]?.body).toBe(body);
		expect(valueOf(await talk.begin({ body: 'Cut \ud83d here' })).comments[0]?.body).toBe('Cut \ufffd here');
		expect(because(await talk.begin({ body: 'x'.repeat(5_000) }))).toBe('done');
	});
});

describe(`sending twice (${databaseKind})`, () => {
	it('T2: a double click begins one thread, and each try is answered alike', async () => {
		const sent = { requestId: newRequest(), body: 'Cut \ud83d here' };
		const answers = await Promise.all([talk.begin(sent), talk.begin(sent), talk.begin(sent)]);
		expect(new Set(answers.map((answer) => valueOf(answer).id)).size).toBe(1);
		expect(await talk.begin(sent)).toEqual(answers[0]);
		expect(await talk.said()).toHaveLength(1);
		expect(await opened.db.select().from(commentThread).where(eq(commentThread.planId, talk.planId))).toHaveLength(1);
	});

	it('T2: a double click replies once and tells once', async () => {
		const thread = valueOf(await talk.begin());
		const sent = { requestId: newRequest() };
		const answers = await Promise.all([talk.answer(thread, sent), talk.answer(thread, sent), talk.answer(thread, sent)]);
		for (const answer of answers) expect(valueOf(answer).comments).toHaveLength(2);
		expect(await talk.said()).toHaveLength(2);
		expect(await talk.told(talk.users.clinical)).toEqual(['reply']);
	});

	it('T2: other words or another place under a used request id are refused', async () => {
		const thread = valueOf(await talk.begin());
		const other = valueOf(await talk.begin({ subject: { on: 'plan' } }));
		const [begun, replied] = [{ requestId: newRequest() }, { requestId: newRequest() }];
		await talk.begin(begun);
		await talk.answer(thread, replied);
		expect(because(await talk.begin({ ...begun, body: 'Other words' }))).toBe('conflict');
		expect(because(await talk.begin({ ...begun, subject: { ...talk.onMilestone, field: 'status' } }))).toBe('conflict');
		expect(because(await talk.begin({ ...begun, challenge: { letter: null, owner: null, due: '2199-01-01' } }))).toBe('conflict');
		expect(because(await talk.answer(thread, { ...begun, user: talk.users.clinical, body: 'Is this real?' }))).toBe('conflict');
		expect(because(await talk.answer(other, replied))).toBe('conflict');
		expect(because(await talk.answer(thread, { ...replied, body: 'Other words' }))).toBe('conflict');
		expect(because(await talk.begin({ ...replied, user: talk.users.editor, body: 'Two are appointed.' }))).toBe('conflict');
		// Request ids belong to an account.
		expect(because(await talk.begin({ ...begun, user: talk.users.lead }))).toBe('done');
		expect(await talk.said()).toHaveLength(5);
	});

	it('T2: a second try is answered although the thread was resolved, or the role taken down, in between', async () => {
		const thread = valueOf(await talk.begin());
		const sent = { requestId: newRequest() };
		await talk.answer(thread, sent);
		await resolve(thread.id);
		expect(valueOf(await talk.answer(thread, sent)).comments).toHaveLength(2);
		await talk.archive(talk.milestoneId, talk.users.lead, new Date());
		expect(because(await talk.answer(thread, sent))).toBe('done');
	});

	it('T2: takes 30 comments a minute from an account, and not one more', async () => {
		const thread = valueOf(await talk.begin());
		const answers = await Promise.all(Array.from({ length: 34 }, () => talk.answer(thread)));
		expect(answers.filter((answer) => answer.ok)).toHaveLength(30);
		expect(answers.filter((answer) => because(answer) === 'limited')).toHaveLength(4);
		expect(refusalOf(await talk.begin({ user: talk.users.editor }))).toBe('You have written 30 comments within a minute. Wait a minute and send this one again.');
		expect(because(await talk.answer(thread, { user: talk.users.lead }))).toBe('done');
		await opened.db.update(comment).set({ at: new Date(Date.now() - 61_000) }).where(eq(comment.accountId, talk.users.editor.account));
		expect(because(await talk.answer(thread))).toBe('done');
	});
});

describe(`replying and resolving (${databaseKind})`, () => {
	it('keeps comments in the order they came, never dated before what they answer', async () => {
		const later = new Date('2026-03-02T09:00:00Z');
		const thread = valueOf(await talk.begin({ at: later }));
		await talk.answer(thread, { body: 'One', at: new Date('2026-03-01T09:00:00Z') });
		const said = valueOf(await talk.answer(thread, { body: 'Two', at: later })).comments;
		expect(said.map(({ body, at }) => [body, at])).toEqual([
			['Is this real?', '2026-03-02T09:00:00.000Z'],
			['One', '2026-03-02T09:00:00.001Z'],
			['Two', '2026-03-02T09:00:00.002Z']
		]);
	});

	it('a thread of another plan, or of none, is not there', async () => {
		const elsewhere = await makeTalkedOf(opened.db);
		const theirs = valueOf(await elsewhere.begin());
		for (const id of [theirs.id, newId('th')]) {
			expect(because(await talk.answer({ id }))).toBe('not-found');
			expect(because(await talk.answer({ id }, { user: talk.users.reviewer }))).toBe('not-found');
			expect(because(await resolve(id))).toBe('not-found');
		}
		expect(await elsewhere.said()).toHaveLength(1);
	});

	it('whoever began it and those who look after all of them resolve and reopen it', async () => {
		const may = { lead: true, editor: true, clinical: true, reader: false, reviewer: true, admin: false };
		for (const role of ROLES) {
			const { id } = valueOf(await talk.begin());
			expect(because(await resolve(id, { user: talk.users[role] })), role).toBe(may[role] ? 'done' : 'no-access');
			await resolve(id, { user: talk.users.lead });
			expect(because(await resolve(id, { user: talk.users[role], to: 'open' })), role).toBe(may[role] ? 'done' : 'no-access');
		}
		const { id } = valueOf(await talk.begin({ user: talk.users.lead }));
		expect(because(await resolve(id, { user: talk.users.clinical }))).toBe('no-access');
	});

	it('says who resolved it and when; doing it again changes neither', async () => {
		const { id } = valueOf(await talk.begin());
		const resolved = valueOf(await resolve(id));
		expect(resolved.resolved?.name).toBe('Radiology manager');
		expect(valueOf(await resolve(id, { user: talk.users.lead }))).toEqual(resolved);
		expect(valueOf(await resolve(id, { to: 'open' })).resolved).toBeNull();
		expect(because(await resolve(id, { to: 'open' }))).toBe('done');
	});

	it('T4: a reply in a resolved thread is refused with who and when; one may reopen and send in one step', async () => {
		const thread = valueOf(await talk.begin());
		const { resolved } = valueOf(await resolve(thread.id));
		const who = `Radiology manager resolved this conversation on ${formatInstant(new Date(resolved?.at ?? ''))}.`;
		expect(await talk.answer(thread)).toEqual({ ok: false, because: 'conflict', message: `${who} Reopen it to reply.` });
		expect(await talk.said()).toHaveLength(1);
		const reopened = valueOf(await talk.answer(thread, { reopen: true }));
		expect([reopened.resolved, reopened.comments.length]).toEqual([null, 2]);
	});

	it('T4: where one may not reopen it, it stays resolved and nothing is written', async () => {
		const thread = valueOf(await talk.begin({ user: talk.users.lead }));
		await resolve(thread.id);
		const refusals = [await talk.answer(thread, { user: talk.users.clinical }), await talk.answer(thread, { user: talk.users.clinical, reopen: true })];
		expect(refusals.map(because)).toEqual(['conflict', 'no-access']);
		for (const refusal of refusals) expect(refusalOf(refusal)).toMatch(/^Radiology manager resolved .* Only whoever began .* Begin a new conversation to go on\.$/);
		expect((await listThreads(opened.db, talk.planId, 'open'))).toEqual([]);
		expect(await talk.said()).toHaveLength(1);
	});

	it('T4: a reply on what was archived meanwhile is refused with who and when, in London’s time', async () => {
		const [thread, onKpi] = [valueOf(await talk.begin()), valueOf(await talk.begin({ subject: { on: 'kpi', kpi: talk.kpiId } }))];
		await talk.archive(talk.milestoneId, talk.users.lead, new Date('2026-07-14T09:42:00Z'), 1);
		await talk.archive(talk.kpiId, talk.users.editor, new Date('2026-01-14T09:42:00Z'), 2);
		expect(await talk.answer(thread)).toEqual({ ok: false, because: 'conflict', message: 'Programme manager archived CAN-01 on 14 Jul 2026 at 10:42. Bring it back to go on here.' });
		expect(refusalOf(await talk.answer(onKpi, { user: talk.users.clinical }))).toBe('Radiology manager archived the KPI “Waiting time” on 14 Jan 2026 at 09:42. Ask the programme’s team to bring it back to go on here.');
		expect(because(await talk.answer(thread, { reopen: true }))).toBe('conflict');
		expect(because(await talk.begin())).toBe('conflict');
		// It can be put away, but not taken up again.
		expect(because(await resolve(thread.id))).toBe('done');
		expect(because(await resolve(thread.id, { to: 'open' }))).toBe('conflict');
		await opened.db.update(milestone).set({ archived: false }).where(eq(milestone.id, talk.milestoneId));
		expect(because(await talk.answer(thread, { reopen: true }))).toBe('done');
	});

	it('T4: says so too where the history does not tell who archived it', async () => {
		await opened.db.update(milestone).set({ archived: true }).where(eq(milestone.id, talk.milestoneId));
		expect(refusalOf(await talk.begin())).toBe('CAN-01 is archived. Ask the programme’s team to bring it back to go on here.');
	});

	it('T4: of a reply and a resolution at once, either the reply was first or it is refused', async () => {
		for (let round = 0; round < 5; round += 1) {
			const thread = valueOf(await talk.begin());
			const [replied, resolved] = await Promise.all([talk.answer(thread, { user: talk.users.lead }), resolve(thread.id)]);
			expect(because(resolved)).toBe('done');
			const [kept] = (await listThreads(opened.db, talk.planId, { milestone: talk.milestoneId })).filter(({ id }) => id === thread.id);
			expect(kept?.resolved).not.toBeNull();
			expect(kept?.comments).toHaveLength(replied.ok ? 2 : 1);
			if (!replied.ok) expect(replied.message).toMatch(/^Radiology manager resolved/);
		}
	});

	it('two who reply at once are both kept, one after the other', async () => {
		const thread = valueOf(await talk.begin());
		const both = await Promise.all([talk.answer(thread, { body: 'One' }), talk.answer(thread, { user: talk.users.lead, body: 'Other' })]);
		expect(both.map(because)).toEqual(['done', 'done']);
		const [kept] = await listThreads(opened.db, talk.planId, 'open');
		expect(kept?.comments.map(({ body }) => body).sort()).toEqual(['Is this real?', 'One', 'Other']);
		expect(new Set(kept?.comments.map(({ at }) => at)).size).toBe(3);
	});

	it('counts open threads and challenges by milestone', async () => {
		const second = await talk.addMilestone();
		const { id } = valueOf(await talk.begin());
		await talk.begin();
		await talk.begin({ subject: { ...talk.onMilestone, milestone: second, field: 'forecast' } });
		await talk.begin({ subject: { on: 'plan' } });
		expect(await openCounts(opened.db, talk.planId)).toEqual({ [talk.milestoneId]: { threads: 2, challenges: 0 }, [second]: { threads: 1, challenges: 0 } });
		await resolve(id);
		expect((await openCounts(opened.db, talk.planId))[talk.milestoneId]).toEqual({ threads: 1, challenges: 0 });
	});
});

describe(`who is mentioned and told (${databaseKind})`, () => {
	it('T6: everyone who may read the plan can be mentioned, by any role', async () => {
		const mentions = [...ROLES.map((role) => talk.users[role].account), talk.users.lead.account];
		const [said] = valueOf(await talk.begin({ mentions })).comments;
		expect(said?.mentions.map(({ name }) => name)).toEqual(['Administrator', 'Board member', 'Chief medical officer', 'Clinical lead, breast', 'Programme manager', 'Radiology manager']);
		for (const role of ROLES) expect(await talk.told(talk.users[role]), role).toEqual(role === 'clinical' ? [] : ['mention']);
	});

	it('T6: a mention of anyone else is refused before anything is written, and names them', async () => {
		const elsewhere = await makeTalkedOf(opened.db);
		const stranger = await elsewhere.addUser('Stroke manager', 'editor');
		const newcomer = await talk.addUser('Newcomer', null);
		const left = await talk.addUser('Leaver', 'editor');
		await talk.disable(left);
		const thread = valueOf(await talk.begin());
		const mentions = [talk.users.lead.account, stranger.account, newcomer.account, left.account];
		const refusal = 'This comment mentions Stroke manager, Newcomer and Leaver, who may not see this plan. Take the mention out, or ask the programme’s lead to give them a role. Nothing was sent.';
		expect(refusalOf(await talk.begin({ mentions }))).toBe(refusal);
		expect(refusalOf(await talk.answer(thread, { mentions }))).toBe(refusal);
		expect(refusalOf(await talk.begin({ mentions: [newId('ac')] }))).toMatch(/mentions somebody without an account, who/);
		expect(because(await talk.begin({ mentions: Array.from({ length: 21 }, () => newId('ac')) }))).toBe('invalid');
		expect(await talk.said()).toHaveLength(1);
		expect(await opened.db.select().from(notice).where(eq(notice.planId, talk.planId))).toEqual([]);
	});

	it('N1: tells each once of a comment: a mention before a reply, nobody of their own', async () => {
		const thread = valueOf(await talk.begin());
		await talk.answer(thread, { user: talk.users.lead });
		await talk.answer(thread, { mentions: [talk.users.clinical.account, talk.users.reviewer.account] });
		expect(await talk.told(talk.users.clinical)).toEqual(['reply', 'mention']);
		expect(await talk.told(talk.users.lead)).toEqual(['reply']);
		expect(await talk.told(talk.users.reviewer)).toEqual(['mention']);
		expect(await talk.told(talk.users.editor)).toEqual([]);
		const [told] = await opened.db.select().from(notice).where(eq(notice.accountId, talk.users.reviewer.account));
		expect(told).toMatchObject({ byAccount: talk.users.editor.account, milestoneId: talk.milestoneId, kpiId: null, threadId: thread.id, facts: { excerpt: 'Two are appointed.' } });
	});

	it('what the example says is dated as given, and nobody is told or limited', async () => {
		const at = new Date('2026-02-03T10:00:00Z');
		const sent = { user: talk.users.clinical, planId: talk.planId, mentions: [talk.users.lead.account], at };
		for (let each = 0; each < 32; each += 1) valueOf(await beginThread(opened.db, { ...sent, subject: { on: 'plan' }, body: 'Dated', requestId: newRequest() }));
		const thread = valueOf(await talk.begin({ at }));
		valueOf(await reply(opened.db, { ...sent, threadId: thread.id, body: 'Dated', requestId: newRequest(), at: new Date('2026-02-04T10:00:00Z') }));
		const resolved = valueOf(await resolve(thread.id, { at: new Date('2026-02-05T10:00:00Z') }));
		expect([...resolved.comments.map((each) => each.at), resolved.resolved?.at]).toEqual(['2026-02-03T10:00:00.000Z', '2026-02-04T10:00:00.000Z', '2026-02-05T10:00:00.000Z']);
		expect(await opened.db.select().from(notice).where(eq(notice.planId, talk.planId))).toEqual([]);
	});
});
