import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#server/store/database.ts';
import { encodeAwareness } from '#lib/sync/wire.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { withLimits } from '../helpers/limits.ts';
import { makePlan, type TestPerson, type TestPlan } from '../helpers/plan.ts';
import { presenceAfter, presenceFrame, readPresence } from '../helpers/presence.ts';
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

async function two(): Promise<{ plan: TestPlan; ann: TestPerson; ben: TestPerson; first: RawClient; second: RawClient }> {
	const plan = await makePlan(opened.db);
	const [ann, ben] = [await plan.person('editor'), await plan.person('reader')];
	return { plan, ann, ben, first: await RawClient.join(server, plan, ann), second: await RawClient.join(server, plan, ben) };
}
const seenBy = (client: RawClient) => presenceAfter(client.presence);

describe(`presence (${databaseKind})`, () => {
	it('A3 the name comes from the session, whatever the page says', async () => {
		const { ann, first, second } = await two();
		first.send(presenceFrame([{ client: first.doc.clientID, state: { cursor: 'B2', user: { name: 'The Chief Executive', person: 'pe_other' } } }]));
		await until(() => seenBy(second).size === 1);
		expect(seenBy(second).get(first.doc.clientID)).toEqual({ cursor: 'B2', user: { person: ann.person, name: ann.name, initials: expect.any(String) as string, colour: 'p1' } });
		// A reader is seen too, and in another colour.
		second.send(presenceFrame([{ client: second.doc.clientID, state: {} }]));
		await until(() => seenBy(first).size === 1);
		expect(seenBy(first).get(second.doc.clientID)).toMatchObject({ user: { colour: 'p2' } });
		await Promise.all([first.leave(), second.leave()]);
	});

	it('A3 nobody speaks for another page: not by its id, not by removing it, and an echo is no offence', async () => {
		const { first, second } = await two();
		first.send(presenceFrame([{ client: first.doc.clientID, state: { cursor: 'B2' } }]));
		await until(() => seenBy(second).size === 1);
		const echo = second.presence.at(-1);
		if (!echo) throw new Error('Nothing came');
		second.send(presenceFrame([{ client: first.doc.clientID, state: { cursor: 'Z9' } }]));
		second.send(presenceFrame([{ client: first.doc.clientID, state: null }]));
		second.send(encodeAwareness(echo));
		second.send(presenceFrame([{ client: 77, state: { cursor: 'mine' } }, { client: first.doc.clientID, state: { cursor: 'Z9' } }]));
		await until(() => seenBy(first).has(77));
		expect(seenBy(first).size).toBe(1);
		expect(seenBy(second).get(first.doc.clientID)).toMatchObject({ cursor: 'B2' });
		expect([first.closed, second.closed]).toEqual([null, null]);
		await Promise.all([first.leave(), second.leave()]);
	});

	it('A3 a connection has one entry: the first id it speaks for', async () => {
		const { first, second } = await two();
		first.send(presenceFrame([{ client: 11, state: { cursor: 'A1' } }]));
		first.send(presenceFrame([{ client: 12, state: { cursor: 'A2' } }]));
		await until(() => seenBy(second).has(11));
		await quiet(250);
		expect([...seenBy(second).keys()]).toEqual([11]);
		await Promise.all([first.leave(), second.leave()]);
	});

	it('A3 what cannot be read, or is too large, is passed over', async () => {
		const { first, second } = await two();
		first.send(encodeAwareness(new Uint8Array([1, 2, 3])));
		first.send(encodeAwareness(new Uint8Array([1, 5, 1, 3, 123, 123, 123])));
		first.send(presenceFrame([{ client: first.doc.clientID, state: { text: 'x'.repeat(5_000) } }]));
		first.send(presenceFrame([{ client: first.doc.clientID, state: [] as unknown as null }]));
		first.send(presenceFrame([{ client: first.doc.clientID, state: { cursor: 'fine' } }]));
		await until(() => seenBy(second).size === 1);
		expect(seenBy(second).get(first.doc.clientID)).toMatchObject({ cursor: 'fine' });
		expect(first.closed).toBeNull();
		await Promise.all([first.leave(), second.leave()]);
	});

	it('A3 L3 at most five changes a second go out, and the newest arrives', async () => {
		const { first, second } = await two();
		const before = second.presence.length;
		for (let n = 1; n <= 60; n += 1) {
			first.send(presenceFrame([{ client: first.doc.clientID, state: { n } }]));
			await quiet(5);
		}
		await until(() => seenBy(second).get(first.doc.clientID)?.n === 60);
		expect(second.presence.length - before).toBeLessThanOrEqual(12);
		expect(first.closed).toBeNull();
		await Promise.all([first.leave(), second.leave()]);
	});

	it('A3 a closed connection’s presence goes at once, and a newcomer is told who is here', async () => {
		const { plan, ann, first, second } = await two();
		first.send(presenceFrame([{ client: first.doc.clientID, state: { cursor: 'B2' } }]));
		await until(() => seenBy(second).size === 1);
		const third = await RawClient.join(server, plan, await plan.person('reader'));
		await until(() => seenBy(third).size === 1);
		const left = performance.now();
		first.vanish();
		await until(() => seenBy(second).size === 0);
		expect(performance.now() - left).toBeLessThan(90);

		// The same page comes back with its old id and is seen again at once.
		const back = await RawClient.join(server, plan, ann, { doc: first.doc });
		back.send(presenceFrame([{ client: back.doc.clientID, state: { cursor: 'C3' } }]));
		await until(() => seenBy(second).get(back.doc.clientID)?.cursor === 'C3');
		const clocks = second.presence.flatMap(readPresence).filter((entry) => entry.client === back.doc.clientID).map((entry) => entry.clock);
		expect(clocks).toEqual(clocks.toSorted((one, other) => one - other));
		expect(new Set(clocks).size).toBe(clocks.length);
		await Promise.all([back.leave(), second.leave(), third.leave()]);
	});

	it('A3 the id of a page that left cannot be taken by another account', async () => {
		const { plan, first, second } = await two();
		first.send(presenceFrame([{ client: first.doc.clientID, state: { cursor: 'B2' } }]));
		await until(() => seenBy(second).size === 1);
		await first.leave();
		await until(() => seenBy(second).size === 0);
		second.send(presenceFrame([{ client: first.doc.clientID, state: { cursor: 'mine now' } }, { client: second.doc.clientID, state: { cursor: 'own' } }]));
		await quiet(250);
		const third = await RawClient.join(server, plan, await plan.person('reader'));
		await until(() => seenBy(third).size > 0);
		expect([...seenBy(third).keys()]).toEqual([second.doc.clientID]);
		await third.leave();
		await second.leave();
	});

	it('A3 every connection hears something each while', async () => {
		withLimits({ keepAliveMs: 60 });
		const { first, second } = await two();
		await until(() => first.presence.length >= 3 && second.presence.length >= 3);
		await Promise.all([first.leave(), second.leave()]);
	});
});
