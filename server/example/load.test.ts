import { eq, isNotNull, ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	account,
	checkpoint,
	checkpointMilestone,
	kpi,
	milestone,
	milestoneDependency,
	milestoneVersion,
	person,
	place,
	plan,
	planChange,
	planUpdate,
	portfolio,
	portfolioRole,
	postHolder,
	programme,
	programmeRole
} from '#drizzle/schema.server.ts';
import { dayInLondon, timeInLondon } from '#lib/plan/dates.ts';
import { idsOf, readAll, readEntity } from '#lib/plan/document.ts';
import { STATUSES } from '#lib/plan/fields.ts';
import { circles, problemsOf } from '#lib/plan/problems.ts';
import { loadPlan } from '#server/store/load.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { EXAMPLE_TIMEOUT, openExample, SHOWN_AT, type OpenExample } from '../../tests/helpers/example.ts';
import { exampleContent, milestoneIdOf, planIdOf, programmeIdOf } from './content.ts';
import { loadExample } from './load.ts';
import { accountIdOf } from './speakers.ts';

const TODAY = '2026-09-14';
const contents = exampleContent();
const TABLES = [portfolio, place, person, postHolder, account, programme, programmeRole, portfolioRole, plan, planUpdate, planChange, milestone, milestoneVersion, milestoneDependency, kpi, checkpoint, checkpointMilestone];

let opened: OpenExample;
beforeAll(async () => {
	opened = await openExample();
}, EXAMPLE_TIMEOUT);
afterAll(() => opened.close());

const countAll = () => Promise.all(TABLES.map((table) => opened.db.$count(table)));
async function documentOf(programmeId: string) {
	const loaded = await loadPlan(opened.db, planIdOf(programmeId));
	if (!loaded) throw new Error(`${programmeId} has no plan`);
	return loaded.doc;
}

