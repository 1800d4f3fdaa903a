import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { action, decision } from '#drizzle/conversation.server.ts';
import { notice } from '#drizzle/notices.server.ts';
import { account, milestone, person, programmeRole } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import type { AccountId, ActionId, DecisionId, MilestoneId, PersonId, PlanId } from '#lib/plan/ids.ts';
import type { ProgrammeRole, User } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { listActions } from './actions-read.ts';
import { recordAction, setActionDone, strikeAction } from './actions.ts';
import type { OpenDatabase } from './database.ts';
import { listDecisions, recordDecision, strikeDecision } from './decisions.ts';

let opened: OpenDatabase;
let on: MilestoneId;
let archived: MilestoneId;
let roles: [string, User, string][];
let requests = 0;

beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	on = await addMilestone(opened.db, CANCER.plan, 'CAN-01');
	archived = await addMilestone(opened.db, CANCER.plan, 'CAN-02', { archived: true });
	roles = [
		['lead', USERS.manager, 'done'],
		['editor', await addUser('editor', 'editor'), 'done'],
		['clinical', await addUser('clinical', 'clinical'), 'no-access'],
		['reader', USERS.reader, 'no-access'],
		['reviewer', USERS.reviewer, 'done'],
		['admin', USERS.admin, 'no-access'],
		['another programme’s lead', USERS.fragile, 'no-access'],
		['nobody', USERS.nobody, 'no-access']
	];
});
afterAll(() => opened.close());
beforeEach(async () => {
	for (const table of [notice, decision, action]) await opened.db.delete(table);
});

async function addUser(key: string, role: ProgrammeRole): Promise<User> {
	const made = { account: `ac_${key}` as AccountId, person: `pe_${key}` as PersonId, name: `The ${key}`, initials: 'TE' };
	await opened.db.insert(person).values({ id: made.person, name: made.name, initials: made.initials });
	await opened.db.insert(account).values({ id: made.account, personId: made.person });
	await opened.db.insert(programmeRole).values({ accountId: made.account, programmeId: CANCER.id, role });
	return { ...made, portfolioRoles: [], programmeRoles: { [CANCER.id]: role } };
}

const newRequest = () => `request-${(requests += 1)}`;
const decide = (change: Partial<Parameters<typeof recordDecision>[1]> = {}) =>
	recordDecision(opened.db, { user: USERS.manager, planId: CANCER.plan, milestone: on, what: 'Open on 12 Oct.', who: 'Chief medical officer', forum: 'Leadership Group', decidedOn: '2026-09-01', requestId: newRequest(), ...change });
const act = (change: Partial<Parameters<typeof recordAction>[1]> = {}) =>
	recordAction(opened.db, { user: USERS.manager, planId: CANCER.plan, milestone: on, what: 'Confirm two sites.', owner: USERS.reader.person, due: '2026-09-30', requestId: newRequest(), ...change });
const because = (answer: { ok: boolean; because?: string }) => (answer.ok ? 'done' : answer.because);

async function decisionId(): Promise<DecisionId> {
	const made = await decide();
	if (!made.ok) throw new Error(made.message);
	return made.value.id;
}
async function actionId(change: Parameters<typeof act>[0] = {}): Promise<ActionId> {
	const made = await act(change);
	if (!made.ok) throw new Error(made.message);
	return made.value.id;
}
const told = async () => opened.db.select({ to: notice.accountId, kind: notice.kind, facts: notice.facts, milestone: notice.milestoneId }).from(notice);

