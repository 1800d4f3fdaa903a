import { and, eq, gt } from 'drizzle-orm';
import * as Y from 'yjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { milestone, plan as planTable, planChange, planUpdate } from '#drizzle/schema.server.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone, setTitle, titleOf, type } from '../helpers/edits.ts';
import { withLimits } from '../helpers/limits.ts';
import { makePlan } from '../helpers/plan.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { startSyncServer, type SyncServer } from '../helpers/sync-server.ts';
import { until } from '../helpers/until.ts';

let opened: OpenDatabase;
let one: SyncServer;
let two: SyncServer;
beforeAll(async () => {
	opened = await openTestDatabase();
	one = await startSyncServer(opened.db);
	two = await startSyncServer(opened.db);
});
beforeEach(() => withLimits({ messageBurst: 10_000 }));
afterAll(async () => {
	await Promise.all([one.stop(), two.stop()]);
	await opened.close();
});

describe(`two servers on one plan (${databaseKind})`, () => {
	it('D3 seq is gapless, both converge, and references are unique', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const [left, right] = [await RawClient.join(one, plan, ann), await RawClient.join(two, plan, ben)];
		for (let n = 0; n < 15; n += 1) {
			left.edit((doc) => addMilestone(doc, `Left ${n}`));
			right.edit((doc) => addMilestone(doc, `Right ${n}`));
			if (n % 3 === 0) {
				// Edits of the server's own share one client id: the slower of two must be authored again.
				await Promise.all([
					one.service.edit(plan.id, ann.account, (doc) => void addMilestone(doc, `Imported left ${n}`)),
					two.service.edit(plan.id, ben.account, (doc) => void addMilestone(doc, `Imported right ${n}`))
				]);
			}
		}
		await Promise.all([left.untilSaved(), right.untilSaved()]);
		// Each learns of the other at its next commit.
		await one.service.edit(plan.id, ann.account, (doc) => void addMilestone(doc, 'Last but one'));
		await two.service.edit(plan.id, ben.account, (doc) => void addMilestone(doc, 'Last'));
		await one.service.edit(plan.id, ann.account, (doc) => void addMilestone(doc, 'Very last'));
		const last = await RawClient.join(two, plan, ann);
		last.edit((doc) => addMilestone(doc, 'To wake the second server'));
		await last.untilSaved();
		const seqs = (await plan.log()).map((row) => row.seq);
		expect(seqs).toEqual(seqs.map((_, index) => index + 1));
		const refs = (await opened.db.select({ ref: milestone.ref }).from(milestone).where(eq(milestone.planId, plan.id))).map((row) => row.ref);
		expect(refs).toHaveLength(15 * 2 + 5 * 2 + 4);
		expect(new Set(refs).size).toBe(refs.length);
		expect(refs.toSorted()).toEqual(refs.map((_, index) => `CAN-${String(index + 1).padStart(2, '0')}`).toSorted());
		expect(await verifyPlan(opened.db, plan.id, await two.live(plan.id))).toEqual([]);
		await until(() => right.doc.getMap('milestones').size === refs.length);
		await Promise.all([left.leave(), right.leave(), last.leave()]);
	});

	it('D3 a client that moves to a server that is behind is neither refused nor sent to reload', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const waiting = await RawClient.join(two, plan, ben);
		const left = await RawClient.join(one, plan, ann);
		const follower = await RawClient.join(one, plan, ben);
		let id = '';
		left.edit((doc) => (id = addMilestone(doc, 'Written on the first')));
		await left.untilSaved();
		await until(() => titleOf(follower.doc, id) !== undefined);
		await follower.leave();
		const moved = await RawClient.join(two, plan, ben, { doc: follower.doc });
		await moved.untilSaved();
		moved.edit((doc) => setTitle(doc, id, 'Read on the second'));
		await moved.untilSaved();
		expect(moved.closed).toBeNull();
		await until(() => titleOf(waiting.doc, id) === 'Read on the second');
		// The first server hears of it when it commits next.
		left.edit((doc) => type(doc, id, 'And so on'));
		await left.untilSaved();
		await until(() => titleOf(left.doc, id) === 'Read on the second');
		expect(await verifyPlan(opened.db, plan.id, await one.live(plan.id))).toEqual([]);
		await Promise.all([left.leave(), moved.leave(), waiting.leave()]);
	});

	it('D3 after a restored backup a client that knows more of others is sent to reload; its own edits are taken again', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const before = await startSyncServer(opened.db);
		const [left, right] = [await RawClient.join(before, plan, ann), await RawClient.join(before, plan, ben)];
		let id = '';
		left.edit((doc) => (id = addMilestone(doc, 'One')));
		await left.untilSaved();
		left.edit((doc) => setTitle(doc, id, 'Lost in the restore'));
		await left.untilSaved();
		await until(() => titleOf(right.doc, id) === 'Lost in the restore');
		await before.stop();
		// The copy that was restored is two rows long.
		await opened.db.delete(planUpdate).where(and(eq(planUpdate.planId, plan.id), gt(planUpdate.seq, 2)));
		await opened.db.delete(planChange).where(and(eq(planChange.planId, plan.id), gt(planChange.seq, 2)));
		await opened.db.update(planTable).set({ headSeq: 2 }).where(eq(planTable.id, plan.id));

		const after = await startSyncServer(opened.db);
		const other = await RawClient.join(after, plan, ben, { doc: right.doc });
		expect((await other.untilClosed()).code).toBe(4410);
		const author = await RawClient.join(after, plan, ann, { doc: left.doc });
		await author.untilSaved();
		const doc = await after.live(plan.id);
		expect(titleOf(doc, id)).toBe('Lost in the restore');
		await after.stop();
	});

	it('D3 a new epoch closes the plan with 4410, and the next to come gets the new document', async () => {
		const plan = await makePlan(opened.db);
		const ann = await plan.person('editor');
		const client = await RawClient.join(one, plan, ann);
		client.edit((doc) => addMilestone(doc, 'One'));
		await client.untilSaved();
		await opened.db.update(planTable).set({ epoch: 2 }).where(eq(planTable.id, plan.id));
		const began = performance.now();
		client.edit((doc) => addMilestone(doc, 'Two'));
		expect((await client.untilClosed()).code).toBe(4410);
		expect(await plan.log()).toHaveLength(2);
		const again = await RawClient.join(one, plan, ann, { doc: new Y.Doc() });
		again.edit((doc) => addMilestone(doc, 'Three'));
		await again.untilSaved();
		expect(performance.now() - began).toBeLessThan(4_000);
		expect(await verifyPlan(opened.db, plan.id, await one.live(plan.id))).toEqual([]);
		await again.leave();
	});
});
