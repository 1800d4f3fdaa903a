import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#server/store/database.ts';
import { readAll } from '#lib/plan/document.ts';
import { encodeSync, SYNC } from '#lib/sync/wire.ts';
import { LIMITS } from '#server/sync/limits.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone, titleOf, type } from '../helpers/edits.ts';
import { withLimits } from '../helpers/limits.ts';
import { makePlan } from '../helpers/plan.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { startSyncServer, type SyncServer } from '../helpers/sync-server.ts';
import { quiet, until } from '../helpers/until.ts';

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

describe(`frames that cannot be read (${databaseKind})`, () => {
	it.each<[string, number, (client: RawClient) => void]>([
		['text', 4400, (client) => client.socket.send('hello')],
		['no bytes at all', 4400, (client) => client.send(new Uint8Array(0))],
		['an unknown message', 4400, (client) => client.send(new Uint8Array([9, 1, 2]))],
		['an unknown sync step', 4400, (client) => client.send(new Uint8Array([0, 7, 1, 0]))],
		['a truncated update', 4400, (client) => client.send(new Uint8Array([0, 2, 50, 1, 2]))],
		['bytes behind the end', 4400, (client) => client.send(new Uint8Array([...encodeSync(SYNC.step1, new Uint8Array([0])), 1]))],
		['a state vector that is none', 4400, (client) => client.send(encodeSync(SYNC.step1, new Uint8Array([200, 1, 3])))],
		['a state vector without end', 4400, (client) => client.send(encodeSync(SYNC.step1, stateVectorOf(20_001)))],
		['our own saved message', 4400, (client) => client.send(new Uint8Array([100, 5]))],
		['a frame over 2 MiB', 1009, (client) => client.socket.send(new Uint8Array(2 * 1024 * 1024 + 1))]
	])('L4 %s closes that connection alone, with a reason', async (_name, code, act) => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const [bad, good] = [await RawClient.join(server, plan, ann), await RawClient.join(server, plan, ben)];
		act(bad);
		const closed = await bad.untilClosed();
		expect(closed.code).toBe(code);
		if (code === 4400) expect(closed.reason).toMatch(/^[A-Z].*\.$/);
		good.edit((doc) => addMilestone(doc, 'Goes on'));
		await good.untilSaved();
		expect(good.closed).toBeNull();
		await good.leave();
	});

	it('L1 a long state vector that is still allowed is answered', async () => {
		const plan = await makePlan(opened.db);
		const client = await RawClient.join(server, plan, await plan.person('editor'));
		client.send(encodeSync(SYNC.step1, stateVectorOf(20_000)));
		await until(() => client.order.filter((each) => each === 'step2').length === 2);
		await client.leave();
	});

	it('L1 the largest paste there is lands whole', async () => {
		const plan = await makePlan(opened.db);
		const client = await RawClient.join(server, plan, await plan.person('editor'));
		client.edit((doc) => {
			for (let n = 0; n < 500; n += 1) addMilestone(doc, `Milestone ${n}`, { status: 'onTrack', forecast: '2026-06-30', doneWhen: 'Signed off', description: 'As agreed in the meeting of the board.' });
		});
		await client.untilSaved();
		await until(() => readAll(client.doc, 'milestone').every((milestone) => milestone.ref !== ''));
		expect(await plan.log()).toHaveLength(2);
		await client.leave();
	});

	it('L1 over its rate a socket is read more slowly: nothing is lost and nobody closed', async () => {
		withLimits({ messageBurst: 20, messagesPerSecond: 100 });
		const plan = await makePlan(opened.db);
		const client = await RawClient.join(server, plan, await plan.person('editor'));
		let id = '';
		client.edit((doc) => (id = addMilestone(doc, 'One')));
		await client.untilSaved();
		const began = performance.now();
		// Written one after the other, so that they come in many chunks.
		for (let n = 0; n < 120; n += 1) {
			client.edit((doc) => type(doc, id, 'x'.repeat(20)));
			await quiet(1);
		}
		await client.untilSaved();
		expect(performance.now() - began).toBeGreaterThan(700);
		expect(client.closed).toBeNull();
		await client.leave();
	});

	it('L1 ten sockets a person, even when they all come at once', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const clients = await Promise.all(Array.from({ length: 13 }, () => RawClient.join(server, plan, ann)));
		await until(() => clients.filter((client) => client.closed).length === 3);
		expect(clients.filter((client) => client.closed?.code === 4429)).toHaveLength(3);
		const other = await RawClient.join(server, plan, ben);
		expect(other.closed).toBeNull();
		await Promise.all([...clients, other].map((client) => client.leave()));
		const again = await RawClient.join(server, plan, ann);
		expect(again.closed).toBeNull();
		await again.leave();
	});
});