describe(`decisions (${databaseKind})`, () => {
	it('T1: are written by the session’s person, on a milestone or the programme', async () => {
		const made = await decide({ what: ' Open\r\non 12 Oct. ', who: ' Chief\nmedical officer ' });
		expect(made).toMatchObject({ ok: true, value: { milestone: on, what: 'Open\non 12 Oct.', who: 'Chief medical officer', forum: 'Leadership Group', decidedOn: '2026-09-01', by: { name: USERS.manager.name }, struck: null } });
		expect(await listDecisions(opened.db, CANCER.plan, on)).toEqual(made.ok && [made.value]);
		await decide({ milestone: null, decidedOn: '2026-09-03' });
		await decide({ milestone: null, decidedOn: '2026-08-03', at: new Date('2026-08-04T10:00:00Z') });
		expect((await listDecisions(opened.db, CANCER.plan, null)).map(({ decidedOn }) => decidedOn)).toEqual(['2026-09-03', '2026-08-03']);
		expect(await listDecisions(opened.db, CANCER.plan, 'all')).toHaveLength(3);
		expect(await listDecisions(opened.db, FRAGILE.plan, 'all')).toEqual([]);
	});

	it('may be recorded and struck out by those who record', async () => {
		for (const [role, user, expected] of roles) {
			expect(because(await decide({ user })), role).toBe(expected);
			expect(because(await strikeDecision(opened.db, { user, planId: CANCER.plan, id: await decisionId(), why: 'Twice' })), `${role}, striking`).toBe(expected);
		}
		expect(because(await decide({ user: { ...USERS.reader, programmeRoles: { [CANCER.id]: 'lead' } } }))).toBe('no-access');
	});

	it('says what is wrong with what was sent, and keeps nothing of it', async () => {
		const tomorrow = addDays(todayInLondon(), 1);
		for (const change of [{ what: ' ' }, { what: 'x'.repeat(2_001) }, { who: '' }, { who: 'x'.repeat(201) }, { forum: '\n' }, { what: 'a\u0000b' }, { decidedOn: '' }, { decidedOn: '30 Feb' }, { decidedOn: '2026-02-30' }, { decidedOn: '1999-12-31' }, { decidedOn: tomorrow }, { requestId: '' }]) {
			expect(because(await decide(change)), JSON.stringify(change).slice(0, 40)).toBe('invalid');
		}
		// In the example the day is counted from when it is said to have been written.
		expect(because(await decide({ decidedOn: '2026-08-05', at: new Date('2026-08-04T10:00:00Z') }))).toBe('invalid');
		expect(because(await decide({ milestone: archived }))).toBe('conflict');
		expect(because(await decide({ milestone: 'ms_nothing' as MilestoneId }))).toBe('not-found');
		expect(because(await decide({ planId: 'pl_nothing' as PlanId }))).toBe('not-found');
		expect(await listDecisions(opened.db, CANCER.plan, 'all')).toEqual([]);
		expect(because(await decide({ decidedOn: todayInLondon() }))).toBe('done');
	});

	it('T2: sent twice it is kept once; other words under the same id are refused', async () => {
		const requestId = newRequest();
		const both = await Promise.all([decide({ requestId }), decide({ requestId })]);
		expect(both[0]).toEqual(both[1]);
		for (const change of [{ what: 'Other' }, { who: 'Other' }, { forum: 'Other' }, { decidedOn: '2026-09-02' }, { milestone: null }]) expect(because(await decide({ requestId, ...change }))).toBe('conflict');
		expect(await listDecisions(opened.db, CANCER.plan, 'all')).toHaveLength(1);
	});

	it('T3: is struck out with a reason, once, and stays readable', async () => {
		const id = await decisionId();
		const strike = (why: string, user: User = USERS.manager, planId = CANCER.plan) => strikeDecision(opened.db, { user, planId, id, why });
		expect(because(await strike('  '))).toBe('invalid');
		expect(because(await strike('x'.repeat(501)))).toBe('invalid');
		expect(because(await strike('Theirs', USERS.fragile, FRAGILE.plan))).toBe('not-found');
		const struck = await strike('Recorded twice');
		expect(struck).toMatchObject({ ok: true, value: { what: 'Open on 12 Oct.', struck: { name: USERS.manager.name, why: 'Recorded twice' } } });
		expect(await strike('Recorded twice')).toEqual(struck);
		expect(await strike('Another reason')).toMatchObject({ because: 'conflict', message: `${USERS.manager.name} has struck this decision out already. Nothing was changed.` });
		expect(because(await strike('Recorded twice', USERS.reviewer))).toBe('conflict');
		expect(await listDecisions(opened.db, CANCER.plan, on)).toEqual(struck.ok && [struck.value]);
	});
});

