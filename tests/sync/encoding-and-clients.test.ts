import * as Y from 'yjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyPlan } from '#server/store/verify.ts';
import { proseOf } from '#lib/plan/document.ts';
import { encodeSync, SYNC } from '#lib/sync/wire.ts';
import { collected, deleteOnly, manyClients, updateFrom } from '../helpers/bad-updates.ts';
import { databaseKind } from '../helpers/database.ts';
import { addMilestone, descriptionOf, setTitle, titleOf, type } from '../helpers/edits.ts';
import { withLimits } from '../helpers/limits.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { openTrialPlan, type TrialPlan } from '../helpers/trial-plan.ts';
import { quiet, until } from '../helpers/until.ts';

let trial: TrialPlan;
let opened: TrialPlan['opened'];
let gated: TrialPlan['gated'];
let server: TrialPlan['server'];
let plan: TrialPlan['plan'];
let ann: TrialPlan['ann'];
let bystander: TrialPlan['bystander'];
let id: TrialPlan['id'];
let join: TrialPlan['join'];
let refusedAfter: TrialPlan['refusedAfter'];
beforeAll(async () => {
	trial = await openTrialPlan();
	({ opened, gated, server, plan, ann, bystander, id, join, refusedAfter } = trial);
});
afterEach(() => {
	gated.beforeBegin = null;
});
afterAll(() => trial.close());

const good = () => updateFrom(bystander.doc, (doc) => setTitle(doc, id, 'Two'));

describe(`encoding (${databaseKind})`, () => {
	it.each<[string, () => Uint8Array]>([
		['nothing at all', () => new Uint8Array(0)],
		['noise', () => new Uint8Array([7, 200, 13, 255, 255, 255, 255, 1, 9])],
		['an update cut short by one byte', () => good().slice(0, -1)],
		['an update cut in the middle', () => good().slice(0, good().length / 2)],
		['a byte after the end', () => new Uint8Array([...good(), 0])],
		['the V2 encoding', () => Y.convertUpdateFormatV1ToV2(good())],
		['a text that is not UTF-8', () => good().map((byte, index, all) => (all[index] === 84 && all[index + 1] === 119 ? 0xff : byte))],
		['a clock that nobody could read back', () => collected(4242, Number.MAX_SAFE_INTEGER)],
		['an empty struct', () => collected(4242, 0)],
		['a deletion past every clock', () => deleteOnly(4242, Number.MAX_SAFE_INTEGER - 1, 1)]
	])('V1 refuses %s', async (_name, bytes) => {
		await refusedAfter((client) => client.sendUpdate(bytes()), 'encoding');
	});

	it('V1 refuses an update over its size', async () => {
		const big = updateFrom(bystander.doc, (doc) => addMilestone(doc, 'Big', { description: 'x'.repeat(1024 * 1024) }));
		await refusedAfter((client) => client.sendUpdate(big), 'size');
	});
});

