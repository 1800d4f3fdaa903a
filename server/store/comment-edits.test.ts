import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { comment, commentVersion } from '#drizzle/conversation.server.ts';
import type { CommentView } from '#lib/plan/conversation.ts';
import { newId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { because, makeTalkedOf, newRequest, refusalOf, ROLES, valueOf, type TalkedOf } from '../../tests/helpers/conversation.ts';
import { editComment } from './comment-edits.ts';
import type { OpenDatabase } from './database.ts';
import { listThreads } from './threads.ts';

let opened: OpenDatabase;
let talk: TalkedOf;
let written: CommentView;

beforeAll(async () => void (opened = await openTestDatabase()));
afterAll(() => opened.close());
beforeEach(async () => {
	talk = await makeTalkedOf(opened.db);
	written = firstOf(valueOf(await talk.begin()).comments);
});

function firstOf(comments: readonly CommentView[]): CommentView {
	const [first] = comments;
	if (!first) throw new Error('A thread has a comment');
	return first;
}
const edit = (change: Partial<Parameters<typeof editComment>[1]> = {}) => editComment(opened.db, { user: talk.users.clinical, planId: talk.planId, commentId: written.id, body: 'Is this safe?', mentions: [], ...change });
const edited = async (change: Parameters<typeof edit>[0] = {}) => valueOf(await edit(change)).comment;

describe(`editing a comment (${databaseKind})`, () => {
	it('T3: keeps every earlier text with the time it was written', async () => {
		const second = await edited();
		expect(second).toMatchObject({ id: written.id, body: 'Is this safe?', at: written.at, earlier: [{ body: 'Is this real?', at: written.at }] });
		const third = await edited({ body: 'Is this <b>safe</b> in Luton?' });
		expect(third.earlier).toEqual([{ body: 'Is this real?', at: written.at }, { body: 'Is this safe?', at: second.editedAt }]);
		expect([written.at, second.editedAt ?? '', third.editedAt ?? '']).toEqual([written.at, second.editedAt, third.editedAt].sort());
		const [thread] = await listThreads(opened.db, talk.planId, 'open');
		expect(thread?.comments).toEqual([third]);
	});

	it('T3: nobody edits another’s words, whatever their role', async () => {
		for (const role of ROLES.filter((each) => each !== 'clinical')) expect(because(await edit({ user: talk.users[role] })), role).toBe('no-access');
		expect(refusalOf(await edit({ user: talk.users.lead }))).toBe('Only whoever wrote a comment can edit it. Reply to it instead.');
		expect(because(await edit({ commentId: newId('co') }))).toBe('not-found');
		const elsewhere = await makeTalkedOf(opened.db);
		expect(because(await edit({ planId: elsewhere.planId, user: talk.users.reviewer }))).toBe('not-found');
		expect(await opened.db.select().from(commentVersion).where(eq(commentVersion.commentId, written.id))).toEqual([]);
	});

	it('T1: needs a role that may comment at that moment', async () => {
		const reviewers = firstOf(valueOf(await talk.begin({ user: talk.users.editor })).comments);
		await talk.takeRole(talk.users.clinical);
		expect(because(await edit())).toBe('no-access');
		await talk.disable(talk.users.editor);
		expect(because(await edit({ user: talk.users.editor, commentId: reviewers.id }))).toBe('no-access');
	});

	it('the same words are no edit', async () => {
		expect(await edited({ body: '  Is this real? \r\n' })).toEqual(written);
		expect(await edited()).toEqual(await edited());
		const [first, second] = await Promise.all([edited({ body: 'Twice' }), edited({ body: 'Twice' })]);
		expect(first).toEqual(second);
		expect(first.earlier).toHaveLength(2);
	});

	it('two edits at once are both kept', async () => {
		await Promise.all([edit({ body: 'One' }), edit({ body: 'Other' })]);
		const { body, earlier } = await edited({ body: 'Last' });
		expect([...earlier.map((each) => each.body), body].sort()).toEqual(['Is this real?', 'Last', 'One', 'Other']);
	});

	it('T7: holds what a comment may hold', async () => {
		for (const body of ['', ' ', 'x'.repeat(100_000), 'a\u0000b']) expect(because(await edit({ body })), body.slice(0, 4)).toBe('invalid');
		expect((await edited({ body: 'Cut \ud83d here' })).body).toBe('Cut \ufffd here');
	});

	it('T2: a first try that comes again is answered although the comment was edited since', async () => {
		const sent = { requestId: newRequest(), body: 'As sent' };
		const thread = valueOf(await talk.begin(sent));
		await edit({ commentId: firstOf(thread.comments).id });
		expect(valueOf(await talk.begin(sent)).id).toBe(thread.id);
		expect(because(await talk.begin({ ...sent, body: 'Is this safe?' }))).toBe('conflict');
	});

	it('T2: edits count among the 30 a minute', async () => {
		for (let each = 1; each < 30; each += 1) await edited({ body: `Text ${each}` });
		expect(because(await edit({ body: 'Text 30' }))).toBe('limited');
		expect(because(await talk.begin())).toBe('limited');
		await opened.db.update(comment).set({ at: new Date(Date.now() - 61_000) }).where(eq(comment.id, written.id));
		expect(because(await edit({ body: 'Text 30' }))).toBe('done');
	});

	it('a mention it adds is told of, once, and one it drops is gone', async () => {
		const [lead, reader] = [talk.users.lead.account, talk.users.reader.account];
		const names = (view: CommentView) => view.mentions.map(({ account }) => account);
		expect(names(await edited({ mentions: [lead] }))).toEqual([lead]);
		expect(await talk.told(talk.users.lead)).toEqual(['mention']);
		expect(names(await edited({ mentions: [reader], body: 'Other' }))).toEqual([reader]);
		expect(names(await edited({ mentions: [reader, lead], body: 'Again' })).sort()).toEqual([lead, reader].sort());
		expect(await talk.told(talk.users.lead)).toEqual(['mention']);
		expect(await talk.told(talk.users.reader)).toEqual(['mention']);
		// The words are the same, the person was only picked now.
		const { editedAt, mentions } = await edited({ mentions: [reader, lead, talk.users.editor.account], body: 'Again' });
		expect([editedAt, mentions.length]).toEqual([(await edited({ mentions: [reader, lead, talk.users.editor.account], body: 'Again' })).editedAt, 3]);
		expect(await talk.told(talk.users.editor)).toEqual(['mention']);
	});

	it('T6: adds nobody who may not see the plan, and is not barred by one who lost their role since', async () => {
		const newcomer = await talk.addUser('Newcomer', null);
		expect(refusalOf(await edit({ mentions: [newcomer.account] }))).toMatch(/^This comment mentions Newcomer, who may not see this plan\./);
		expect(because(await edit({ mentions: Array.from({ length: 21 }, () => newId('ac')) }))).toBe('invalid');
		expect((await edited({ body: 'Is this real?' })).editedAt).toBeNull();
		await edit({ mentions: [talk.users.editor.account] });
		await talk.takeRole(talk.users.editor);
		expect(because(await edit({ mentions: [talk.users.editor.account], body: 'Mended' }))).toBe('done');
	});
});
