import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { milestone, milestoneDependency } from '#drizzle/schema.server.ts';
import { isDue, isOverdue, isSlipped } from '#lib/plan/attention.ts';
import { addDays } from '#lib/plan/dates.ts';
import { STATUSES } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { figuresOf } from '#lib/plan/programme-status.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addBaseline, addChange, addKpi, addMilestone, CANCER, FRAGILE, makePortfolio, TODAY, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { ownMilestones } from './milestones.ts';
import { neededFrom, organisation, portfolioProgrammes, programmeBySlug, programmeLeads, programmeOfPlan, readableProgrammes } from './programmes.ts';
import { reviewRows } from './review.ts';

let opened: OpenDatabase;
const forecasts: Record<string, string | null> = {};

/** Every status × every kind of date, open and archived: all that the rules distinguish. */
async function everyKindOfMilestone(planId: PlanId): Promise<{ status: (typeof STATUSES)[number]; forecast: string | null; archived: boolean; baseline: string | null }[]> {
	const made = [];
	const days = [null, addDays(TODAY, -30), addDays(TODAY, -1), TODAY, addDays(TODAY, 60), addDays(TODAY, 61)];
	let number = 0;
	for (const status of STATUSES) {
		for (const forecast of days) {
			for (const archived of [false, true]) {
				number += 1;
				const id = await addMilestone(opened.db, planId, `CAN-${String(number).padStart(2, '0')}`, { status, forecast, archived });
				const baseline = number % 3 === 0 ? null : forecast === null ? TODAY : addDays(forecast, number % 5 === 0 ? 3 : -number);
				forecasts[id] = baseline;
				made.push({ status, forecast, archived, baseline });
			}
		}
	}
	return made;
}
let made: Awaited<ReturnType<typeof everyKindOfMilestone>>;

beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	made = await everyKindOfMilestone(CANCER.plan);
	await addBaseline(opened.db, CANCER.plan, 1, Object.fromEntries(Object.keys(forecasts).map((id) => [id, '2025-01-01'])));
	await addBaseline(opened.db, CANCER.plan, 2, forecasts);
	await addKpi(opened.db, CANCER.plan, 'a', 75);
	await addKpi(opened.db, CANCER.plan, 'b', null);
	await addKpi(opened.db, CANCER.plan, 'zero', 0);
	const shared = { planId: CANCER.plan, seq: 4 };
	await addChange(opened.db, { ...shared, seq: 3, field: 'title', old: 'a', new: 'b' });
	await addChange(opened.db, { ...shared, part: 0, field: 'dateReason', old: '', new: 'Vacancy', accountId: USERS.fragile.account });
	await addChange(opened.db, { ...shared, part: 1, field: 'forecast', old: '2026-06-30', new: '2026-09-30', accountId: USERS.fragile.account, at: new Date('2026-09-11T09:00:00Z') });
	await addMilestone(opened.db, FRAGILE.plan, 'FRA-04', { forecast: '2026-11-30', status: 'atRisk', lead: USERS.manager.person });
	await addMilestone(opened.db, FRAGILE.plan, 'FRA-05', {});
});
afterAll(() => opened.close());

describe(`the review on the ${databaseKind}`, () => {
	test('counts in SQL exactly what the rules count one by one', async () => {
		const row = (await reviewRows(opened.db, TODAY)).find((each) => each.slug === 'cancer');
		expect(row?.figures).toEqual(figuresOf(made, TODAY));
		expect(row?.overdue).toBe(made.filter((each) => isOverdue(each, TODAY)).length);
		expect(row?.due).toBe(made.filter((each) => isDue(each, TODAY)).length);
		expect(row?.nextDue).toBe(TODAY);
		const slipped = made.filter((each) => isSlipped(each, each.baseline));
		expect(slipped.length).toBeGreaterThan(0);
		expect(row?.slipped?.count).toBe(slipped.length);
		expect(row?.oldestOverdue).toBe('CAN-03');
	});

	test('slip is measured against the newest baseline, in days', async () => {
		const row = (await reviewRows(opened.db, TODAY)).find((each) => each.slug === 'cancer');
		// Against the first baseline it would be more than a year.
		expect(row?.slipped?.mostDays).toBeGreaterThan(0);
		expect(row?.slipped?.mostDays).toBeLessThan(100);
	});

	test('KPIs with and without a target; a target of nought is one', async () => {
		const [cancer, fragile] = await reviewRows(opened.db, TODAY);
		expect(cancer?.kpis).toEqual({ withTarget: 2, withoutTarget: 1 });
		expect(fragile?.kpis).toEqual({ withTarget: 0, withoutTarget: 0 });
	});

	test('the worst comes first, and what is missing is null, not nought', async () => {
		const rows = await reviewRows(opened.db, TODAY);
		expect(rows.map((row) => [row.slug, row.status])).toEqual([
			['cancer', 'offTrack'],
			['fragile', 'atRisk']
		]);
		expect(rows[1]).toMatchObject({ execLead: null, slipped: null, lastChange: null, oldestOverdue: null, nextDue: null });
	});

	test('the exec lead is whoever holds the post on that day', async () => {
		const leadOn = async (day: string) => (await reviewRows(opened.db, day)).find((row) => row.slug === 'cancer')?.execLead;
		expect(await leadOn('2026-09-13')).toBe('Ian');
		expect(await leadOn('2026-09-14')).toBe('Andrew');
		expect(await leadOn('2023-09-14')).toBeNull();
	});

	test('the last change is the newest edit, in words', async () => {
		const row = (await reviewRows(opened.db, TODAY)).find((each) => each.slug === 'cancer');
		expect(row?.lastChange?.who).toBe('Programme manager, Fragile services');
		expect(row?.lastChange?.words).toBe('moved the forecast of CAN-01 from 30 Jun 2026 to 30 Sep 2026 and gave the reason for the date of CAN-01: “Vacancy”');
		expect(row?.lastChange?.at).toBeInstanceOf(Date);
	});

	test('only the plans that are asked for', async () => {
		expect((await reviewRows(opened.db, TODAY, [FRAGILE.plan])).map((row) => row.slug)).toEqual(['fragile']);
		expect(await reviewRows(opened.db, TODAY, [])).toEqual([]);
	});
});

