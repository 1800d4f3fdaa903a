import { eq, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { statedStatus } from '#drizzle/reviews.server.ts';
import { programmeRole } from '#drizzle/schema.server.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { can, type ProgrammeRole } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { newRequest } from '../../tests/helpers/conversation.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { besideRows } from './review-beside.ts';
import { beginReview, closeReview } from './review-commands.ts';
import { reviewRows } from './review.ts';
import { statedHistory, statedStatuses, stateStatus, takeBackStatus } from './stated-status.ts';

const { manager, fragile, reviewer, admin, nobody } = USERS;
const planId = CANCER.plan;
const SAID = { planId, status: 'atRisk', reason: 'The staffing is not agreed' };

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
	await opened.db.execute(sql`truncate portfolio, person cascade`);
	await makePortfolio(opened.db);
	await addMilestone(opened.db, planId, 'CAN-01', { status: 'onTrack', forecast: '2099-01-31' });
});
const standing = async () => (await statedStatuses(opened.db, [planId, FRAGILE.plan])).get(planId) ?? null;

describe(`a stated status on the ${databaseKind}`, () => {
	it('R4: only a lead of the programme states it or takes it back', async () => {
		const { db } = opened;
		for (const role of ['editor', 'clinical', 'reader'] satisfies ProgrammeRole[]) {
			await db.update(programmeRole).set({ role }).where(eq(programmeRole.accountId, USERS.reader.account));
			expect(await stateStatus(db, { ...SAID, user: USERS.reader }), role).toMatchObject({ ok: false, because: 'no-access' });
			expect(await takeBackStatus(db, { user: USERS.reader, planId }), role).toMatchObject({ ok: false, because: 'no-access' });
		}
		for (const user of [fragile, reviewer, admin, nobody]) {
			expect(can(user, 'state-status', CANCER.id)).toBe(false);
			expect(await stateStatus(db, { ...SAID, user })).toMatchObject({ ok: false, because: 'no-access' });
		}
		expect(await standing()).toBeNull();
		expect(await stateStatus(db, { ...SAID, user: manager })).toMatchObject({ ok: true, value: { status: 'atRisk', reason: SAID.reason, by: manager.name } });
	});

	it('R4: the lead’s role is read again: one that was taken away states nothing', async () => {
		await opened.db.delete(programmeRole).where(eq(programmeRole.accountId, manager.account));
		expect(await stateStatus(opened.db, { ...SAID, user: manager })).toMatchObject({ ok: false, because: 'no-access' });
	});

	it.each([
		['no such status', { status: 'amber' }, 'Choose a status.'],
		['no reason', { reason: ' \n ' }, 'Say why in a sentence.'],
		['a reason that is a book', { reason: 'x'.repeat(1_001) }, /1,000/],
		['what the rule says itself', { status: 'onTrack' }, /^The rule says On track already: none of 1 open milestone is off track/]
	])('refuses %s and says what to do', async (_what, over, message) => {
		const answer = await stateStatus(opened.db, { ...SAID, user: manager, ...over });
		expect(answer).toMatchObject({ ok: false, message: typeof message === 'string' ? message : expect.stringMatching(message) });
		expect(await standing()).toBeNull();
	});

	it('R4: another takes its place, what is sent twice is kept once, and all of them are kept', async () => {
		const { db } = opened;
		await Promise.all([stateStatus(db, { ...SAID, user: manager }), stateStatus(db, { ...SAID, user: manager })]);
		expect(await statedHistory(db, planId)).toHaveLength(1);
		await stateStatus(db, { user: manager, planId, status: 'offTrack', reason: 'It will be missed' });
		expect(await standing()).toMatchObject({ status: 'offTrack' });
		const history = await statedHistory(db, planId);
		expect(history.map(({ status, endedAt }) => [status, endedAt === null])).toEqual([['offTrack', true], ['atRisk', false]]);
		expect(history[1]?.endedAt).toBe(history[0]?.at);
		await takeBackStatus(db, { user: manager, planId });
		expect(await standing()).toBeNull();
		expect(await takeBackStatus(db, { user: manager, planId })).toEqual({ ok: true, value: null });
		expect((await statedHistory(db, planId)).every(({ endedAt }) => endedAt !== null)).toBe(true);
	});

	it('R1: can be asked for as of an instant', async () => {
		const { db } = opened;
		const [nine, ten, eleven] = ['09', '10', '11'].map((hour) => new Date(`2026-09-02T${hour}:00:00Z`)) as [Date, Date, Date];
		await stateStatus(db, { ...SAID, user: manager, at: nine });
		await stateStatus(db, { ...SAID, user: manager, status: 'paused', at: ten });
		await takeBackStatus(db, { user: manager, planId, at: eleven });
		const at = async (asOf: Date) => (await statedStatuses(db, [planId], { asOf })).get(planId)?.status ?? null;
		expect([await at(nine), await at(new Date(nine.getTime() + 1)), await at(new Date(ten.getTime() + 1)), await at(new Date(eleven.getTime() + 1))]).toEqual([null, 'atRisk', 'paused', null]);
	});

	it('R4: stands beside the rule’s answer in the review, and lapses when the next review is closed; the trend is against that review', async () => {
		const { db } = opened;
		const today = todayInLondon();
		await stateStatus(db, { ...SAID, user: manager });
		const row = async () => (await besideRows(db, await reviewRows(db, today), { today })).rows.find(({ slug }) => slug === 'cancer');
		expect(await row()).toMatchObject({ status: 'onTrack', stated: { status: 'atRisk' }, trend: null, slippedSince: null });

		const begun = await beginReview(db, { user: reviewer, title: 'September', heldOn: today, requestId: newRequest() });
		if (!begun.ok) throw new Error(begun.message);
		expect((await row())?.stated).toMatchObject({ status: 'atRisk' });
		const closed = await closeReview(db, { user: reviewer, id: begun.value.id });
		expect(closed.ok).toBe(true);
		expect(await row()).toMatchObject({ status: 'onTrack', stated: null, trend: { way: 'same', was: 'onTrack', reviews: 1 }, slippedSince: { count: 0 } });
		expect(await db.select().from(statedStatus).where(isNull(statedStatus.endedAt))).toEqual([]);
		await addMilestone(db, planId, 'CAN-02', { status: 'offTrack', forecast: '2099-01-31' });
		await addMilestone(db, planId, 'CAN-03', { status: 'offTrack', forecast: '2099-01-31' });
		// As a commit would, by which figures are known to be old.
		await db.execute(sql`update plan set head_seq = head_seq + 1`);
		expect(await row()).toMatchObject({ status: 'offTrack', trend: { way: 'worse', was: 'onTrack' } });
	});
});
