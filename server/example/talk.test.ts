/** What the example's people say: on the day of the drawings, and on the last day of the two years. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, challengeStep, comment, commentThread, confidence, confirmation, decision, updateRound } from '#drizzle/conversation.server.ts';
import { notice, noticeCursor } from '#drizzle/notices.server.ts';
import { account, plan } from '#drizzle/schema.server.ts';
import { confidenceGap } from '#lib/plan/confidence.ts';
import { dayInLondon, timeInLondon } from '#lib/plan/dates.ts';
import { openChallenges } from '#server/store/challenges.ts';
import { programmeConfidence } from '#server/store/confidence.ts';
import { unconfirmed } from '#server/store/confirmations.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { listThreads } from '#server/store/threads.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { EXAMPLE_TIMEOUT, openExample, SHOWN_AT } from '../../tests/helpers/example.ts';
import { POSTS_OF_KEYS } from './accounts.ts';
import { exampleContent, milestoneIdOf, planIdOf } from './content.ts';
import { loadExample } from './load.ts';
import { accountIdOf } from './speakers.ts';

const PLANS = exampleContent().map(({ written }) => planIdOf(written.id));
let opened: OpenDatabase;

const challengesNow = async () => (await openChallenges(opened.db, PLANS)).map(({ milestone, state, letter, due, owner }) => [milestone?.ref, state, letter, due, owner].join(', ')).toSorted();
const stepsSince = async (step: string, day: string) => (await opened.db.select().from(challengeStep).where(eq(challengeStep.step, step as 'raised'))).filter(({ at }) => dayInLondon(at) >= day).length;

describe(`the example’s conversations on 14 Sep 2026, on ${databaseKind}`, () => {
	beforeAll(async () => {
		opened = await openExample();
	}, EXAMPLE_TIMEOUT);
	afterAll(() => opened.close());

	it('has the seven open challenges of the drawings, one of them late', async () => {
		expect(await challengesNow()).toEqual([
			'CAN-11, open, achievable, 2026-09-18, Programme manager, Cancer',
			'CAN-15, open, measurable, 2026-09-21, Screening lead',
			'CAN-19, open, specific, 2026-09-24, Cancer operations lead',
			'CYP-06, answered, specific, 2026-09-16, Programme manager, Children',
			'FRA-04, open, timeBound, 2026-09-23, Programme manager, Fragile services',
			'FRA-08, open, measurable, 2026-09-30, Programme manager, Fragile services',
			'UEC-03, open, specific, 2026-09-09, Programme manager, Urgent care'
		]);
		expect([await stepsSince('raised', '2026-07-08'), await stepsSince('closed', '2026-07-08')]).toEqual([4, 3]);
	});

	it('has the conversation of CAN-11 as drawn', async () => {
		const threads = await listThreads(opened.db, planIdOf('cancer'), { milestone: milestoneIdOf('CAN-11') });
		expect(threads.flatMap(({ comments }) => comments.map(({ author, body }) => `${author.name}: ${body}`)).toSorted()).toEqual([
			'Clinical lead, breast: Saturday clinics matter most for women who cannot take time off. Please keep them in the first wave.',
			'Leadership Group, Luton: Is 11 Nov real? Evening lists need two radiologists per site and the mutual aid agreement is not signed.',
			'Programme manager, Cancer: Two sites can start with reporting radiographers. @Radiology manager can you confirm cover for Luton?',
			'Radiology manager: Bedford and Milton Keynes yes. Luton only once FRA-04 is signed.'
		]);
	});

	it('has each programme’s confidence as drawn, and clinical leads who see it otherwise', async () => {
		const found = await programmeConfidence(opened.db, PLANS);
		const said = PLANS.map((id) => [id, found.get(id)?.delivery?.level, found.get(id)?.delivery?.was, found.get(id)?.clinical?.level].join(' ')).toSorted();
		expect(said).toEqual(['pl_cancer low medium low', 'pl_cyp medium medium medium', 'pl_fragile low low low', 'pl_ltc high high medium', 'pl_mhlda high medium high', 'pl_uec medium high low']);
		const [opposed] = await opened.db.select().from(confidence).where(sql`${confidence.milestoneId} = 'ms_can-20'`).orderBy(confidence.at);
		expect(opposed && confidenceGap('onTrack', { delivery: opposed.level, clinical: 'low' })).toMatchObject({ why: 'opposed' });
	});

	it('has 25 to 40 threads over all programmes, decisions, actions, and an update round in each', async () => {
		const threads = await opened.db.select().from(commentThread);
		expect(threads.length).toBeGreaterThanOrEqual(25);
		expect(threads.length).toBeLessThanOrEqual(45);
		expect(new Set(threads.map(({ planId }) => planId))).toEqual(new Set(PLANS));
		expect(await opened.db.$count(decision)).toBeGreaterThan(5);
		expect(await opened.db.$count(action)).toBeGreaterThan(8);
		const rounds = await opened.db.select().from(updateRound);
		expect(rounds.filter(({ closedAt }) => closedAt === null).map(({ planId }) => planId).toSorted()).toEqual(PLANS.toSorted());
		expect(rounds.filter(({ closedAt }) => closedAt !== null)).toHaveLength(6);
		expect(new Set((await opened.db.select().from(confirmation)).map(({ answer }) => answer))).toEqual(new Set(['stillTrue', 'changed']));
		// Only Cancer asked for an earlier day than the review’s.
		const late = await unconfirmed(opened.db, PLANS, '2026-09-14');
		expect(new Set(late.map(({ planId }) => planId))).toEqual(new Set(['pl_cancer']));
		expect(late.length).toBeLessThan(6);
	});

	it('says everything in working hours of weekdays, and nothing after its time', async () => {
		const times = [...(await opened.db.select({ at: comment.at }).from(comment)), ...(await opened.db.select({ at: challengeStep.at }).from(challengeStep)), ...(await opened.db.select({ at: confidence.at }).from(confidence)), ...(await opened.db.select({ at: confirmation.at }).from(confirmation))];
		expect(times.filter(({ at }) => at > SHOWN_AT)).toEqual([]);
		expect(times.filter(({ at }) => timeInLondon(at) < '09:00' || timeInLondon(at) > '18:00' || [0, 6].includes(at.getUTCDay()))).toEqual([]);
	});

	it('tells the one-click accounts of the newest few things, and nobody of the old', async () => {
		const rows = await opened.db.select().from(notice);
		const demonstration = Object.values(POSTS_OF_KEYS).map((post) => accountIdOf(post));
		expect(rows.filter((row) => !demonstration.includes(row.accountId))).toEqual([]);
		for (const post of ['cancer-manager', 'cancer-screening-lead', 'cancer-clinical-breast']) {
			const mine = rows.filter((row) => row.accountId === accountIdOf(post));
			expect(mine.length, post).toBeGreaterThan(0);
			expect(mine.length, post).toBeLessThanOrEqual(6);
		}
		expect(rows.some((row) => row.readAt === null)).toBe(true);
		expect(rows.filter((row) => row.mailedAt === null)).toEqual([]);
		const heads = await opened.db.select({ planId: plan.id, seq: plan.headSeq }).from(plan).orderBy(plan.id);
		expect(await opened.db.select().from(noticeCursor).orderBy(noticeCursor.planId)).toEqual(heads);
	});
});

describe(`the example’s conversations on the last day, on ${databaseKind}`, () => {
	beforeAll(async () => {
		opened = await openTestDatabase();
		await loadExample(opened.db, { until: new Date('2027-03-31T21:00:00Z'), demonstration: true });
	}, EXAMPLE_TIMEOUT);
	afterAll(() => opened.close());

	it('has answered and closed those of September, and has newer ones', async () => {
		expect((await challengesNow()).map((each) => each.split(', ').slice(0, 2).join(' '))).toEqual(['CYP-08 answered', 'CYP-24 open', 'LTC-07 answered', 'LTC-25 open']);
		expect(await stepsSince('raised', '2026-09-15')).toBeGreaterThan(8);
		expect((await opened.db.select().from(challengeStep)).filter(({ step }) => step === 'sentBack' || step === 'reopened').length).toBeGreaterThan(3);
	});

	it('has no update round open, and actions done and still to do', async () => {
		expect((await opened.db.select().from(updateRound)).filter(({ closedAt }) => closedAt === null)).toEqual([]);
		const actions = await opened.db.select().from(action);
		expect(actions.some(({ doneAt }) => doneAt === null)).toBe(true);
		expect(actions.filter(({ doneAt }) => doneAt !== null).length).toBeGreaterThan(15);
		expect(await opened.db.$count(account)).toBeGreaterThan(60);
	});
});
