import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateRequest, updateRound } from '#drizzle/conversation.server.ts';
import { notice } from '#drizzle/notices.server.ts';
import { account, milestone, milestoneLead, milestoneVersion, programmeRole } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import type { MilestoneId, PersonId, RoundId } from '#lib/plan/ids.ts';
import { PROGRAMME_ROLES, type User } from '#lib/plan/rules.ts';
import { roundFigures, waitingByPerson } from '#lib/plan/update-round.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { confirm, unconfirmed } from './confirmations.ts';
import type { OpenDatabase } from './database.ts';
import { beginRound, endRound } from './round-commands.ts';
import { readRound } from './rounds.ts';

const TODAY = todayInLondon();
const DUE = addDays(TODAY, 7);
const { manager, reader, fragile, reviewer, admin, nobody } = USERS;
const asked = { planId: CANCER.plan, due: DUE, note: 'For the board' };

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
	await opened.db.execute(sql`truncate portfolio, person, milestone_version cascade`);
	await makePortfolio(opened.db);
	await addMilestone(opened.db, CANCER.plan, 'CAN-01', { lead: reader.person });
	await addMilestone(opened.db, CANCER.plan, 'CAN-02', { lead: reader.person, status: 'paused' });
	await addMilestone(opened.db, CANCER.plan, 'CAN-03');
	await addMilestone(opened.db, CANCER.plan, 'CAN-04', { status: 'complete', lead: reader.person });
	await addMilestone(opened.db, CANCER.plan, 'CAN-05', { archived: true, lead: reader.person });
	await addMilestone(opened.db, FRAGILE.plan, 'FRA-01', { lead: fragile.person });
	await opened.db.insert(milestoneLead).values({ planId: CANCER.plan, milestoneId: 'ms_can-01' as MilestoneId, personId: manager.person, kind: 'delivery' });
});

async function begun(over: Partial<Parameters<typeof beginRound>[1]> = {}) {
	const answer = await beginRound(opened.db, { user: manager, ...asked, ...over });
	if (!answer.ok) throw new Error(answer.message);
	return answer.value;
}
const setRow = (id: string, values: Partial<typeof milestone.$inferInsert>) => opened.db.update(milestone).set(values).where(eq(milestone.id, id as MilestoneId));