describe(`the example portfolio, on ${databaseKind}`, () => {
	it('is loaded once, however often it is asked for', async () => {
		expect(opened.answers.toSorted()).toEqual(['already there', 'loaded']);
		const before = { counts: await countAll(), plans: await opened.db.select().from(plan).orderBy(plan.id) };
		expect(await loadExample(opened.db, { until: new Date(SHOWN_AT.getTime() + 1e10), demonstration: true })).toBe('already there');
		expect({ counts: await countAll(), plans: await opened.db.select().from(plan).orderBy(plan.id) }).toEqual(before);
		expect(before.plans.every((each) => each.headSeq > 100)).toBe(true);
	});

	it('has the six programmes, with every reference as written', async () => {
		const programmes = await opened.db.select().from(programme).orderBy(programme.position);
		expect(programmes.map((each) => each.slug)).toEqual(['mhlda', 'children', 'cancer', 'ltc', 'uec', 'fragile']);
		expect(programmes.filter((each) => each.execPostId === null).map((each) => each.slug)).toEqual(['children']);
		const holders = await opened.db.select().from(postHolder).where(eq(postHolder.postId, 'po_chief-medical-officer')).orderBy(postHolder.from);
		expect(holders.map(({ personId, until }) => [personId, until])).toEqual([['pe_ian-reckless', '2025-03-01'], ['pe_andrew-rochford', null]]);
		const rows = await opened.db.select({ id: milestone.id, ref: milestone.ref }).from(milestone);
		const written = contents.flatMap(({ written }) => written.milestones.filter(({ added }) => !added || added.on <= TODAY));
		expect(rows.map((row) => row.ref).toSorted()).toEqual(written.map(({ ref }) => ref).toSorted());
		expect(rows.filter((row) => row.id !== milestoneIdOf(row.ref))).toEqual([]);
		expect(await opened.db.$count(kpi)).toBe(15);
	});

	it('attributes every edit to the post that made it, in working hours, and to nobody who may not edit', async () => {
		const changes = await opened.db.select().from(planChange);
		const found = new Set(changes.map((row) => `${row.entityId} ${dayInLondon(row.at)} ${row.accountId}`));
		const made = contents.flatMap(({ written }) =>
			written.milestones.flatMap(({ ref, added, events }) => [...(added ? [added] : []), ...events].map(({ on, by }) => ({ on, key: `${milestoneIdOf(ref)} ${on} ${accountIdOf(by)}` })))
		);
		expect(made.filter(({ on, key }) => on <= TODAY && !found.has(key))).toEqual([]);
		expect(changes.filter((row) => timeInLondon(row.at) < '09:00' || timeInLondon(row.at) > '17:30')).toEqual([]);
		const writers = await opened.db
			.selectDistinct({ plan: planUpdate.planId, programme: plan.programmeId, account: planUpdate.accountId })
			.from(planUpdate)
			.innerJoin(plan, eq(plan.id, planUpdate.planId));
		const roles = new Map((await opened.db.select().from(programmeRole)).map((row) => [`${row.programmeId} ${row.accountId}`, row.role]));
		expect(writers.filter((each) => !['lead', 'editor'].includes(roles.get(`${each.programme} ${each.account}`) ?? ''))).toEqual([]);
		expect(new Set(roles.values())).toEqual(new Set(['lead', 'editor', 'clinical', 'reader']));
	});

	it('has an approved baseline in April 2025, the dates as written, and slips against it', async () => {
		const baselines = await opened.db.select().from(checkpoint);
		expect(baselines.map(({ planId, name, baselineNo, approvedBy }) => ({ planId, name, baselineNo, approvedBy })).toSorted((one, other) => (one.planId < other.planId ? -1 : 1))).toEqual(
			['cancer', 'cyp', 'fragile', 'ltc', 'mhlda', 'uec'].map((id) => ({ planId: planIdOf(id), name: 'Baseline April 2025', baselineNo: 1, approvedBy: accountIdOf(`${id}-manager`) }))
		);
		expect(new Set(baselines.map(({ approvedAt }) => approvedAt && dayInLondon(approvedAt)))).toEqual(new Set(['2025-04-24']));
		const frozen = await opened.db.select().from(checkpointMilestone);
		const approved = contents.flatMap(({ written }) => written.milestones.filter(({ added }) => !added).map(({ ref, baseline }) => [ref, baseline]));
		expect(new Map(frozen.map(({ ref, forecast }) => [ref, forecast]))).toEqual(new Map(approved as [string, string][]));
		const slipped = await opened.db
			.select({ ref: milestone.ref })
			.from(milestone)
			.innerJoin(checkpointMilestone, eq(checkpointMilestone.milestoneId, milestone.id))
			.where(ne(milestone.forecast, checkpointMilestone.forecast));
		expect(slipped.length).toBeGreaterThan(20);
		expect(slipped.map((row) => row.ref)).toContain('CAN-11');
	});

	it('shows every status, changes of lead, archived work and dependencies across programmes', async () => {
		const rows = await opened.db.select().from(milestone);
		expect(new Set(rows.map((row) => row.status))).toEqual(new Set(STATUSES));
		expect(rows.some((row) => row.archived)).toBe(true);
		expect(rows.filter((row) => row.status === 'complete' && (row.actual === null || row.evidence === ''))).toEqual([]);
		const leads = await opened.db.select().from(planChange).where(eq(planChange.field, 'leads'));
		expect(leads.length).toBeGreaterThan(10);
		const known = new Set(rows.map((row) => `${row.planId}/${row.id}`));
		const links = await opened.db.select().from(milestoneDependency);
		expect(links.filter((link) => !known.has(`${link.onPlanId}/${link.onMilestoneId}`))).toEqual([]);
		expect(links.filter((link) => link.planId !== link.onPlanId).length).toBeGreaterThan(5);
	});

	it('has no problem but the one it is written to show', async () => {
		const docs = new Map(await Promise.all(contents.map(async ({ written }) => [written.id, await documentOf(written.id)] as const)));
		const all = [...docs].flatMap(([id, doc]) => readAll(doc, 'milestone').map((record) => [`${planIdOf(id)}/${record.id}`, record] as const));
		const people = new Set((await opened.db.select().from(person)).map(({ id }) => id));
		const places = new Set((await opened.db.select().from(place)).map(({ id }) => id));
		const found = [...docs].flatMap(([id, doc]) => {
			const milestones = new Map(readAll(doc, 'milestone').map((record) => [record.id, record]));
			const rest = { priorities: new Set(idsOf(doc, 'priority')), kpis: new Set(idsOf(doc, 'kpi')), people, places, others: new Map(all) };
			const context = { plan: planIdOf(id), milestones, circles: circles(planIdOf(id), milestones), ...rest };
			const alone = (['priority', 'kpi', 'milestone'] as const).flatMap((entity) => idsOf(doc, entity).flatMap((each) => readEntity(doc, entity, each)?.problems ?? []));
			return [...alone, ...[...milestones.values()].flatMap((record) => problemsOf(record, context).map(({ field, message }) => ({ ref: record.ref, field, message })))];
		});
		expect(found).toEqual([{ ref: 'CAN-11', field: 'dependsOn', message: '19 days too soon: needs FRA-04, forecast 30 Nov 2026.' }]);
	});

	it('leaves tables that agree with the log', async () => {
		for (const { written } of contents) expect(await verifyPlan(opened.db, planIdOf(written.id))).toEqual([]);
	});

	it('makes the one-click accounts, four of them people of the history', async () => {
		const rows = await opened.db.select({ id: account.id, key: account.demonstration, email: account.email }).from(account).where(isNotNull(account.demonstration));
		expect(rows.map((row) => row.key).toSorted()).toEqual(['admin', 'clinical', 'editor', 'lead', 'reader', 'reviewer']);
		expect(rows.filter((row) => row.email !== null)).toEqual([]);
		expect(rows.find((row) => row.key === 'lead')?.id).toBe(accountIdOf('cancer-manager'));
		expect(rows.find((row) => row.key === 'reviewer')?.id).toBe(accountIdOf('group-cmo'));
		const roles = await opened.db.select().from(programmeRole).where(eq(programmeRole.programmeId, programmeIdOf('cancer')));
		const roleByKey = rows.map((row) => [row.key, roles.find((role) => role.accountId === row.id)?.role]);
		expect(Object.fromEntries(roleByKey)).toMatchObject({ lead: 'lead', editor: 'editor', clinical: 'clinical', reader: 'reader' });
	});
});

describe(`loading the example, on ${databaseKind}`, () => {
	it('leaves nothing behind when it is broken off, and nothing from after its day', async () => {
		const { db, close } = await openTestDatabase();
		const breakOff = (line: string) => {
			if (line.includes('Cancer')) throw new Error('broken off');
		};
		const until = new Date('2025-06-30T22:59:59Z');
		await expect(loadExample(db, { until, log: breakOff })).rejects.toThrow('broken off');
		expect(await db.$count(portfolio)).toBe(0);
		expect(await db.$count(planUpdate)).toBe(0);

		expect(await loadExample(db, { until })).toBe('loaded');
		const rows = await db.select({ at: planUpdate.at }).from(planUpdate);
		expect(rows.filter((row) => row.at > until)).toEqual([]);
		expect(rows.some((row) => dayInLondon(row.at) > '2025-06-01')).toBe(true);
		expect(await db.$count(milestone)).toBe(contents.flatMap(({ written }) => written.milestones.filter(({ added }) => !added)).length);
		expect(await db.$count(account, isNotNull(account.demonstration))).toBe(0);
		await expect(loadExample(db, { until: new Date('2025-01-01') })).rejects.toThrow(RangeError);
		await close();
	});
});
