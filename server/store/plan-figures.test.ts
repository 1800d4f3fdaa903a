import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#lib/plan/dates.ts';
import { addEntity, setField } from '#lib/plan/document.ts';
import type { KpiId, MilestoneId } from '#lib/plan/ids.ts';
import { valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History } from '../../tests/helpers/history.ts';
import { CANCER, FRAGILE, USERS } from '../../tests/helpers/portfolio.ts';
import { approveBaseline, createCheckpoint } from './checkpoints.ts';
import type { OpenDatabase } from './database.ts';
import { planFigures, type PlanFigures } from './plan-figures.ts';
import { portfolioProgrammes } from './programmes.ts';
import { reviewRows } from './review.ts';

const DAY = '2026-03-01';
const one = 'ms_one' as MilestoneId;
const two = 'ms_two' as MilestoneId;
const measure = 'kpi_one' as KpiId;
let opened: OpenDatabase;
let history: History;

/** What is kept in this process, and what a transaction, of which nothing is kept, counts. */
async function both(day = DAY): Promise<{ ours: PlanFigures | undefined; counted: PlanFigures | undefined }> {
	const ours = await planFigures(opened.db, day);
	const counted = await opened.db.transaction((tx) => planFigures(tx, day));
	expect(ours).toEqual(counted);
	return { ours: ours.get(CANCER.plan), counted: counted.get(CANCER.plan) };
}
const set = (id: MilestoneId, field: string, value: unknown) => history.edit(CANCER.plan, (doc) => void setField(doc, { entity: 'milestone', id, field }, value));
const setKpi = (field: string, value: unknown) => history.edit(CANCER.plan, (doc) => void setField(doc, { entity: 'kpi', id: measure, field }, value));

beforeAll(async () => {
	opened = await openTestDatabase();
	history = new History(opened.db, 3);
	await history.begin();
	await history.edit(CANCER.plan, (doc) => {
		addEntity(doc, 'milestone', one, { title: 'One', order: 'a0', status: 'onTrack', forecast: '2026-03-10' });
		addEntity(doc, 'milestone', two, { title: 'Two', order: 'a1', status: 'atRisk', forecast: '2026-04-10' });
		addEntity(doc, 'kpi', measure, { title: 'Measure', unit: '%' });
	});
	await history.edit(FRAGILE.plan, (doc) => addEntity(doc, 'milestone', 'ms_other' as MilestoneId, { title: 'Other', order: 'a0', status: 'onTrack', forecast: '2026-03-10' }));
});
afterAll(async () => {
	history.close();
	await opened.close();
});

describe(`figures that are kept, on the ${databaseKind}`, () => {
	it('are those of the newest edit, whatever it changed', async () => {
		expect((await both()).ours).toMatchObject({ rule: { overdue: 0 }, due: 2, nextDue: '2026-03-10', kpis: { withTarget: 0, withoutTarget: 1 }, slipped: null });
		await set(one, 'forecast', '2026-02-10');
		expect((await both()).ours).toMatchObject({ rule: { overdue: 1, late: 1 }, due: 1, oldestOverdue: 'CAN-01' });
		await set(one, 'status', 'complete');
		expect((await both()).ours).toMatchObject({ rule: { overdue: 0, statuses: { complete: 1 } }, oldestOverdue: null });
		await set(two, 'archived', true);
		expect((await both()).ours).toMatchObject({ due: 0, rule: { statuses: { atRisk: 0 } } });
		await set(two, 'archived', false);
		expect((await both()).ours).toMatchObject({ due: 1, rule: { statuses: { atRisk: 1 } } });
	});

	it('count a KPI’s target, and no longer a KPI that was archived', async () => {
		await setKpi('target', { value: 75, by: null });
		expect((await both()).ours?.kpis).toEqual({ withTarget: 1, withoutTarget: 0 });
		await setKpi('archived', true);
		expect((await both()).ours?.kpis).toEqual({ withTarget: 0, withoutTarget: 0 });
	});

	it('are counted against a baseline from its approval on, which no edit tells of', async () => {
		const frozen = valueOf(await createCheckpoint(opened.db, { user: USERS.manager, planId: CANCER.plan, name: 'First', at: history.at }));
		await set(two, 'forecast', '2026-04-20');
		expect((await both()).ours?.slipped).toBeNull();
		valueOf(await approveBaseline(opened.db, { user: USERS.manager, planId: CANCER.plan, checkpointId: frozen.id, reason: '', at: history.at }));
		expect((await both()).ours?.slipped).toEqual({ count: 1, mostDays: 10 });
		const second = valueOf(await createCheckpoint(opened.db, { user: USERS.manager, planId: CANCER.plan, name: 'Second', at: history.at }));
		valueOf(await approveBaseline(opened.db, { user: USERS.reviewer, planId: CANCER.plan, checkpointId: second.id, reason: 'Agreed by the board', at: history.at }));
		expect((await both()).ours?.slipped).toEqual({ count: 0, mostDays: 0 });
	});

	it('are those of the day that is asked for: at midnight a milestone becomes overdue without an edit', async () => {
		expect((await both('2026-04-20')).ours).toMatchObject({ rule: { overdue: 0 }, due: 1 });
		expect((await both('2026-04-21')).ours).toMatchObject({ rule: { overdue: 1 }, due: 0 });
		expect((await both('2026-04-20')).ours).toMatchObject({ rule: { overdue: 0 }, due: 1 });
	});

	it('are counted anew in a transaction, and what it has not committed is nobody else’s', async () => {
		const before = (await both()).ours;
		await opened.db
			.transaction(async (tx) => {
				await tx.execute(sql`update milestone set status = 'offTrack' where plan_id = ${CANCER.plan}`);
				expect((await planFigures(tx, DAY)).get(CANCER.plan)?.rule.statuses.offTrack).toBe(2);
				throw new Error('rolled back');
			})
			.catch((error: unknown) => expect(error).toMatchObject({ message: 'rolled back' }));
		expect((await both()).ours).toEqual(before);
	});

	it('are not those of a database that a copy was put in the place of', async () => {
		await both();
		// Another history came to the same number in the log.
		await opened.db.execute(sql`update milestone set status = 'paused' where plan_id = ${CANCER.plan} and id = ${two}`);
		await opened.db.execute(sql`update plan set last_at = last_at + interval '5 minutes' where id = ${CANCER.plan}`);
		expect((await both()).ours?.rule.statuses.paused).toBe(1);
	});

	it('are asked of the database again only for the plan that changed', async () => {
		await planFigures(opened.db, DAY);
		const fragile = (await planFigures(opened.db, DAY)).get(FRAGILE.plan);
		await set(one, 'status', 'onTrack');
		const after = await planFigures(opened.db, DAY);
		expect(after.get(FRAGILE.plan)).toBe(fragile);
		expect(after.get(CANCER.plan)?.rule.statuses.onTrack).toBe(1);
		expect((await planFigures(opened.db, DAY, [FRAGILE.plan])).get(FRAGILE.plan)).toBe(fragile);
		expect(await planFigures(opened.db, DAY, [])).toEqual(new Map());
	});

	it('are one and the same in the review and in the rail, and both on another day', async () => {
		for (const day of [DAY, addDays(DAY, 60)]) {
			const rows = new Map((await reviewRows(opened.db, day)).map((row) => [row.planId, row.figures]));
			for (const { planId, figures } of await portfolioProgrammes(opened.db, day)) expect(rows.get(planId)).toBe(figures);
		}
	});
});
