import { eq, sql } from 'drizzle-orm';
import * as Y from 'yjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { milestone, plan as planTable, planChange, planUpdate } from '#drizzle/schema.server.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { saveSnapshot } from '#server/store/snapshot.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { encodeSync, SYNC } from '#lib/sync/wire.ts';
import { proseOf } from '#lib/plan/document.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone, setTitle, titleOf, type } from '../helpers/edits.ts';
import { gatedDatabase, type GatedDatabase } from '../helpers/gated-database.ts';
import { withLimits } from '../helpers/limits.ts';
import { makePlan, type TestPlan } from '../helpers/plan.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { startSyncServer, type SyncServer } from '../helpers/sync-server.ts';
import { quiet, until } from '../helpers/until.ts';

let opened: OpenDatabase;
let gated: GatedDatabase;
let server: SyncServer;
beforeAll(async () => {
	opened = await openTestDatabase();
	gated = gatedDatabase(opened.db);
	server = await startSyncServer(gated.db);
});
afterEach(() => {
	gated.beforeBegin = null;
	gated.beforeCommit = null;
});
afterAll(async () => {
	await server.stop();
	await opened.close();
});

/** A plan with one milestone, and two editors on it. */
async function two(): Promise<{ plan: TestPlan; first: RawClient; second: RawClient; id: string }> {
	const plan = await makePlan(opened.db);
	const first = await RawClient.join(server, plan, await plan.person('editor'));
	const second = await RawClient.join(server, plan, await plan.person('editor'));
	let id = '';
	first.edit((doc) => (id = addMilestone(doc, 'One')));
	await first.untilSaved();
	await until(() => titleOf(second.doc, id) === 'One');
	return { plan, first, second, id };
}

