import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { milestone, planChange } from '#drizzle/schema.server.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone, setTitle, titleOf, type } from '../helpers/edits.ts';
import { makePlan } from '../helpers/plan.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { joinWithStockProvider } from '../helpers/stock-client.ts';
import { startSyncServer, type SyncServer } from '../helpers/sync-server.ts';
import { until } from '../helpers/until.ts';

let opened: OpenDatabase;
let server: SyncServer;
beforeAll(async () => {
	opened = await openTestDatabase();
	server = await startSyncServer(opened.db);
});
afterAll(async () => {
	await server.stop();
	await opened.close();
});

describe(`two people on one plan (${databaseKind})`, () => {
	it('D1 one types, the other sees it, and log, changes and projection hold it', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('lead')];
		const [first, second] = [await RawClient.join(server, plan, ann), await RawClient.join(server, plan, ben)];
		let id = '';
		first.edit((doc) => (id = addMilestone(doc, 'Open the clinic')));
		await first.untilSaved();
		await until(() => titleOf(second.doc, id) === 'Open the clinic');
		const rows = await plan.log();
		expect(rows.map((row) => [row.seq, row.accountId])).toEqual([[1, ann.account], [2, ann.account]]);
		const [row] = await opened.db.select().from(milestone).where(and(eq(milestone.planId, plan.id), eq(milestone.id, id as never)));
		expect(row).toMatchObject({ title: 'Open the clinic', ref: 'CAN-01' });
		const changes = await opened.db.select().from(planChange).where(eq(planChange.planId, plan.id));
		expect(changes).toMatchObject([{ field: 'added', entityId: id, accountId: ann.account }, { field: 'ref', new: 'CAN-01' }]);

		second.edit((doc) => setTitle(doc, id, 'Open both clinics'));
		await second.untilSaved();
		await until(() => titleOf(first.doc, id) === 'Open both clinics');
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
		await Promise.all([first.leave(), second.leave()]);
	});

	it('a y-websocket client that nobody here wrote, given a cookie, syncs', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const first = await joinWithStockProvider(server, plan, ann);
		const second = await joinWithStockProvider(server, plan, ben);
		const id = addMilestone(first.doc, 'Train the nurses');
		await until(() => titleOf(second.doc, id) === 'Train the nurses');
		type(second.doc, id, 'In two groups. ');
		second.doc.transact(() => setTitle(second.doc, id, 'Train all nurses'));
		await until(() => titleOf(first.doc, id) === 'Train all nurses');
		first.provider.awareness.setLocalStateField('cursor', 'B2');
		await until(() => [...second.provider.awareness.getStates().values()].some((state) => state.cursor === 'B2' && (state.user as { name: string } | undefined)?.name === ann.name));

		// It works on while it has no network, and what it typed arrives with the next connection.
		first.provider.disconnect();
		setTitle(first.doc, id, 'Train every nurse');
		first.provider.connect();
		await until(() => titleOf(second.doc, id) === 'Train every nurse');
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
		first.leave();
		second.leave();
	});

	it('V5 a reader with the stock provider reconnects without being refused, and stays a reader', async () => {
		const plan = await makePlan(opened.db);
		const [ann, rob] = [await plan.person('editor'), await plan.person('reader')];
		const writer = await joinWithStockProvider(server, plan, ann);
		const id = addMilestone(writer.doc, 'Sign the contract');
		const reader = await joinWithStockProvider(server, plan, rob);
		await until(() => titleOf(reader.doc, id) === 'Sign the contract');
		reader.provider.disconnect();
		setTitle(writer.doc, id, 'Sign both contracts');
		reader.provider.connect();
		await until(() => titleOf(reader.doc, id) === 'Sign both contracts');
		expect(reader.provider.wsconnected).toBe(true);
		writer.leave();
		reader.leave();
	});
});