function stateVectorOf(entries: number): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, entries);
	for (let client = 1; client <= entries; client += 1) {
		encoding.writeVarUint(encoder, client + 5_000_000);
		encoding.writeVarUint(encoder, 1);
	}
	return encoding.toUint8Array(encoder);
}

describe(`slow readers (${databaseKind})`, () => {
	/**
	 * A reader that stops reading a plan of three megabytes while an editor writes three more. It asks for the plan
	 * until the kernel keeps no more for it (more than 30 MB on some machines), so that the server must keep the rest.
	 */
	async function slowReader() {
		withLimits({ bufferedBytes: 64 * 1024, drainCheckMs: 20 });
		const plan = await makePlan(opened.db);
		const writer = await RawClient.join(server, plan, await plan.person('editor'));
		const write = async () => {
			for (let n = 0; n < 4; n += 1) {
				writer.edit((doc) => {
					for (let row = 0; row < 40; row += 1) addMilestone(doc, 'Row', { description: 'x'.repeat(19_000) });
				});
				await writer.untilSaved();
			}
		};
		await write();
		const slow = await RawClient.join(server, plan, await plan.person('reader'));
		const quick = await RawClient.join(server, plan, await plan.person('reader'));
		slow.socket.pause();
		await until(() => askAgain(slow, () => server.mostKept() > LIMITS.bufferedBytes), { ms: 20_000 });
		await write();
		let last = '';
		writer.edit((doc) => (last = addMilestone(doc, 'Last')));
		await writer.untilSaved();
		await until(() => titleOf(quick.doc, last) === 'Last');
		return { plan, slow, quick, writer, last };
	}

	it('L2 a reader that falls behind gets one diff when it has drained, and slows nobody', async () => {
		const { slow, quick, writer, last } = await slowReader();
		const frames = quick.updates.length;
		slow.socket.resume();
		await until(() => titleOf(slow.doc, last) === 'Last');
		expect(slow.updates.length).toBeLessThan(frames);
		expect(slow.closed).toBeNull();
		await until(() => Buffer.compare(Y.encodeStateVector(slow.doc), Y.encodeStateVector(writer.doc)) === 0);
		writer.edit((doc) => addMilestone(doc, 'And on'));
		await until(() => Buffer.compare(Y.encodeStateVector(slow.doc), Y.encodeStateVector(writer.doc)) === 0);
		await Promise.all([slow.leave(), quick.leave(), writer.leave()]);
	});

	it('L2 one that drains nothing is closed, and asking again and again piles nothing up', async () => {
		withLimits({ drainStallMs: 400 });
		const { plan, slow, quick, writer } = await slowReader();
		const greedy = await RawClient.join(server, plan, await plan.person('reader'));
		greedy.socket.pause();
		for (let n = 0; n < 200; n += 1) askForAll(greedy);
		await quiet(300);
		// 200 answers would be 1.2 GB.
		expect(server.mostKept()).toBeLessThan(20 * 1024 * 1024);
		await until(() => askAgain(greedy, () => server.connections() === 2), { ms: 20_000, what: 'the server to give up both' });
		for (const client of [slow, greedy]) {
			client.socket.resume();
			await until(() => client.socket.readyState === WebSocket.CLOSED);
		}
		expect([quick.closed, writer.closed]).toEqual([null, null]);
		await Promise.all([quick.leave(), writer.leave()]);
	});
});

function askForAll(client: RawClient): void {
	client.send(encodeSync(SYNC.step1, new Uint8Array([0])));
}

/** What holds a moment after one more question. */
async function askAgain(client: RawClient, holds: () => boolean): Promise<boolean> {
	askForAll(client);
	await quiet(60);
	return holds();
}
