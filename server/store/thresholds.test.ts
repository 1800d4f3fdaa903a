import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEvent } from '#drizzle/access.server.ts';
import { portfolioThreshold } from '#drizzle/reviews.server.ts';
import { milestoneVersion } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import { statusRule, USUAL_THRESHOLDS } from '#lib/plan/status-thresholds.ts';
import { newRequest, refusalOf, valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { portfolioProgrammes } from './programmes.ts';
import { beginReview, closeReview } from './review-commands.ts';
import { reviewRows } from './review.ts';
import { readReview } from './reviews.ts';
import { stateStatus } from './stated-status.ts';
import { changeThresholds, statusThresholds, thresholdsSet } from './thresholds.ts';
import { whatChanged } from './what-changed.ts';

const TODAY = todayInLondon();
const OF_CANCER = [CANCER.plan];
let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	// One late of one: at risk by the usual numbers, off track when one is enough.
	const of = { status: 'offTrack' as const, forecast: addDays(TODAY, 30) };
	const id = await addMilestone(opened.db, CANCER.plan, 'CAN-01', of);
	await opened.db.insert(milestoneVersion).values({ ...of, planId: CANCER.plan, id, ref: 'CAN-01', kind: 'milestone', title: '', order: 'a0', dateReason: '', doneWhen: '', evidence: '', ask: '', enablers: [], archived: false, leads: {}, kpis: {}, places: {}, dependsOn: [], validFrom: new Date('2026-09-01T09:00:00Z') });
	await addMilestone(opened.db, FRAGILE.plan, 'FRA-01', { forecast: addDays(TODAY, 30) });
});
afterAll(() => opened.close());

const set = (late: string, atRiskPercent: string, more: { user?: typeof USERS.admin; at?: Date } = {}) =>
	changeThresholds(opened.db, more.user ?? USERS.admin, { late, atRiskPercent, address: '10.0.0.1', ...(more.at && { at: more.at }) });
const statusNow = async () => (await reviewRows(opened.db, TODAY, OF_CANCER))[0]?.status;

describe(`thresholds of the status rule (${databaseKind})`, () => {
	it('are the usual ones until an administrator, and nobody else, sets others; what is wrong is said by field', async () => {
		expect(await thresholdsSet(opened.db)).toEqual({ now: USUAL_THRESHOLDS, set: null });
		for (const user of [USERS.reviewer, USERS.manager, USERS.nobody] as unknown as (typeof USERS.admin)[]) expect(await set('1', '50', { user })).toMatchObject({ ok: false, because: 'no-access' });
		expect(await set('0', '200%')).toMatchObject({ ok: false, problems: { late: expect.stringContaining('1 to 50') as string, atRiskPercent: expect.stringContaining('1 to 100') as string } });
		expect(await set('2', '20')).toMatchObject({ ok: true });
		expect(await opened.db.select().from(portfolioThreshold)).toEqual([]);
	});

	it('R1 R3: review, rail, what changed and stated statuses go by them at once; a past moment and a closed review keep theirs', async () => {
		const { db } = opened;
		const start = new Date(Date.now() - 60_000);
		const id = valueOf(await beginReview(db, { user: USERS.reviewer, title: 'Group', heldOn: TODAY, requestId: newRequest() })).id;
		valueOf(await closeReview(db, { user: USERS.reviewer, id }));
		expect(await statusNow()).toBe('atRisk');
		const before = new Date();
		await new Promise((resolve) => setTimeout(resolve, 10));

		expect(valueOf(await set('1', '50 %'))).toEqual({ now: { late: 1, atRiskPercent: 50 }, was: USUAL_THRESHOLDS });
		expect(await statusNow()).toBe('offTrack');
		expect((await portfolioProgrammes(db, TODAY)).find(({ slug }) => slug === 'cancer')?.status).toBe('offTrack');
		expect((await whatChanged(db, OF_CANCER, before, null)).map(({ status }) => status)).toEqual([{ from: 'atRisk', to: 'offTrack' }]);
		expect(refusalOf(await stateStatus(db, { user: USERS.manager, planId: CANCER.plan, status: 'offTrack', reason: 'Late.' }))).toContain('The rule says Off track already');

		expect(await statusThresholds(db, before)).toEqual(USUAL_THRESHOLDS);
		expect(await statusThresholds(db, start)).toEqual(USUAL_THRESHOLDS);
		const frozen = await readReview(db, USERS.reviewer, id);
		expect(frozen?.page.thresholds).toEqual(USUAL_THRESHOLDS);
		expect(frozen?.page.rows.find(({ slug }) => slug === 'cancer')?.status).toBe('atRisk');
		expect(statusRule(await statusThresholds(db))).toMatch(/^Off track: an open milestone is/);
	});

	it('U6: each change is kept with who and when, and audited; the same again changes nothing; two at once leave one standing', async () => {
		const { db } = opened;
		valueOf(await set('1', '50'));
		const answers = await Promise.all([set('3', '30'), set('4', '40')]);
		expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
		const rows = await db.select().from(portfolioThreshold).orderBy(asc(portfolioThreshold.at), asc(portfolioThreshold.endedAt));
		expect(rows).toHaveLength(3);
		expect(rows.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
		for (const [index, row] of rows.slice(0, -1).entries()) expect(row.endedAt).toEqual(rows[index + 1]?.at);
		const audited = await db.select().from(auditEvent).where(eq(auditEvent.kind, 'thresholdsChanged')).orderBy(asc(auditEvent.id));
		expect(audited.map(({ details }) => details)[0]).toEqual({ late: '1', lateWas: '2', atRisk: '50%', atRiskWas: '20%' });
		expect(audited).toHaveLength(3);
		expect((await thresholdsSet(db)).set?.name).toBe(USERS.admin.name);
	});
});
