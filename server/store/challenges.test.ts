import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { challenge, challengeStep } from '#drizzle/conversation.server.ts';
import { notice } from '#drizzle/notices.server.ts';
import { milestone } from '#drizzle/schema.server.ts';
import { addDays, formatInstant, todayInLondon } from '#lib/plan/dates.ts';
import { newId, type ThreadId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { because, makeTalkedOf, newRequest, refusalOf, ROLES, valueOf, type TalkedOf } from '../../tests/helpers/conversation.ts';
import { moveChallenge, openChallenges, type ChallengeMove } from './challenges.ts';
import type { OpenDatabase } from './database.ts';
import { setResolved } from './thread-commands.ts';
import { listThreads, openCounts } from './threads.ts';

let opened: OpenDatabase;
let talk: TalkedOf;
const today = todayInLondon();
const due = addDays(today, 14);

beforeAll(async () => void (opened = await openTestDatabase()));
afterAll(() => opened.close());
beforeEach(async () => void (talk = await makeTalkedOf(opened.db)));

const move = (threadId: ThreadId, to: ChallengeMove, user = talk.users.clinical) => moveChallenge(opened.db, { user, planId: talk.planId, threadId, to });
const stepsOf = async (thread: ThreadId) => (await opened.db.select({ step: challengeStep.step }).from(challengeStep).where(eq(challengeStep.threadId, thread)).orderBy(challengeStep.no)).map(({ step }) => step);

describe(`raising a challenge (${databaseKind})`, () => {
	it('T5: is for leads, clinical leads and reviewers', async () => {
		const may = { lead: true, editor: false, clinical: true, reader: false, reviewer: true, admin: false };
		for (const role of ROLES) expect(because(await talk.begin({ user: talk.users[role], challenge: { letter: null, owner: null, due } })), role).toBe(may[role] ? 'done' : 'no-access');
		expect(refusalOf(await talk.begin({ user: talk.users.editor, challenge: { letter: null, owner: null, due } }))).toMatch(/Send it as a comment instead\.$/);
	});

	it('holds a letter, an owner and a due date, and is open', async () => {
		const thread = await talk.raise(due, { challenge: { letter: 'achievable', owner: talk.users.editor.person, due }, subject: { on: 'kpi', kpi: talk.kpiId } });
		expect(thread.challenge).toEqual({
			state: 'open',
			letter: 'achievable',
			owner: { person: talk.users.editor.person, name: 'Radiology manager', initials: 'BR' },
			due,
			raisedBy: talk.users.clinical.account,
			steps: [{ step: 'raised', name: 'Clinical lead, breast', at: thread.comments[0]?.at }]
		});
	});

	it('is due today or later, within two years', async () => {
		const ask = async (day: string) => because(await talk.begin({ challenge: { letter: null, owner: null, due: day } }));
		expect(await ask(today)).toBe('done');
		expect(await ask(addDays(today, 700))).toBe('done');
		for (const day of [addDays(today, -1), addDays(today, 740), '2026-02-30', 'tomorrow', '']) expect(await ask(day), day).toBe('invalid');
		const at = new Date('2026-01-31T23:30:00Z');
		expect(because(await talk.begin({ at, challenge: { letter: null, owner: null, due: '2026-01-31' } }))).toBe('done');
		expect(refusalOf(await talk.begin({ at, challenge: { letter: null, owner: null, due: '2026-01-30' } }))).toBe('30 Jan 2026 is past. Enter today or a later day for the answer.');
		expect(await talk.said()).toHaveLength(3);
	});

	it('is put to a lead of the milestone, with or without an account, or to somebody of the programme who may write', async () => {
		const [exec, elsewhere] = [await talk.addPerson('Exec lead'), await talk.addMilestone()];
		await talk.makeLead(exec);
		const leaver = await talk.addUser('Leaver', 'editor');
		await talk.disable(leaver);
		const ask = async (owner: typeof exec, subject: Parameters<typeof talk.begin>[0] = {}) => because(await talk.begin({ challenge: { letter: null, owner, due }, ...subject }));
		for (const owner of [exec, talk.users.lead.person, talk.users.editor.person, talk.users.clinical.person]) expect(await ask(owner)).toBe('done');
		for (const owner of [talk.users.reader.person, talk.users.reviewer.person, talk.users.admin.person, leaver.person, newId('pe')]) expect(await ask(owner)).toBe('invalid');
		expect(await ask(exec, { subject: { on: 'milestone', milestone: elsewhere, field: null } })).toBe('invalid');
		expect(await ask(exec, { subject: { on: 'plan' } })).toBe('done');
		// A lead whose person is gone cannot be asked.
		const gone = newId('pe');
		await talk.makeLead(gone);
		expect(await ask(gone)).toBe('invalid');
	});

	it('T2: a double click raises one', async () => {
		const sent = { requestId: newRequest(), challenge: { letter: null, owner: null, due } };
		const both = await Promise.all([talk.begin(sent), talk.begin(sent)]);
		expect(new Set(both.map((each) => valueOf(each).id)).size).toBe(1);
		expect(await opened.db.select().from(challenge).where(eq(challenge.threadId, valueOf(both[0]).id))).toHaveLength(1);
		expect(await talk.told(talk.users.lead)).toEqual(['challenge raised']);
	});
});

describe(`answering and accepting (${databaseKind})`, () => {
	it('T5: those who answer for the programme answer it, and the person it is put to', async () => {
		const may = { lead: true, editor: true, clinical: false, reader: false, reviewer: false, admin: false };
		for (const role of ROLES) {
			const thread = await talk.raise(due);
			expect(because(await talk.answer(thread, { user: talk.users[role], answers: true })), role).toBe(may[role] ? 'done' : 'no-access');
		}
		const other = await talk.addUser('Clinical lead, lung', 'clinical');
		const thread = await talk.raise(due, { challenge: { letter: null, owner: other.person, due } });
		expect(because(await talk.answer(thread, { user: talk.users.clinical, answers: true }))).toBe('no-access');
		expect(valueOf(await talk.answer(thread, { user: other, answers: true })).challenge?.state).toBe('answered');
	});

	it('an answer moves it once; further replies of anybody leave it where it is', async () => {
		const thread = await talk.raise(due);
		expect(valueOf(await talk.answer(thread)).challenge?.state).toBe('open');
		const answered = valueOf(await talk.answer(thread, { answers: true }));
		expect([answered.challenge?.state, answered.resolved, answered.challenge?.steps.at(-1)?.name]).toEqual(['answered', null, 'Radiology manager']);
		await talk.answer(thread, { user: talk.users.clinical });
		await talk.answer(thread, { user: talk.users.reviewer });
		expect(valueOf(await talk.answer(thread, { user: talk.users.lead, answers: true })).challenge?.state).toBe('answered');
		expect(await stepsOf(thread.id)).toEqual(['raised', 'answered']);
		expect(because(await talk.answer(valueOf(await talk.begin()), { answers: true }))).toBe('invalid');
	});

	it('T5: only whoever raised it, or a reviewer, accepts, sends back or reopens', async () => {
		const may = { lead: false, editor: false, clinical: true, reader: false, reviewer: true, admin: false };
		for (const role of ROLES) {
			const thread = await talk.raise(due);
			await talk.answer(thread, { answers: true });
			for (const to of ['sentBack', 'closed', 'reopened'] as const) expect(because(await move(thread.id, to, talk.users[role])), `${role} ${to}`).toBe(may[role] ? 'done' : 'no-access');
			expect(await stepsOf(thread.id)).toEqual(may[role] ? ['raised', 'answered', 'sentBack', 'closed', 'reopened'] : ['raised', 'answered']);
		}
		const other = await talk.addUser('Clinical lead, lung', 'clinical');
		expect(refusalOf(await move((await talk.raise(due)).id, 'closed', other))).toBe('Only whoever raised this challenge, or a reviewer, can accept its answer, send it back or reopen it.');
		const own = await talk.raise(due);
		await talk.takeRole(talk.users.clinical);
		expect(because(await move(own.id, 'closed'))).toBe('no-access');
	});

	it('T5: it counts until it is closed, and its steps are kept', async () => {
		const { id } = await talk.raise(due);
		const counted = async () => (await openCounts(opened.db, talk.planId))[talk.milestoneId]?.challenges ?? 0;
		expect(await counted()).toBe(1);
		await talk.answer({ id }, { answers: true });
		expect(await counted()).toBe(1);
		expect(valueOf(await move(id, 'sentBack')).challenge?.state).toBe('open');
		await talk.answer({ id }, { answers: true });
		const closed = valueOf(await move(id, 'closed', talk.users.reviewer));
		expect([closed.challenge?.state, closed.resolved?.name]).toEqual(['closed', 'Chief medical officer']);
		expect(await counted()).toBe(0);
		const reopened = valueOf(await move(id, 'reopened'));
		expect([reopened.challenge?.state, reopened.resolved]).toEqual(['open', null]);
		expect(await counted()).toBe(1);
		expect(reopened.challenge?.steps.map(({ step, name }) => `${step} ${name}`)).toEqual([
			'raised Clinical lead, breast',
			'answered Radiology manager',
			'sentBack Clinical lead, breast',
			'answered Radiology manager',
			'closed Chief medical officer',
			'reopened Clinical lead, breast'
		]);
		const times = reopened.challenge?.steps.map(({ at }) => at) ?? [];
		expect([...new Set(times)].sort()).toEqual(times);
	});

	it('what is so already stays so; what makes no sense is refused with who and when', async () => {
		const { id } = await talk.raise(due);
		const at = (step: { at: string } | undefined) => formatInstant(new Date(step?.at ?? ''));
		expect(because(await move(id, 'reopened'))).toBe('done');
		expect(await move(id, 'sentBack')).toMatchObject({ because: 'conflict', message: expect.stringMatching(/^There is no answer to send back: Clinical lead, breast raised this challenge on .*, and it was not answered since\.$/) as string });
		const answered = valueOf(await talk.answer({ id }, { answers: true })).challenge?.steps.at(-1);
		expect(refusalOf(await move(id, 'reopened'))).toBe(`Radiology manager answered this challenge on ${at(answered)}; it is not closed. Accept the answer or send it back.`);
		await move(id, 'sentBack');
		expect(because(await move(id, 'sentBack'))).toBe('done');
		const closed = valueOf(await move(id, 'closed'));
		expect(valueOf(await move(id, 'closed', talk.users.reviewer))).toEqual(closed);
		expect(await move(id, 'sentBack')).toEqual({ ok: false, because: 'conflict', message: `Clinical lead, breast closed this challenge on ${at(closed.challenge?.steps.at(-1))}. Reopen it to go on.` });
		expect(await stepsOf(id)).toEqual(['raised', 'answered', 'sentBack', 'closed']);
	});

	it('a challenge is not resolved, and a conversation not closed', async () => {
		const [thread, plain] = [await talk.raise(due), valueOf(await talk.begin())];
		expect(because(await setResolved(opened.db, { user: talk.users.lead, planId: talk.planId, threadId: thread.id, to: 'resolved' }))).toBe('invalid');
		expect(because(await move(plain.id, 'closed', talk.users.reviewer))).toBe('invalid');
		expect(because(await move(newId('th'), 'closed'))).toBe('not-found');
		const elsewhere = await makeTalkedOf(opened.db);
		expect(because(await move((await elsewhere.raise(due)).id, 'closed', talk.users.reviewer))).toBe('not-found');
	});

	it('of two who close it at once, one does, and it is told once', async () => {
		const { id } = await talk.raise(due, { challenge: { letter: null, owner: talk.users.editor.person, due } });
		const both = await Promise.all([move(id, 'closed'), move(id, 'closed', talk.users.reviewer)]);
		const views = both.map(valueOf);
		expect(views[0]).toEqual(views[1]);
		expect(await stepsOf(id)).toEqual(['raised', 'closed']);
		expect(await talk.told(talk.users.editor)).toEqual(['challenge raised', 'challenge closed']);
	});

	it('T4: an answer to one closed meanwhile is refused with who and when; whoever raised it may reopen with a word', async () => {
		const { id } = await talk.raise(due);
		await move(id, 'closed');
		const refusal = await talk.answer({ id }, { answers: true });
		expect([because(refusal), refusalOf(refusal)]).toEqual(['conflict', expect.stringMatching(/^Clinical lead, breast closed this challenge on .* Begin a new conversation to go on\.$/) as string]);
		expect(because(await talk.answer({ id }, { answers: true, reopen: true }))).toBe('no-access');
		expect(refusalOf(await talk.answer({ id }, { user: talk.users.clinical }))).toMatch(/Reopen it to reply\.$/);
		expect(valueOf(await talk.answer({ id }, { user: talk.users.clinical, reopen: true })).challenge?.state).toBe('open');
		expect(await stepsOf(id)).toEqual(['raised', 'closed', 'reopened']);
		// A lead can be both the one who asked and the one who answers.
		const own = await talk.raise(due, { user: talk.users.lead });
		await move(own.id, 'closed', talk.users.lead);
		await talk.answer(own, { user: talk.users.lead, answers: true, reopen: true });
		expect(await stepsOf(own.id)).toEqual(['raised', 'closed', 'reopened', 'answered']);
	});

	it('T4: on what was archived it can be closed, and neither sent back nor reopened', async () => {
		const { id } = await talk.raise(due);
		await talk.answer({ id }, { answers: true });
		await talk.archive(talk.milestoneId, talk.users.lead, new Date('2026-07-14T09:42:00Z'));
		expect(refusalOf(await move(id, 'sentBack'))).toMatch(/^Programme manager archived CAN-01 on 14 Jul 2026 at 10:42\./);
		expect(because(await move(id, 'closed'))).toBe('done');
		expect(because(await move(id, 'reopened'))).toBe('conflict');
	});
});

describe(`who hears of challenges (${databaseKind})`, () => {
	it('raised: whom it is put to and the leads; answered: who asked; closed: who owes and who wrote', async () => {
		const thread = await talk.raise(due, { challenge: { letter: null, owner: talk.users.editor.person, due }, mentions: [talk.users.lead.account, talk.users.reader.account] });
		expect(await talk.told(talk.users.editor)).toEqual(['challenge raised']);
		expect(await talk.told(talk.users.lead)).toEqual(['challenge raised']);
		expect(await talk.told(talk.users.reader)).toEqual(['mention']);
		await talk.answer(thread, { user: talk.users.reviewer });
		await talk.answer(thread, { user: talk.users.lead, answers: true });
		expect(await talk.told(talk.users.clinical)).toEqual(['reply', 'challenge answered']);
		expect(await talk.told(talk.users.reviewer)).toEqual(['challenge answered']);
		await move(thread.id, 'sentBack');
		expect((await talk.told(talk.users.editor)).at(-1)).toBe('challenge sentBack');
		expect((await talk.told(talk.users.lead)).at(-1)).toBe('challenge sentBack');
		await talk.answer(thread, { user: talk.users.clinical, body: 'And Luton?' });
		await move(thread.id, 'closed', talk.users.reviewer);
		expect(await talk.told(talk.users.clinical)).toEqual(['reply', 'challenge answered', 'challenge closed']);
		expect(await talk.told(talk.users.reviewer)).toEqual(['challenge answered', 'challenge sentBack', 'reply']);
		const told = await opened.db.select().from(notice).where(eq(notice.threadId, thread.id));
		expect(told.find(({ facts }) => facts.step === 'raised')?.facts).toEqual({ excerpt: 'Is this real?', step: 'raised', due });
		expect(told.find(({ facts }) => facts.step === 'closed')).toMatchObject({ commentId: null, byAccount: talk.users.reviewer.account, facts: { excerpt: 'Is this real?', due } });
	});

	it('the programme’s leads stand for it where nobody else is asked, or whoever is asked has no account', async () => {
		const exec = await talk.addPerson('Exec lead');
		await talk.makeLead(exec);
		for (const owner of [null, exec]) {
			const { id } = await talk.raise(due, { challenge: { letter: null, owner, due } });
			await move(id, 'closed');
			await move(id, 'reopened');
		}
		expect(await talk.told(talk.users.lead)).toEqual(['challenge raised', 'challenge closed', 'challenge reopened', 'challenge raised', 'challenge closed', 'challenge reopened']);
		expect(await talk.told(talk.users.clinical)).toEqual([]);
	});
});

describe(`challenges for the review (${databaseKind})`, () => {
	it('T8: are those of the plans asked for, open or answered, the first due first', async () => {
		const elsewhere = await makeTalkedOf(opened.db);
		const answered = await talk.raise(addDays(today, 20), { body: `Why  so\nlate? ${'x'.repeat(300)}` });
		await talk.answer(answered, { answers: true });
		const ofPlan = await talk.raise(addDays(today, 10), { subject: { on: 'plan' }, challenge: { letter: 'timeBound', owner: talk.users.editor.person, due: addDays(today, 10) } });
		const closed = await talk.raise(due);
		await move(closed.id, 'closed');
		await elsewhere.raise(due);
		await talk.begin();
		const rows = await openChallenges(opened.db, [talk.planId]);
		expect(rows).toEqual([
			{
				planId: talk.planId, slug: talk.programmeId.replace('_', '-'), programme: 'Cancer', milestone: null, subject: { on: 'plan' }, thread: ofPlan.id, letter: 'timeBound',
				state: 'open', due: addDays(today, 10), owner: 'Radiology manager', question: 'Is this real?', raisedAt: ofPlan.comments[0]?.at
			},
			expect.objectContaining({ milestone: { id: talk.milestoneId, ref: 'CAN-01', title: 'Clinics open' }, thread: answered.id, letter: null, state: 'answered', owner: null })
		]);
		expect(rows[1]?.question).toMatch(/^Why so late\? x+…$/);
		expect((await openChallenges(opened.db, [talk.planId, elsewhere.planId])).map(({ planId }) => planId)).toEqual([talk.planId, elsewhere.planId, talk.planId]);
		expect(await openChallenges(opened.db, [])).toEqual([]);
		// Archiving what it is held against does not make it go away.
		await opened.db.update(milestone).set({ archived: true }).where(eq(milestone.id, talk.milestoneId));
		expect(await openChallenges(opened.db, [talk.planId])).toHaveLength(2);
	});

	it('of a plan’s open threads challenges come first', async () => {
		const plain = valueOf(await talk.begin());
		const raised = await talk.raise(due);
		const closed = await talk.raise(due);
		await move(closed.id, 'closed');
		expect((await listThreads(opened.db, talk.planId, 'open')).map(({ id }) => id)).toEqual([raised.id, plain.id]);
	});
});
