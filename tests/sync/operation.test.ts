import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { milestone, planChange } from '#drizzle/schema.server.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { registry } from '#server/sync/metrics.ts';
import { addEntity, readEntity, setField } from '#lib/plan/document.ts';
import { newId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone, setTitle, titleOf } from '../helpers/edits.ts';
import { gatedDatabase, type GatedDatabase } from '../helpers/gated-database.ts';
import { withLimits } from '../helpers/limits.ts';
import { makePlan } from '../helpers/plan.ts';
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

async function gauge(name: string): Promise<number> {
	const metric = await registry.getSingleMetric(name)?.get();
	return metric?.values[0]?.value ?? Number.NaN;
}

describe(`operation (${databaseKind})`, () => {
	it('O1 a document leaves memory after its last reader, and comes back from the log', async () => {
		withLimits({ idleRoomMs: 60 });
		const plan = await makePlan(opened.db);
		const person = await plan.person('editor');
		const client = await RawClient.join(server, plan, person);
		let id = '';
		client.edit((doc) => (id = addMilestone(doc, 'One')));
		await client.untilSaved();
		const open = await gauge('milepost_documents');
		await quiet(150);
		expect(await gauge('milepost_documents')).toBe(open);
		await client.leave();
		await until(async () => (await gauge('milepost_documents')) === open - 1);
		const again = await RawClient.join(server, plan, person);
		expect(titleOf(again.doc, id)).toBe('One');
		again.edit((doc) => setTitle(doc, id, 'Two'));
		await again.untilSaved();
		await again.leave();
	});

	it('O1 a reader that comes while the document is about to leave keeps it', async () => {
		withLimits({ idleRoomMs: 30 });
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		for (let n = 0; n < 6; n += 1) {
			const [one, two] = await Promise.all([RawClient.join(server, plan, ann), RawClient.join(server, plan, ben)]);
			let id = '';
			one.edit((doc) => (id = addMilestone(doc, `Round ${n}`)));
			await until(() => titleOf(two.doc, id) === `Round ${n}`);
			await Promise.all([one.leave(), two.leave()]);
			await quiet(22 + 4 * n);
		}
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
	});

	it('O2 stopping finishes the commits, acknowledges them and closes with 1012', async () => {
		const other = await startSyncServer(gated.db);
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('reader')];
		const [writer, reader] = [await RawClient.join(other, plan, ann), await RawClient.join(other, plan, ben)];
		await writer.untilSaved();
		const release = gated.stall('begin');
		let [first, second] = ['', ''];
		writer.edit((doc) => (first = addMilestone(doc, 'In flight')));
		await quiet(20);
		writer.edit((doc) => (second = addMilestone(doc, 'Queued')));
		await quiet(30);
		const stopping = other.service.stop();
		await quiet(40);
		expect([writer.closed, reader.closed]).toEqual([null, null]);
		// What comes after the stop began is not taken, and not acknowledged either.
		let third = '';
		writer.edit((doc) => (third = addMilestone(doc, 'Too late')));
		const late = new RawClient(`${other.address}/sync/${plan.id}?v=1`, ann.cookie);
		expect((await late.untilClosed()).code).toBe(1012);
		await quiet(20);
		release();
		await stopping;
		expect((await writer.untilClosed()).code).toBe(1012);
		expect((await reader.untilClosed()).code).toBe(1012);
		expect(writer.saved).toBe(3);
		expect([titleOf(reader.doc, first), titleOf(reader.doc, second)]).toEqual(['In flight', 'Queued']);
		await other.stop();
		// The page keeps what was not acknowledged and brings it to the next server.
		const back = await RawClient.join(server, plan, ann, { doc: writer.doc });
		await back.untilSaved();
		expect(titleOf(await server.live(plan.id), third)).toBe('Too late');
		await back.leave();
	});

	it('O4 an edit of the server’s goes through the same commit, in the name of who asked', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('reader')];
		const reader = await RawClient.join(server, plan, ben);
		let id = '' as ReturnType<typeof addMilestone>;
		await server.service.edit(plan.id, ann.account, (doc) => (id = addMilestone(doc, 'Imported', { leads: { [ann.person]: 'clinical' } })));
		await until(() => readEntity(reader.doc, 'milestone', id)?.record.ref === 'CAN-01');
		const log = await plan.log();
		expect(log.every((row) => row.accountId === ann.account)).toBe(true);
		const changes = await opened.db.select().from(planChange).where(and(eq(planChange.planId, plan.id), eq(planChange.field, 'added')));
		expect(changes).toMatchObject([{ entityId: id, accountId: ann.account }]);
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
		await reader.leave();
	});

	it('O4 an edit of the server’s that no screen could make is refused at once, and disturbs nobody', async () => {
		const plan = await makePlan(opened.db);
		const ann = await plan.person('editor');
		const client = await RawClient.join(server, plan, ann);
		const id = newId('ms');
		await server.service.edit(plan.id, ann.account, (doc) => addEntity(doc, 'milestone', id, { title: 'One' }));
		const began = performance.now();
		await expect(server.service.edit(plan.id, ann.account, (doc) => addEntity(doc, 'milestone', id, { title: 'Again' }))).rejects.toThrow('There is already a milestone');
		await expect(server.service.edit(plan.id, ann.account, (doc) => void setField(doc, { entity: 'milestone', id, field: 'status' }, 'great'))).rejects.toThrow('Status must be one of');
		await expect(
			server.service.edit(plan.id, ann.account, (doc) => {
				setTitle(doc, id, 'Half-way');
				throw new Error('Out of paper');
			})
		).rejects.toThrow('Out of paper');
		await expect(server.service.edit(newId('pl'), ann.account, () => undefined)).rejects.toThrow('There is no such plan');
		expect(performance.now() - began).toBeLessThan(1_000);
		expect(titleOf(await server.live(plan.id), id)).toBe('One');
		client.edit((doc) => addMilestone(doc, 'Two'));
		await client.untilSaved();
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
		await client.leave();
	});

	it('O4 an edit of the server’s that writes what is there already leaves no gap for the next', async () => {
		const plan = await makePlan(opened.db);
		const ann = await plan.person('editor');
		let id = '';
		await server.service.edit(plan.id, ann.account, (doc) => (id = addMilestone(doc, 'One')));
		// Together, so that they share a transaction.
		await Promise.all(['One', 'One', 'Two'].map((title) => server.service.edit(plan.id, ann.account, (doc) => setTitle(doc, id, title))));
		await server.service.edit(plan.id, ann.account, () => undefined);
		const live = await server.live(plan.id);
		expect(titleOf(live, id)).toBe('Two');
		expect(live.store.pendingStructs).toBeNull();
		expect(await verifyPlan(opened.db, plan.id, live)).toEqual([]);
	});

	it('O4 edits at a given time keep that time, in their order', async () => {
		const plan = await makePlan(opened.db);
		const ann = await plan.person('editor');
		const days = ['2031-04-01', '2031-04-02', '2031-04-03'].map((day) => new Date(`${day}T09:00:00.000Z`));
		await Promise.all(days.map((at, n) => server.service.edit(plan.id, ann.account, (doc) => void addMilestone(doc, `Of day ${n}`), at)));
		const rows = await opened.db.select({ title: milestone.title, at: milestone.updatedAt }).from(milestone).where(eq(milestone.planId, plan.id));
		expect(rows.toSorted((one, other) => (one.title < other.title ? -1 : 1)).map((row) => row.at)).toEqual(days);
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
	});

	it('O3 refusals, commits and connections are counted', async () => {
		const plan = await makePlan(opened.db);
		const before = await gauge('milepost_connections');
		const client = await RawClient.join(server, plan, await plan.person('editor'));
		expect(await gauge('milepost_connections')).toBe(before + 1);
		client.sendUpdate(new Uint8Array([1, 2, 3]));
		await client.untilClosed();
		await until(async () => (await gauge('milepost_connections')) === before);
		expect(await registry.metrics()).toMatch(/milepost_refusals_total\{code="encoding"\} [1-9]/);
	});

	it('D1 listeners hear of each commit, and one that fails disturbs no edit', async () => {
		const plan = await makePlan(opened.db);
		const ann = await plan.person('editor');
		const heard: string[] = [];
		const stops = [
			server.service.onChanged(() => {
				throw new Error('A listener of the pages');
			}),
			server.service.onChanged(({ planId }) => void heard.push(planId))
		];
		await server.service.edit(plan.id, ann.account, (doc) => void addMilestone(doc, 'One'));
		stops.forEach((stop) => stop());
		expect(heard).toEqual([plan.id]);
		expect(await plan.log()).toHaveLength(2);
	});

	it('pages are told of what is not in the document', async () => {
		const plan = await makePlan(opened.db);
		const [ours, stock] = [await RawClient.join(server, plan, await plan.person('reader')), await RawClient.join(server, plan, await plan.person('reader'), { ours: false })];
		await server.service.tell(plan.id, { kind: 'conversation', milestone: 'ms_one', kpi: null });
		await until(() => ours.events.length === 1);
		expect(ours.events).toEqual([{ kind: 'conversation', milestone: 'ms_one', kpi: null }]);
		expect(stock.order).not.toContain('event');
		await Promise.all([ours.leave(), stock.leave()]);
	});
});
