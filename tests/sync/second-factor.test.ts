import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portfolio, portfolioRole } from '#drizzle/schema.server.ts';
import { readSession, sessionIsLive } from '#server/auth/sessions.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone, titleOf } from '../helpers/edits.ts';
import { makePlan, type TestPerson } from '../helpers/plan.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { giveSecondFactor } from '../helpers/second-factor.ts';
import { startSyncServer, type SyncServer } from '../helpers/sync-server.ts';

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

async function makeAdministrator(person: TestPerson): Promise<void> {
	const [first] = await opened.db.select({ id: portfolio.id }).from(portfolio).limit(1);
	await opened.db.insert(portfolioRole).values({ accountId: person.account, portfolioId: first?.id ?? '', role: 'admin' });
}
const stageOfCookie = async (person: TestPerson) => (await readSession(opened.db, person.cookie.split('=')[1], new Date()))?.stage;

describe(`U2: a sign-in that is not complete (${databaseKind})`, () => {
	it('U2: opens no socket, whether the factor has to be given or set up', async () => {
		const plan = await makePlan(opened.db);
		const [enrols, gives] = [await plan.person('lead'), await plan.person('lead')];
		await makeAdministrator(enrols);
		await giveSecondFactor(opened.db, gives.account);
		expect([await stageOfCookie(enrols), await stageOfCookie(gives)]).toEqual(['enrol', 'code']);
		for (const person of [enrols, gives]) {
			const client = await RawClient.join(server, plan, person);
			expect(client.closed?.code).toBe(4401);
			expect(client.order).toEqual([]);
			expect(await sessionIsLive(opened.db, person.session.id, new Date())).toBe(false);
		}
	});

	it('U2: closes the sockets of someone who is made administrator, and their edits no longer land', async () => {
		const plan = await makePlan(opened.db);
		const [lead, other] = [await plan.person('lead'), await plan.person('lead')];
		const [client, witness] = [await RawClient.join(server, plan, lead), await RawClient.join(server, plan, other)];
		await makeAdministrator(lead);
		let id = '';
		client.edit((doc) => (id = addMilestone(doc, 'Too late')));
		expect((await client.untilClosed()).code).toBe(4401);
		expect(titleOf(await server.live(plan.id), id)).toBeUndefined();
		const silent = await plan.person('reader');
		const reading = await RawClient.join(server, plan, silent);
		await makeAdministrator(silent);
		await server.service.accessChanged(silent.account);
		expect((await reading.untilClosed()).code).toBe(4401);
		expect(witness.closed).toBeNull();
		await witness.leave();
	});

	it('U2: a factor confirmed on one session closes the sockets of the others', async () => {
		const plan = await makePlan(opened.db);
		const lead = await plan.person('lead');
		const client = await RawClient.join(server, plan, lead);
		await giveSecondFactor(opened.db, lead.account);
		await server.service.accessChanged(lead.account);
		expect((await client.untilClosed()).code).toBe(4401);
		expect(await stageOfCookie(lead)).toBe('code');
	});
});
