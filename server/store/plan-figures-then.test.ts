/** Figures of a past instant are kept: here everything is tried that could make what is kept wrong. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan } from '#drizzle/schema.server.ts';
import { addEntity, setField } from '#lib/plan/document.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import { valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History } from '../../tests/helpers/history.ts';
import { CANCER, FRAGILE, USERS } from '../../tests/helpers/portfolio.ts';
import { approveBaseline, createCheckpoint } from './checkpoints.ts';
import type { Database, OpenDatabase } from './database.ts';
import { planFiguresAt, ruleFiguresAt } from './plan-figures.ts';

const DAY = '2026-03-01';
const PLANS = [CANCER.plan, FRAGILE.plan];
const one = 'ms_one' as MilestoneId;
const UNTIL = new Date('2026-03-02T00:00:00.000Z');
let opened: OpenDatabase;
let history: History;
/** The same database, with a memory of its own, as another process has. */
let elsewhere: Database;

/** What this process and another keep, and what a transaction, of which nothing is kept, counts. */
async function stood(until = UNTIL, day = DAY) {
	const counted = await opened.db.transaction((tx) => planFiguresAt(tx, day, PLANS, until));
	const rules = new Map([...counted].map(([id, { rule }]) => [id, rule]));
	for (const db of [opened.db, elsewhere]) {
		expect(await planFiguresAt(db, day, PLANS, until)).toEqual(counted);
		expect(await ruleFiguresAt(db, day, PLANS, until)).toEqual(rules);
	}
	return counted.get(CANCER.plan);
}
const edit = (at: string, field: string, value: unknown) => {
	history.at = new Date(at);
	return history.editNow(CANCER.plan, (doc) => void setField(doc, { entity: 'milestone', id: one, field }, value));
};

beforeAll(async () => {
	opened = await openTestDatabase();
	elsewhere = Object.create(opened.db) as Database;
	history = new History(opened.db, 4);
	await history.begin();
	history.at = new Date('2026-02-01T09:00:00.000Z');
	await history.editNow(CANCER.plan, (doc) => addEntity(doc, 'milestone', one, { title: 'One', order: 'a0', status: 'onTrack', forecast: '2026-03-10' }));
});
afterAll(async () => {
	history.close();
	await opened.close();
});

describe(`figures of a past instant that are kept, on the ${databaseKind}`, () => {
	it('R1: see a commit from before the instant that came after they were asked for', async () => {
		expect(await stood()).toMatchObject({ due: 1, rule: { overdue: 0 } });
		await edit('2026-03-01T23:59:59.998Z', 'forecast', '2026-02-10');
		expect(await stood()).toMatchObject({ due: 0, rule: { overdue: 1 }, oldestOverdue: 'CAN-01' });
		// Of the very time of the one before it.
		await edit('2026-03-01T23:59:59.998Z', 'status', 'offTrack');
		expect(await stood()).toMatchObject({ rule: { statuses: { offTrack: 1 } } });
	});

	it('R1: are not touched by what came after the instant, and are then the very same', async () => {
		const before = await planFiguresAt(opened.db, DAY, PLANS, UNTIL);
		await edit('2026-03-02T00:00:00.000Z', 'status', 'complete');
		expect(await stood()).toMatchObject({ rule: { statuses: { offTrack: 1, complete: 0 } } });
		for (const [id, figures] of await planFiguresAt(opened.db, DAY, PLANS, UNTIL)) expect(figures).toBe(before.get(id));
		expect(await stood(new Date('2026-03-02T00:00:00.001Z'))).toMatchObject({ rule: { statuses: { offTrack: 0, complete: 1 } } });
	});

	it('R1: see a baseline that was approved before the instant, which no edit tells of', async () => {
		const until = new Date('2026-04-01T00:00:00.000Z');
		await edit('2026-03-05T09:00:00.000Z', 'status', 'onTrack');
		const frozen = valueOf(await createCheckpoint(opened.db, { user: USERS.manager, planId: CANCER.plan, name: 'First', at: history.at }));
		await edit('2026-03-06T09:00:00.000Z', 'forecast', '2026-02-20');
		expect((await stood(until))?.slipped).toBeNull();
		valueOf(await approveBaseline(opened.db, { user: USERS.manager, planId: CANCER.plan, checkpointId: frozen.id, reason: '', at: new Date('2026-03-31T09:00:00.000Z') }));
		expect((await stood(until))?.slipped).toEqual({ count: 1, mostDays: 10 });
		expect((await stood(new Date('2026-03-31T08:00:00.000Z')))?.slipped).toBeNull();
	});

	it('are of the day that is asked for, and of each plan alone', async () => {
		expect(await stood(UNTIL, '2026-02-10')).toMatchObject({ rule: { overdue: 0 }, due: 1 });
		expect(await stood(UNTIL, '2026-02-11')).toMatchObject({ rule: { overdue: 1 }, due: 0 });
		expect([...(await planFiguresAt(opened.db, DAY, [FRAGILE.plan], UNTIL)).keys()]).toEqual([FRAGILE.plan]);
		expect(await planFiguresAt(opened.db, DAY, [], UNTIL)).toEqual(new Map());
	});

	it('stay right when more instants are asked for than are kept', async () => {
		const first = await stood();
		for (let hour = 1; hour <= 45; hour += 1) await planFiguresAt(opened.db, DAY, PLANS, new Date(UNTIL.getTime() + hour * 3_600_000));
		expect(await stood()).toEqual(first);
	});

	it('are not those of a database that a copy was put in the place of', async () => {
		await stood();
		await opened.db.execute(sql`update milestone_version set status = 'paused' where plan_id = ${CANCER.plan} and id = ${one}`);
		await opened.db.update(plan).set({ epoch: 2 }).where(eq(plan.id, CANCER.plan));
		expect((await stood())?.rule.statuses.paused).toBe(1);
	});
});