describe(`actions (${databaseKind})`, () => {
	it('T1: are written by the session’s person and owned by somebody of the directory', async () => {
		const made = await act();
		expect(made).toMatchObject({ ok: true, value: { milestone: on, what: 'Confirm two sites.', owner: { person: USERS.reader.person, name: USERS.reader.name }, due: '2026-09-30', by: { name: USERS.manager.name }, done: null, struck: null } });
		expect(await listActions(opened.db, CANCER.plan, on)).toEqual(made.ok && [made.value]);
		expect(await listActions(opened.db, CANCER.plan, null)).toEqual([]);
	});

	it('may be recorded and struck out by those who record', async () => {
		for (const [role, user, expected] of roles) {
			expect(because(await act({ user })), role).toBe(expected);
			expect(because(await strikeAction(opened.db, { user, planId: CANCER.plan, id: await actionId(), why: 'Twice' })), `${role}, striking`).toBe(expected);
		}
	});

	it('are done when those who record say so, or their owner', async () => {
		const owner = USERS.reader;
		for (const [role, user, expected] of roles) {
			const mayAsOwner = user === owner ? 'done' : expected;
			const id = await actionId();
			expect(because(await setActionDone(opened.db, { user, planId: CANCER.plan, id, done: true })), role).toBe(mayAsOwner);
		}
		// Somebody who owns one and may no longer read the plan.
		const id = await actionId({ owner: USERS.fragile.person });
		expect(because(await setActionDone(opened.db, { user: USERS.fragile, planId: CANCER.plan, id, done: true }))).toBe('no-access');
		expect(because(await setActionDone(opened.db, { user: USERS.fragile, planId: FRAGILE.plan, id, done: true }))).toBe('not-found');
		expect(because(await strikeAction(opened.db, { user: owner, planId: CANCER.plan, id: await actionId(), why: 'Mine' }))).toBe('no-access');
	});

	it('T2: said twice changes nothing, and it can be taken back', async () => {
		const id = await actionId();
		const set = (done: boolean, user: User = USERS.manager) => setActionDone(opened.db, { user, planId: CANCER.plan, id, done });
		const first = await set(true);
		expect(first).toMatchObject({ value: { done: { name: USERS.manager.name } } });
		expect(await set(true, USERS.reviewer)).toEqual(first);
		expect(await set(false)).toMatchObject({ value: { done: null } });
		expect(await set(false)).toMatchObject({ ok: true });
		const at = new Date('2026-09-02T10:00:00Z');
		expect(await setActionDone(opened.db, { user: USERS.manager, planId: CANCER.plan, id, done: true, at })).toMatchObject({ value: { done: { at: at.toISOString() } } });
	});

	it('says what is wrong with what was sent, and keeps nothing of it', async () => {
		for (const change of [{ what: ' ' }, { what: 'x'.repeat(2_001) }, { owner: '' }, { owner: 'Somebody' }, { owner: 'pe_unknown' }, { due: '' }, { due: '2026-02-30' }, { due: '1999-12-31' }, { requestId: 'x' }]) {
			expect(because(await act(change)), JSON.stringify(change).slice(0, 40)).toBe('invalid');
		}
		expect(because(await act({ milestone: archived }))).toBe('conflict');
		expect(because(await act({ milestone: 'ms_nothing' as MilestoneId }))).toBe('not-found');
		expect(await listActions(opened.db, CANCER.plan, 'all')).toEqual([]);
		expect(await told()).toEqual([]);
	});

	it('T2 N1: sent twice it is kept once, and its owner is told once', async () => {
		const requestId = newRequest();
		const both = await Promise.all([act({ requestId }), act({ requestId })]);
		expect(both[0]).toEqual(both[1]);
		for (const change of [{ what: 'Other' }, { owner: USERS.manager.person }, { due: '2026-10-01' }, { milestone: null }]) expect(because(await act({ requestId, ...change }))).toBe('conflict');
		expect(await listActions(opened.db, CANCER.plan, 'all')).toHaveLength(1);
		expect(await told()).toEqual([{ to: USERS.reader.account, kind: 'action', milestone: on, facts: { excerpt: 'Confirm two sites.', due: '2026-09-30' } }]);
	});

	it('N1: nobody is told of an action they gave themselves, nor of the example’s', async () => {
		await act({ owner: USERS.manager.person });
		await act({ at: new Date('2026-09-02T10:00:00Z') });
		expect(await told()).toEqual([]);
	});

	it('T3: is struck out with a reason, and then is no longer done or undone', async () => {
		const id = await actionId();
		const strike = (why: string, user: User = USERS.manager) => strikeAction(opened.db, { user, planId: CANCER.plan, id, why });
		expect(because(await strike(''))).toBe('invalid');
		const struck = await strike('Another meeting’s');
		expect(struck).toMatchObject({ value: { what: 'Confirm two sites.', struck: { name: USERS.manager.name, why: 'Another meeting’s' } } });
		expect(await strike('Another meeting’s')).toEqual(struck);
		expect(because(await strike('Why not'))).toBe('conflict');
		expect(because(await setActionDone(opened.db, { user: USERS.manager, planId: CANCER.plan, id, done: true }))).toBe('conflict');
	});

	it('stand in order: what is still to be done first, the nearest date first', async () => {
		const [late, next, finished] = [await actionId({ due: '2026-08-01' }), await actionId({ due: '2026-10-01' }), await actionId({ due: '2026-07-01' })];
		await setActionDone(opened.db, { user: USERS.manager, planId: CANCER.plan, id: finished, done: true });
		await opened.db.update(milestone).set({ archived: true }).where(eq(milestone.id, on));
		expect((await listActions(opened.db, CANCER.plan, 'all')).map(({ id }) => id)).toEqual([late, next, finished]);
		// What was said of a milestone stays when it is archived, and can still be done.
		expect(because(await setActionDone(opened.db, { user: USERS.manager, planId: CANCER.plan, id: late, done: true }))).toBe('done');
		await opened.db.update(milestone).set({ archived: false }).where(eq(milestone.id, on));
	});
});