describe('programmes', () => {
	test('each role reads its own; reviewers and administrators read all', async () => {
		const seen = async (user: Parameters<typeof readableProgrammes>[1]) => (await readableProgrammes(opened.db, user)).map(({ slug, planId, role }) => [slug, planId, role]);
		expect(await seen(USERS.reader)).toEqual([['cancer', CANCER.plan, 'reader']]);
		expect(await seen(USERS.fragile)).toEqual([['fragile', FRAGILE.plan, 'lead']]);
		expect(await seen(USERS.reviewer)).toEqual([
			['fragile', FRAGILE.plan, 'reviewer'],
			['cancer', CANCER.plan, 'reviewer']
		]);
		expect((await seen(USERS.admin)).map(([, , role]) => role)).toEqual(['admin', 'admin']);
		expect(await seen(USERS.nobody)).toEqual([]);
	});

	test('the portfolio in its own order, with the same status as the review', async () => {
		const programmes = await portfolioProgrammes(opened.db, TODAY);
		expect(programmes.map((each) => each.slug)).toEqual(['fragile', 'cancer']);
		const rows = await reviewRows(opened.db, TODAY);
		for (const each of programmes) expect(rows.find((row) => row.id === each.id)).toMatchObject({ status: each.status, reason: each.reason, figures: each.figures });
	});

	test('found by address and by plan; leads to ask', async () => {
		expect(await programmeBySlug(opened.db, 'cancer')).toMatchObject({ id: CANCER.id, planId: CANCER.plan, illustrative: true });
		expect(await programmeBySlug(opened.db, 'none')).toBeNull();
		expect(await programmeOfPlan(opened.db, FRAGILE.plan)).toMatchObject({ slug: 'fragile' });
		expect(await programmeLeads(opened.db, CANCER.id)).toEqual(['Programme manager, Cancer']);
		expect(await organisation(opened.db)).toEqual({ short: 'AP', illustrative: true });
	});

	test('of a programme one may not read: only what one’s own milestones wait for', async () => {
		const on = { onPlanId: FRAGILE.plan, onMilestoneId: 'ms_fra-04' as MilestoneId };
		await opened.db.insert(milestoneDependency).values({ planId: CANCER.plan, milestoneId: 'ms_can-01' as MilestoneId, ...on });
		expect(await neededFrom(opened.db, FRAGILE.plan, [CANCER.plan])).toEqual([
			{ ref: 'FRA-04', title: 'Title of FRA-04', status: 'atRisk', forecast: '2026-11-30', neededBy: 'CAN-01', neededBySlug: 'cancer' }
		]);
		expect(await neededFrom(opened.db, CANCER.plan, [FRAGILE.plan])).toEqual([]);
		expect(await neededFrom(opened.db, FRAGILE.plan, [])).toEqual([]);
	});
});

test('my milestones: only of the plans I may read, open ones by date, finished ones last', async () => {
	const lead = USERS.manager.person;
	await addMilestone(opened.db, CANCER.plan, 'CAN-91', { forecast: '2027-01-31', lead });
	await addMilestone(opened.db, CANCER.plan, 'CAN-92', { forecast: '2026-10-31', lead });
	await addMilestone(opened.db, CANCER.plan, 'CAN-93', { forecast: '2026-01-31', status: 'complete', lead });
	await addMilestone(opened.db, CANCER.plan, 'CAN-94', { forecast: '2026-01-31', archived: true, lead });
	expect((await ownMilestones(opened.db, lead, [CANCER.plan])).map((each) => each.ref)).toEqual(['CAN-92', 'CAN-91', 'CAN-93']);
	expect((await ownMilestones(opened.db, lead, [CANCER.plan, FRAGILE.plan])).map((each) => each.ref)).toContain('FRA-04');
	expect(await ownMilestones(opened.db, lead, [])).toEqual([]);
	expect(await opened.db.$count(milestone)).toBeGreaterThan(80);
});