describe(`client ids (${databaseKind})`, () => {
	it('V2 refuses edits under another account’s client id', async () => {
		await refusedAfter((client) => client.sendUpdate(updateFrom(bystander.doc, (doc) => setTitle(doc, id, 'Forged'), bystander.doc.clientID)), 'client');
		// Ann goes on: her next clock was not taken.
		bystander.edit((doc) => type(doc, id, 'Still here. '));
		await bystander.untilSaved();
	});

	it('V2 refuses edits under the server’s client id', async () => {
		await refusedAfter((client) => client.sendUpdate(updateFrom(bystander.doc, (doc) => setTitle(doc, id, 'Forged'), plan.serverClient)), 'client');
	});

	it('V2 refuses an update that brings a crowd of client ids', async () => {
		await refusedAfter((client) => client.sendUpdate(manyClients(101)), 'client');
	});

	it('V2 a client id belongs to the account that used it first, on any of its connections', async () => {
		const first = await join();
		first.edit((doc) => type(doc, id, 'Mine. '));
		await first.untilSaved();
		await first.leave();
		const again = await join({ doc: first.doc });
		again.edit((doc) => type(doc, id, 'Mine still. '));
		await again.untilSaved();
		const other = await RawClient.join(server, plan, ann);
		other.sendUpdate(updateFrom(again.doc, (doc) => type(doc, id, 'Not mine. '), first.doc.clientID));
		expect((await other.untilClosed()).code).toBe(4409);
		await again.leave();
	});

	it('V2 an update that runs ahead waits for the answer to step 1, and all of it lands', async () => {
		const client = await join();
		await client.untilSaved();
		const [missing] = client.make((doc) => type(doc, id, 'First. '));
		const steps = client.order.filter((each) => each === 'step1').length;
		client.edit((doc) => type(doc, id, 'Second. '));
		expect(missing).toBeDefined();
		await until(() => client.saved === 3);
		expect(client.counted).toBe(3);
		expect(client.order.filter((each) => each === 'step1')).toHaveLength(steps + 1);
		await until(() => descriptionOf(bystander.doc, id)?.startsWith('Second. First. '));
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
		await client.leave();
	});

	it('V2 several that run ahead, while a commit is in flight, land too', async () => {
		const client = await join();
		await client.untilSaved();
		const release = gated.stall('begin');
		bystander.edit((doc) => type(doc, id, 'x'));
		client.make((doc) => type(doc, id, 'Lost. '));
		for (let n = 0; n < 5; n += 1) client.edit((doc) => type(doc, id, `${n}. `));
		await quiet(30);
		release();
		await until(() => client.saved === client.counted && client.saved >= 6);
		expect(client.closed).toBeNull();
		await until(() => Buffer.compare(Y.encodeStateVector(client.doc), Y.encodeStateVector(bystander.doc)) === 0);
		await client.leave();
	});

	it('V2 a gap that the answer leaves is refused', async () => {
		await refusedAfter(
			(client) => {
				client.make((doc) => type(doc, id, 'Lost. '));
				client.edit((doc) => type(doc, id, 'Second. '));
				// The server may have asked twice: at the start, and because of the gap.
				for (const ms of [50, 100]) setTimeout(() => client.closed ?? client.send(encodeSync(SYNC.step2, new Uint8Array([0, 0]))), ms);
			},
			'gap',
			{ answers: false }
		);
	});

	it('V2 a gap that is never answered is refused in the end', async () => {
		withLimits({ waitingMs: 150 });
		await refusedAfter(
			(client) => {
				client.make((doc) => type(doc, id, 'Lost. '));
				client.edit((doc) => type(doc, id, 'Second. '));
			},
			'gap',
			{ answers: false }
		);
	});

	it('V2 only so many updates wait', async () => {
		withLimits({ waitingUpdates: 3 });
		await refusedAfter(
			(client) => {
				client.make((doc) => type(doc, id, 'Lost. '));
				for (let n = 0; n < 5; n += 1) client.edit((doc) => type(doc, id, `${n}`));
			},
			'gap',
			{ answers: false }
		);
	});

	it('V3 deleting a colleague’s next clock is refused, and their next edit is not swallowed', async () => {
		const next = Y.getState(bystander.doc.store, bystander.doc.clientID);
		await refusedAfter((client) => client.sendUpdate(deleteOnly(bystander.doc.clientID, next, 50)), 'gap');
		bystander.edit((doc) => setTitle(doc, id, 'Not swallowed'));
		await bystander.untilSaved();
		expect(titleOf(await server.live(plan.id), id)).toBe('Not swallowed');
	});

	it('V2 deleting what a colleague wrote is an ordinary edit', async () => {
		const client = await join();
		client.edit((doc) => proseOf(doc, { entity: 'milestone', id, field: 'description' })?.delete(0, 3));
		await client.untilSaved();
		expect(client.closed).toBeNull();
		await until(() => Buffer.from(Y.encodeStateAsUpdate(client.doc)).equals(Buffer.from(Y.encodeStateAsUpdate(bystander.doc))));
		await client.leave();
	});
});