describe(`T9: update rounds on the ${databaseKind}`, () => {
	it('asks the leads of every open milestone that is not archived', async () => {
		const round = await begun();
		expect(round).toMatchObject({ due: DUE, note: 'For the board', by: { name: manager.name }, closed: null });
		expect(round.milestones.map(({ ref, asked: who, answer, settled }) => [ref, who.map(({ person }) => person), answer, settled])).toEqual([
			['CAN-01', [reader.person, manager.person], null, false],
			['CAN-02', [reader.person], null, false],
			['CAN-03', [], null, false]
		]);
		expect(waitingByPerson(round.milestones).map(({ name, milestones }) => [name, milestones.length])).toEqual([
			[reader.name, 2],
			[manager.name, 1],
			['No lead', 1]
		]);
		expect((await readRound(opened.db, CANCER.plan)).newest).toEqual(round);
		expect((await readRound(opened.db, FRAGILE.plan)).newest).toBeNull();
	});

	it('N1: tells each lead with an account once, with the day and how many are theirs, and never whoever asks', async () => {
		const round = await begun({ requestId: 'request-1' });
		await begun({ requestId: 'request-1' });
		const told = await opened.db.select({ to: notice.accountId, kind: notice.kind, by: notice.byAccount, facts: notice.facts, once: notice.once }).from(notice);
		expect(told).toEqual([{ to: reader.account, kind: 'round', by: manager.account, facts: { due: DUE, milestones: 2 }, once: round.id }]);
	});

	it('tells nobody of what the example loader writes', async () => {
		const round = await begun({ at: new Date('2026-08-01T09:00:00Z'), due: '2026-08-08' });
		expect(await opened.db.select().from(notice)).toEqual([]);
		expect(round.at).toBe('2026-08-01T09:00:00.000Z');
	});

	it.each([...PROGRAMME_ROLES.map((role) => [role, role === 'lead' || role === 'editor'] as const), ['reviewer', false] as const, ['admin', false] as const, ['nobody', false] as const])('%s may begin and end one: %s', async (role, may) => {
		const user: User = role === 'reviewer' ? reviewer : role === 'admin' ? admin : nobody;
		const programme = PROGRAMME_ROLES.find((each) => each === role);
		if (programme) await opened.db.insert(programmeRole).values({ accountId: nobody.account, programmeId: CANCER.id, role: programme });
		const began = await beginRound(opened.db, { user, ...asked });
		expect(began.ok || began.because).toBe(may || 'no-access');
		const running = began.ok ? began.value : await begun();
		const ended = await endRound(opened.db, { user, planId: CANCER.plan, roundId: running.id });
		expect(ended.ok || ended.because).toBe(may || 'no-access');
		expect((await readRound(opened.db, CANCER.plan)).newest?.closed === null).toBe(!may);
	});

	it('T1: a role that was taken away, and an account that was disabled, count at once', async () => {
		await opened.db.delete(programmeRole).where(eq(programmeRole.accountId, manager.account));
		expect(await beginRound(opened.db, { user: manager, ...asked })).toMatchObject({ because: 'no-access' });
		await opened.db.insert(programmeRole).values({ accountId: manager.account, programmeId: CANCER.id, role: 'lead' });
		await opened.db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, manager.account));
		expect(await beginRound(opened.db, { user: manager, ...asked })).toMatchObject({ because: 'no-access' });
		expect(await opened.db.select().from(updateRound)).toEqual([]);
	});

	it('T2: sent twice under one request id it is begun once; other words under the same id are refused', async () => {
		const [one, other] = await Promise.all([beginRound(opened.db, { user: manager, ...asked, requestId: 'request-1' }), beginRound(opened.db, { user: manager, ...asked, requestId: 'request-1' })]);
		expect(one).toMatchObject({ ok: true });
		expect(other).toEqual(one);
		expect(await beginRound(opened.db, { user: manager, ...asked, note: 'Other', requestId: 'request-1' })).toMatchObject({ because: 'conflict' });
		expect(await opened.db.select().from(updateRequest)).toHaveLength(4);
	});

	it('two at once: one wins, the other is told whose is open and until when', async () => {
		await opened.db.insert(programmeRole).values({ accountId: nobody.account, programmeId: CANCER.id, role: 'editor' });
		const answers = await Promise.all([beginRound(opened.db, { user: manager, ...asked }), beginRound(opened.db, { user: nobody, ...asked })]);
		const [won, lost] = [answers.find(({ ok }) => ok), answers.find(({ ok }) => !ok)];
		expect(won?.ok && won.value.closed).toBeNull();
		expect(lost).toMatchObject({ because: 'conflict' });
		expect(lost && !lost.ok && lost.message).toMatch(/^(Programme manager, Cancer|Newcomer) has already asked for updates, by \d+ \w+ \d{4}\./);
		expect(await opened.db.select().from(updateRound)).toHaveLength(1);
	});

	it.each([
		['yesterday', addDays(TODAY, -1), 'invalid'],
		['today', TODAY, true],
		['in a year', addDays(TODAY, 366), true],
		['later', addDays(TODAY, 367), 'invalid'],
		['no date', '31/12/2026', 'invalid'],
		['nothing', '', 'invalid']
	])('due %s', async (_when, due, expected) => {
		const answer = await beginRound(opened.db, { user: manager, ...asked, due });
		expect(answer.ok || answer.because).toBe(expected);
	});

	it('refuses a note that is too long or unreadable, a made-up plan, and a plan with nothing to ask about', async () => {
		expect(await beginRound(opened.db, { user: manager, ...asked, note: 'x'.repeat(1_001) })).toMatchObject({ because: 'invalid' });
		expect(await beginRound(opened.db, { user: manager, ...asked, note: 'nul \0' })).toMatchObject({ because: 'invalid' });
		expect(await beginRound(opened.db, { user: manager, ...asked, requestId: 'no' })).toMatchObject({ because: 'invalid' });
		expect(await beginRound(opened.db, { user: manager, ...asked, planId: 'pl_none' as typeof CANCER.plan })).toMatchObject({ because: 'not-found' });
		await opened.db.update(milestone).set({ archived: true });
		expect(await beginRound(opened.db, { user: manager, ...asked })).toMatchObject({ because: 'invalid', message: 'There is no open milestone to ask about.' });
		expect(await opened.db.select().from(updateRound)).toEqual([]);
	});

	it('ends once, keeps who ended it, and makes room for the next', async () => {
		const first = await begun();
		await confirm(opened.db, { user: manager, planId: CANCER.plan, milestoneId: 'ms_can-02' as MilestoneId });
		const ended = await endRound(opened.db, { user: manager, planId: CANCER.plan, roundId: first.id });
		expect(ended.ok && ended.value.closed?.name).toBe(manager.name);
		expect(await endRound(opened.db, { user: manager, planId: CANCER.plan, roundId: first.id })).toEqual(ended);
		expect(await endRound(opened.db, { user: fragile, planId: FRAGILE.plan, roundId: first.id })).toMatchObject({ because: 'not-found' });
		expect(await endRound(opened.db, { user: manager, planId: CANCER.plan, roundId: 'ro_none' as RoundId })).toMatchObject({ because: 'not-found' });
		const second = await begun();
		const { newest, older } = await readRound(opened.db, CANCER.plan);
		expect(newest?.id).toBe(second.id);
		// The answer belongs to the round it was given in.
		expect(newest?.milestones.every(({ answer }) => answer === null)).toBe(true);
		expect(older.map(({ id, figures }) => [id, figures])).toEqual([[first.id, { asked: 3, confirmed: 1, settled: 0, waiting: 2 }]]);
	});

	it('what was completed, closed or archived meanwhile is settled; an ended round keeps how it stood', async () => {
		const round = await begun();
		await setRow('ms_can-01', { status: 'complete' });
		await setRow('ms_can-02', { archived: true });
		expect(roundFigures((await readRound(opened.db, CANCER.plan)).newest?.milestones ?? [])).toEqual({ asked: 3, confirmed: 0, settled: 2, waiting: 1 });
		await setRow('ms_can-01', { status: 'onTrack' });
		expect(roundFigures((await readRound(opened.db, CANCER.plan)).newest?.milestones ?? []).settled).toBe(1);

		const state = { planId: CANCER.plan, id: 'ms_can-03' as MilestoneId, ref: 'CAN-03', kind: 'milestone' as const, title: '', order: 'a0', dateReason: '', doneWhen: '', evidence: '', ask: '', enablers: [], archived: false, leads: {}, kpis: {}, places: {}, dependsOn: [] };
		const later = new Date(Date.now() + 3_600_000);
		await opened.db.insert(milestoneVersion).values([
			{ ...state, status: 'onTrack', validFrom: new Date('2026-09-01T09:00:00Z'), validTo: later },
			{ ...state, status: 'closed', validFrom: later }
		]);
		await endRound(opened.db, { user: manager, planId: CANCER.plan, roundId: round.id });
		await setRow('ms_can-03', { status: 'closed' });
		expect((await readRound(opened.db, CANCER.plan)).newest?.milestones.find(({ ref }) => ref === 'CAN-03')?.settled).toBe(false);
	});

	it('unconfirmed: from the day after it was due, unless answered, settled or the round has ended', async () => {
		const on = async (day: string) => (await unconfirmed(opened.db, [CANCER.plan, FRAGILE.plan], day)).map(({ milestone: { ref }, asked: who }) => [ref, ...who]);
		const round = await begun();
		expect(await on(DUE)).toEqual([]);
		const all = [['CAN-01', reader.name, manager.name], ['CAN-02', reader.name], ['CAN-03']];
		expect(await on(addDays(DUE, 1))).toEqual(all);
		expect(await unconfirmed(opened.db, [FRAGILE.plan], addDays(DUE, 1))).toEqual([]);
		expect(await unconfirmed(opened.db, [], addDays(DUE, 1))).toEqual([]);
		await confirm(opened.db, { user: reader, planId: CANCER.plan, milestoneId: 'ms_can-01' as MilestoneId });
		await setRow('ms_can-02', { status: 'closed' });
		expect(await on(addDays(DUE, 1))).toEqual([['CAN-03']]);
		await endRound(opened.db, { user: manager, planId: CANCER.plan, roundId: round.id });
		expect(await on(addDays(DUE, 1))).toEqual([]);
	});

	it('a lead whom nobody knows any more is passed over', async () => {
		await opened.db.insert(milestoneLead).values({ planId: CANCER.plan, milestoneId: 'ms_can-03' as MilestoneId, personId: 'pe_gone' as PersonId, kind: 'delivery' });
		expect((await begun()).milestones.find(({ ref }) => ref === 'CAN-03')?.asked).toEqual([]);
	});
});
