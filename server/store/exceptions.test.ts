import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { challenge, challengeStep, comment, commentThread, confidence } from '#drizzle/conversation.server.ts';
import { kpiSignal } from '#drizzle/measures.server.ts';
import { place } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import { exceptionSubject, exceptionWords } from '#lib/plan/exceptions.ts';
import type { CommentId, KpiId, MilestoneId, PlaceId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import type { ChallengeStep } from '#lib/plan/conversation.ts';
import type { ConfidenceKind, ConfidenceLevel } from '#lib/plan/confidence.ts';
import type { User } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addKpi, addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { exceptions } from './exceptions.ts';
import { readableProgrammes } from './programmes.ts';
import { reviewRows } from './review.ts';
import { beginRound, endRound } from './round-commands.ts';

const TODAY = todayInLondon();
const { manager, reader, fragile, reviewer, admin, nobody } = USERS;

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
let made = 0;
beforeEach(async () => {
	await opened.db.execute(sql`truncate portfolio, person, milestone_version cascade`);
	await makePortfolio(opened.db);
	for (const ref of ['CAN-01', 'CAN-02', 'CAN-03', 'CAN-04']) await addMilestone(opened.db, CANCER.plan, ref, { lead: reader.person });
	await addMilestone(opened.db, FRAGILE.plan, 'FRA-01', { lead: fragile.person });
});

async function raise(planId: PlanId, over: { milestone?: string; kpi?: string; due: string; steps?: ChallengeStep[] }): Promise<void> {
	const id = `th_t${(made += 1)}0` as ThreadId;
	const at = new Date('2026-09-02T09:00:00Z');
	const steps = over.steps ?? ['raised'];
	const closed = steps.at(-1) === 'closed';
	await opened.db.insert(commentThread).values({ id, planId, milestoneId: (over.milestone ?? null) as MilestoneId | null, kpiId: (over.kpi ?? null) as KpiId | null, createdAt: at, ...(closed ? { resolvedAt: at, resolvedBy: reviewer.account } : {}) });
	await opened.db.insert(comment).values({ id: `co_${id}` as CommentId, threadId: id, accountId: reviewer.account, body: 'Is this safe?', at, requestId: `request-${id}` });
	await opened.db.insert(challenge).values({ threadId: id, due: over.due, raisedBy: reviewer.account });
	await opened.db.insert(challengeStep).values(steps.map((step, index) => ({ threadId: id, no: index + 1, step, accountId: reviewer.account, at })));
}
const give = (planId: PlanId, kind: ConfidenceKind, level: ConfidenceLevel, milestoneId: string | null = null) =>
	opened.db.insert(confidence).values({ id: `cf_${(made += 1)}`, planId, milestoneId: milestoneId as MilestoneId | null, kind, level, reason: `${level} because`, accountId: manager.account, at: new Date(Date.UTC(2026, 8, 3, 9, made)), requestId: `request-${made}` });

/** What the page of somebody says, as it is asked for there. */
async function seen(user: User, today = TODAY): Promise<string[]> {
	const plans = (await readableProgrammes(opened.db, user)).map(({ planId }) => planId);
	return (await exceptions(opened.db, await reviewRows(opened.db, today, plans), today)).map((each) => `${exceptionSubject(each)}: ${exceptionWords(each, today)}`);
}
const starts = (words: string[]) => words.map((each) => each.slice(0, each.indexOf(':')));

describe(`exceptions on the ${databaseKind}`, () => {
	it('are none where nothing is wrong, and where there is no programme', async () => {
		expect(await seen(manager)).toEqual([]);
		expect(await exceptions(opened.db, [], TODAY)).toEqual([]);
	});

	it('T8: a programme without an exec lead is one, for those who may read it', async () => {
		const words = ['Fragile services: No executive lead is named'];
		expect(await seen(reviewer)).toEqual(words);
		expect(await seen(fragile)).toEqual(words);
		expect(await seen(reader)).toEqual([]);
	});

	it('T8: overdue milestones are named up to three a programme, more are one line', async () => {
		await opened.db.execute(sql`update milestone set forecast = ${addDays(TODAY, -4)}::date where id in ('ms_can-01', 'ms_can-03')`);
		await opened.db.execute(sql`update milestone set forecast = ${addDays(TODAY, -5)}::date where id = 'ms_can-02'`);
		expect(await seen(reader)).toEqual([
			expect.stringMatching(/^CAN-02 Title of CAN-02: Overdue by 5 days: it was forecast for /),
			expect.stringMatching(/^CAN-01 Title of CAN-01: Overdue by 4 days/),
			expect.stringMatching(/^CAN-03/)
		]);
		expect((await seen(fragile)).join()).not.toContain('CAN');
		await opened.db.execute(sql`update milestone set forecast = ${addDays(TODAY, -1)}::date where id = 'ms_can-04'`);
		expect(await seen(reader)).toEqual(['Cancer: 4 milestones are overdue, the oldest by 5 days']);
	});

	it('T8: KPIs of concern say in which places; archived ones and England do not', async () => {
		await opened.db.insert(place).values({ id: 'england' as PlaceId, portfolioId: 'blmk', name: 'England', short: 'EN', code: 'E92000001', kind: 'aggregate', position: 9 });
		const signal = (kpi: string, placeId: string, variation: 'concern-low' | 'concern-high' | 'common') =>
			opened.db.insert(kpiSignal).values({ planId: CANCER.plan, kpiId: kpi as KpiId, placeId: placeId as PlaceId, validFrom: new Date('2026-09-01T09:00:00Z'), variation, assurance: 'fail', points: 20, lastPeriod: '2026-08-01', lastValue: 60 });
		await addKpi(opened.db, CANCER.plan, 'stage', 75);
		await addKpi(opened.db, CANCER.plan, 'gone', 75);
		await signal('kpi_stage', 'luton', 'concern-low');
		await signal('kpi_stage', 'england', 'concern-high');
		await signal('kpi_gone', 'luton', 'concern-low');
		await opened.db.execute(sql`update kpi set archived = true where id = 'kpi_gone'`);
		expect(await seen(reader)).toEqual(['Measure stage: Its readings are a concern: lower than usual in Luton']);
		expect((await seen(fragile)).join()).not.toContain('Measure');
		for (const key of ['a', 'b', 'c']) {
			await addKpi(opened.db, CANCER.plan, key, null);
			await signal(`kpi_${key}`, 'luton', 'concern-high');
		}
		expect(await seen(reader)).toEqual(['Cancer: The readings of 4 KPIs are a concern']);
	});

	it('stand in their order, across programmes', async () => {
		await addKpi(opened.db, CANCER.plan, 'stage', 75);
		await raise(CANCER.plan, { milestone: 'ms_can-03', due: addDays(TODAY, -9), steps: ['raised', 'answered'] });
		await raise(CANCER.plan, { kpi: 'kpi_stage', due: addDays(TODAY, 3) });
		await raise(CANCER.plan, { milestone: 'ms_can-01', due: addDays(TODAY, -1) });
		await raise(CANCER.plan, { milestone: 'ms_can-02', due: addDays(TODAY, -2), steps: ['raised', 'answered', 'sentBack'] });
		await raise(CANCER.plan, { milestone: 'ms_can-02', due: addDays(TODAY, -2), steps: ['raised', 'answered', 'closed'] });
		await raise(FRAGILE.plan, { due: TODAY });
		await give(FRAGILE.plan, 'clinical', 'high');
		await give(FRAGILE.plan, 'clinical', 'low');
		await give(CANCER.plan, 'delivery', 'high', 'ms_can-04');
		await give(CANCER.plan, 'clinical', 'low', 'ms_can-04');
		await beginRound(opened.db, { user: fragile, planId: FRAGILE.plan, due: TODAY, note: '' });
		expect(starts(await seen(reviewer, addDays(TODAY, 1)))).toEqual(['CAN-02 Title of CAN-02', 'CAN-01 Title of CAN-01', 'Fragile services', 'Measure stage', 'CAN-03 Title of CAN-03', 'Fragile services', 'CAN-04 Title of CAN-04', 'Fragile services', 'FRA-01 Title of FRA-01']);
		const rows = await reviewRows(opened.db, TODAY);
		expect(rows.map(({ slug, challenges, confidence: stated }) => [slug, challenges, stated])).toEqual(
			expect.arrayContaining([
				['cancer', 4, { delivery: null, clinical: null }],
				['fragile', 1, { delivery: null, clinical: { level: 'low', was: 'high' } }]
			])
		);
	});

	it('T8: hold only what belongs to programmes that the person may read', async () => {
		await raise(CANCER.plan, { milestone: 'ms_can-01', due: TODAY });
		await raise(FRAGILE.plan, { milestone: 'ms_fra-01', due: TODAY });
		const both = ['CAN-01 Title of CAN-01', 'FRA-01 Title of FRA-01'];
		expect(starts(await seen(reviewer))).toEqual([...both, 'Fragile services']);
		expect(starts(await seen(admin))).toEqual([...both, 'Fragile services']);
		expect(starts(await seen(manager))).toEqual(['CAN-01 Title of CAN-01']);
		expect(starts(await seen(reader))).toEqual(['CAN-01 Title of CAN-01']);
		expect(starts(await seen(fragile))).toEqual(['FRA-01 Title of FRA-01', 'Fragile services']);
		expect(await seen(nobody)).toEqual([]);
	});

	it('up to three unconfirmed milestones of a programme are named, more are one line; none once the round has ended', async () => {
		const round = await beginRound(opened.db, { user: manager, planId: CANCER.plan, due: TODAY, note: '' });
		expect(await seen(manager)).toEqual([]);
		const tomorrow = addDays(TODAY, 1);
		expect(await seen(manager, tomorrow)).toEqual([expect.stringMatching(/^Cancer: 4 milestones are not confirmed/)]);
		await opened.db.execute(sql`update milestone set status = 'complete' where id = 'ms_can-02'`);
		expect(starts(await seen(manager, tomorrow))).toEqual(['CAN-01 Title of CAN-01', 'CAN-03 Title of CAN-03', 'CAN-04 Title of CAN-04']);
		await endRound(opened.db, { user: manager, planId: CANCER.plan, roundId: round.ok ? round.value.id : ('' as never) });
		expect(await seen(manager, tomorrow)).toEqual([]);
	});
});