describe(`durability and order (${databaseKind})`, () => {
	it('D1 broadcasts and acknowledges only after the commit', async () => {
		const { plan, first, second, id } = await two();
		const before = { saved: first.saved, updates: second.updates.length };
		const release = gated.stall('commit');
		first.edit((doc) => setTitle(doc, id, 'Two'));
		await quiet();
		expect(first.saved).toBe(before.saved);
		expect(second.updates).toHaveLength(before.updates);
		expect(titleOf(second.doc, id)).toBe('One');
		release();
		await first.untilSaved();
		expect((await plan.log()).length).toBe(3);
		await until(() => titleOf(second.doc, id) === 'Two');
		// The sender is sent the group too, and before it is told that it is saved.
		expect(first.order.lastIndexOf('update')).toBeLessThan(first.order.lastIndexOf('saved'));
	});

	it('D1 a commit that goes on failing leaves neither a broadcast nor a saved, and the edit arrives later', async () => {
		withLimits({ commitRetries: 2 });
		const { plan, first, second, id } = await two();
		const before = { saved: first.saved, log: (await plan.log()).length };
		gated.beforeCommit = () => {
			throw new Error('The disk is full');
		};
		first.edit((doc) => setTitle(doc, id, 'Two'));
		expect((await first.untilClosed()).code).toBe(1012);
		expect(first.saved).toBe(before.saved);
		expect(titleOf(second.doc, id)).toBe('One');
		expect(await plan.log()).toHaveLength(before.log);
		expect(second.closed).toBeNull();
		gated.beforeCommit = null;

		const person = await plan.person('editor');
		const other = await RawClient.join(server, plan, person);
		expect(titleOf(other.doc, id)).toBe('One');
		other.edit((doc) => setTitle(doc, id, 'Three'));
		await other.untilSaved();
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
	});

	it('D1 a commit that fails once is tried again and lands once', async () => {
		const { plan, first, second, id } = await two();
		let failures = 1;
		gated.beforeCommit = () => {
			if (failures-- > 0) throw new Error('The connection was lost');
		};
		first.edit((doc) => setTitle(doc, id, 'Two'));
		await first.untilSaved();
		await until(() => titleOf(second.doc, id) === 'Two');
		expect(await plan.log()).toHaveLength(3);
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
	});

	it('D1 a commit whose answer is lost is not made twice', async () => {
		const { plan, first, second, id } = await two();
		const transaction = gated.db.transaction.bind(gated.db);
		let lost = false;
		const lossy = new Proxy(opened.db, {
			get: (target, key) => {
				const value: unknown = Reflect.get(target, key, target);
				if (key !== 'transaction') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
				return async (...args: Parameters<typeof transaction>) => {
					const result = await transaction(...args);
					if (args[1]?.accessMode === 'read only' || lost) return result;
					lost = true;
					throw new Error('The connection was lost after the commit');
				};
			}
		});
		const other = await startSyncServer(lossy);
		const third = await RawClient.join(other, plan, await plan.person('editor'));
		third.edit((doc) => setTitle(doc, id, 'Two'));
		await third.untilSaved();
		expect(lost).toBe(true);
		expect(await plan.log()).toHaveLength(3);
		expect(await verifyPlan(opened.db, plan.id, await other.live(plan.id))).toEqual([]);
		await other.stop();
		await Promise.all([first.leave(), second.leave()]);
	});

	it('D1 a commit that the database never answers is tried again, and lands once even when the first lands too', async () => {
		const { plan, first, second, id } = await two();
		withLimits({ commitMs: 300 });
		const release = gated.stall('begin');
		first.edit((doc) => setTitle(doc, id, 'Two'));
		await quiet(500);
		release();
		await first.untilSaved();
		await quiet(100);
		expect(await plan.log()).toHaveLength(3);
		expect(await verifyPlan(opened.db, plan.id)).toEqual([]);
		await Promise.all([first.leave(), second.leave()]);
	});

	it('D2 a failing projection takes the log row, the changes and the head with it', async () => {
		const { plan, first, second, id } = await two();
		const constraint = sql.raw(`no_boom_${plan.programme.slice(3)}`);
		await opened.db.execute(sql`alter table milestone add constraint ${constraint} check (title <> 'boom')`);
		try {
			const release = gated.stall('begin');
			second.edit((doc) => addMilestone(doc, 'Lands first'));
			first.edit((doc) => setTitle(doc, id, 'boom'));
			second.edit((doc) => addMilestone(doc, 'Lands too'));
			await quiet(40);
			release();
			// Only the edit that cannot be stored is turned away; its neighbours in the group land.
			expect((await first.untilClosed()).code).toBe(4409);
			await second.untilSaved();
		} finally {
			await opened.db.execute(sql`alter table milestone drop constraint ${constraint}`);
		}
		expect(titleOf(second.doc, id)).toBe('One');
		const rows = await opened.db.select().from(milestone).where(eq(milestone.planId, plan.id));
		expect(rows.map((row) => row.title).sort()).toEqual(['Lands first', 'Lands too', 'One']);
		const changes = await opened.db.select().from(planChange).where(eq(planChange.planId, plan.id));
		expect(changes.some((row) => row.new === 'boom')).toBe(false);
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
	});

	it('D4 what comes while a commit is in flight goes together, as one merged frame', async () => {
		const { plan, first, second, id } = await two();
		const release = gated.stall('begin');
		const before = { commits: gated.commits, frames: second.updates.length };
		first.edit((doc) => setTitle(doc, id, 'Two'));
		for (let n = 0; n < 40; n += 1) first.edit((doc) => type(doc, id, `${n} `));
		await quiet();
		release();
		await first.untilSaved();
		await until(() => second.doc.getMap('milestones').size === 1 && titleOf(second.doc, id) === 'Two');
		await until(() => Buffer.compare(Y.encodeStateVector(first.doc), Y.encodeStateVector(second.doc)) === 0);
		expect(gated.commits - before.commits).toBe(2);
		expect(second.updates.length - before.frames).toBe(2);
		expect(await plan.log()).toHaveLength(2 + 41);
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
	});

	it('D4 under load there are fewer commits than edits', async () => {
		withLimits({ messageBurst: 10_000 });
		const { plan, first, second, id } = await two();
		const before = gated.commits;
		for (let n = 0; n < 100; n += 1) {
			first.edit((doc) => type(doc, id, 'a'));
			second.edit((doc) => type(doc, id, 'b'));
			if (n % 10 === 0) await quiet(1);
		}
		await Promise.all([first.untilSaved(), second.untilSaved()]);
		expect(gated.commits - before).toBeLessThan(100);
		expect(await plan.log()).toHaveLength(202);
		await until(() => Buffer.compare(Y.encodeStateVector(first.doc), Y.encodeStateVector(second.doc)) === 0);
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
	});

	it('D5 saved counts steps 2 and updates, no-ops and deletions among them', async () => {
		const { plan, first, id } = await two();
		// The answer to step 1 and the added milestone.
		expect(first.saved).toBe(2);
		const [update] = first.make((doc) => type(doc, id, 'Hello'));
		if (!update) throw new Error('Nothing was typed');
		first.sendUpdate(update);
		first.sendUpdate(update);
		await first.untilSaved(4);
		const log = (await plan.log()).length;
		const vector = Y.encodeStateVector(first.doc);
		first.edit((doc) => proseOf(doc, { entity: 'milestone', id, field: 'description' })?.delete(0, 5));
		expect(Y.encodeStateVector(first.doc)).toEqual(vector);
		await first.untilSaved(5);
		expect(await plan.log()).toHaveLength(log + 1);
		first.send(encodeSync(SYNC.step1, Y.encodeStateVector(first.doc)));
		await quiet(40);
		expect(first.saved).toBe(5);
		expect(first.savedCounts).toEqual(first.savedCounts.toSorted((one, other) => one - other));
	});

	it('D5 a stock client is never sent our own messages', async () => {
		const { plan } = await two();
		const stock = await RawClient.join(server, plan, await plan.person('editor'), { ours: false });
		stock.edit((doc) => addMilestone(doc, 'Two'));
		stock.edit((doc) => doc.getMap('unknown').set('x', 1));
		expect((await stock.untilClosed()).code).toBe(4409);
		expect(stock.order.filter((type) => ['saved', 'event', 'refused'].includes(type))).toEqual([]);
	});

	it('D6 who joins during a commit gets committed state, then the commit', async () => {
		const { plan, first, id } = await two();
		const late = await plan.person('reader');
		const release = gated.stall('begin');
		first.edit((doc) => setTitle(doc, id, 'Two'));
		await quiet(40);
		const joined = await RawClient.join(server, plan, late);
		expect(titleOf(joined.doc, id)).toBe('One');
		release();
		await until(() => titleOf(joined.doc, id) === 'Two');
		expect(joined.updates).toHaveLength(1);
	});

	it('D1 an edit that came before its page left still lands', async () => {
		const { plan, first, second, id } = await two();
		const release = gated.stall('begin');
		second.edit((doc) => setTitle(doc, id, 'Two'));
		await quiet(20);
		first.edit((doc) => type(doc, id, 'Last words'));
		await quiet(20);
		first.vanish();
		await quiet(20);
		release();
		await second.untilSaved();
		await until(async () => (await plan.log()).length === 4);
	});

	it('D8 snapshots hold exactly the committed rows, and the log is kept', async () => {
		withLimits({ snapshotEvery: 5 });
		const { plan, first, id } = await two();
		for (let n = 0; n < 12; n += 1) {
			first.edit((doc) => type(doc, id, `${n} `));
			await first.untilSaved();
		}
		const [row] = await opened.db.select().from(planTable).where(eq(planTable.id, plan.id));
		expect(row?.headSeq).toBe(14);
		expect(row?.snapshotSeq).toBeGreaterThanOrEqual(10);
		expect((await plan.log()).map((each) => each.seq)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
		// An older one is never put back.
		await saveSnapshot(opened.db, { planId: plan.id, epoch: 1, seq: 3, doc: new Y.Doc() });
		const [same] = await opened.db.select().from(planTable).where(eq(planTable.id, plan.id));
		expect(same?.snapshotSeq).toBe(row?.snapshotSeq);
		// A second process starts from the snapshot and arrives at the same state.
		const other = await startSyncServer(opened.db);
		expect(await verifyPlan(opened.db, plan.id, await other.live(plan.id))).toEqual([]);
		await other.stop();
	});

	it('D8 a snapshot that cannot be kept disturbs no edit', async () => {
		withLimits({ snapshotEvery: 1 });
		const plan = await makePlan(opened.db);
		const failing = new Proxy(opened.db, {
			get: (target, key) => {
				const value: unknown = Reflect.get(target, key, target);
				// Outside a transaction the room updates nothing but the snapshot.
				if (key === 'update') throw new Error('The disk is full');
				return typeof value === 'function' ? (value.bind(target) as unknown) : value;
			}
		});
		const other = await startSyncServer(failing);
		const person = await plan.person('editor');
		const client = await RawClient.join(other, plan, person);
		client.edit((doc) => addMilestone(doc, 'One'));
		await client.untilSaved();
		await other.service.edit(plan.id, person.account, (doc) => void addMilestone(doc, 'Two'));
		expect(await opened.db.select().from(planUpdate).where(eq(planUpdate.planId, plan.id))).toHaveLength(4);
		expect(await verifyPlan(opened.db, plan.id, await other.live(plan.id))).toEqual([]);
		await other.stop();
	});
});
