import { afterAll, beforeAll, expect, test } from 'vitest';
import { milestoneDependency, milestoneKpi, milestonePlace } from '#drizzle/schema.server.ts';
import type { KpiId, MilestoneId, PlaceId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addBaseline, addKpi, addMilestone, addPriority, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { planMilestones } from './milestones.ts';

let opened: OpenDatabase;

beforeAll(async () => {
	opened = await openTestDatabase();
	const { db } = opened;
	await makePortfolio(db);
	const [second, first] = [await addPriority(db, CANCER.plan, 'second', 'a0'), await addPriority(db, CANCER.plan, 'first', 'Z0')];
	await addMilestone(db, CANCER.plan, 'CAN-01', { priorityId: second, order: 'a0' });
	const id = await addMilestone(db, CANCER.plan, 'CAN-02', {
		priorityId: first, order: 'a1', forecast: '2026-11-11', start: '2026-06-01', status: 'atRisk', enablers: ['digital'], lead: USERS.manager.person, commentary: 'Two\nlines'
	});
	await addMilestone(db, CANCER.plan, 'CAN-03', { priorityId: first, order: 'Zz', archived: true });
	await addMilestone(db, CANCER.plan, 'CAN-04');
	await addMilestone(db, FRAGILE.plan, 'FRA-04', { forecast: '2026-11-30' });
	await addKpi(db, CANCER.plan, 'a', 75);
	const of = { planId: CANCER.plan, milestoneId: id };
	await db.insert(milestoneKpi).values([{ ...of, kpiId: 'kpi_a' as KpiId, effect: 'increase', lagMonths: 6 }, { ...of, kpiId: 'kpi_gone' as KpiId, effect: 'maintain', lagMonths: 0 }]);
	await db.insert(milestonePlace).values({ ...of, placeId: 'luton' as PlaceId, status: 'onTrack' });
	await db.insert(milestoneDependency).values([
		{ ...of, onPlanId: FRAGILE.plan, onMilestoneId: 'ms_fra-04' as MilestoneId },
		{ ...of, onPlanId: FRAGILE.plan, onMilestoneId: 'ms_gone' as MilestoneId }
	]);
	await addBaseline(db, CANCER.plan, 1, { [id]: '2026-09-30' });
});
afterAll(() => opened.close());

test(`whole records in the plan’s order, by bytes as fractional indexing has it, on the ${databaseKind}`, async () => {
	const records = await planMilestones(opened.db, CANCER.plan);
	expect(records.map((record) => record.ref)).toEqual(['CAN-03', 'CAN-02', 'CAN-01', 'CAN-04']);
	expect(records[1]).toEqual({
		id: 'ms_can-02',
		ref: 'CAN-02',
		kind: 'milestone',
		title: 'Title of CAN-02',
		priority: { id: 'pr_first', title: 'Priority first' },
		order: 'a1',
		status: 'atRisk',
		start: '2026-06-01',
		forecast: '2026-11-11',
		dateReason: '',
		actual: null,
		baseline: '2026-09-30',
		slipDays: 42,
		leads: [{ person: 'pe_manager', name: 'Programme manager, Cancer', kind: 'accountable' }],
		kpis: [
			{ kpi: 'kpi_a', title: 'Measure a', effect: 'increase', lagMonths: 6 },
			{ kpi: 'kpi_gone', title: null, effect: 'maintain', lagMonths: 0 }
		],
		places: [{ place: 'luton', name: 'Luton', status: 'onTrack' }],
		dependsOn: [
			{ plan: 'pl_fragile', milestone: 'ms_fra-04', ref: 'FRA-04', title: 'Title of FRA-04', status: 'onTrack', forecast: '2026-11-30' },
			{ plan: 'pl_fragile', milestone: 'ms_gone', ref: null, title: null, status: null, forecast: null }
		],
		enablers: ['digital'],
		description: '',
		commentary: 'Two\nlines',
		doneWhen: '',
		evidence: '',
		ask: '',
		archived: false,
		updatedAt: '2026-09-01T09:00:00.123Z'
	});
});

test('no priority, no baseline and nothing linked are null and empty', async () => {
	const last = (await planMilestones(opened.db, CANCER.plan)).at(-1);
	expect(last).toMatchObject({ ref: 'CAN-04', priority: null, baseline: null, slipDays: null, leads: [], kpis: [], places: [], dependsOn: [], enablers: [] });
});
