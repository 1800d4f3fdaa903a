import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { account, programmeRole, session } from '#drizzle/schema.server.ts';
import { endSession, RENEW_MS } from '#server/auth/sessions.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { newId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone, titleOf } from '../helpers/edits.ts';
import { gatedDatabase, type GatedDatabase } from '../helpers/gated-database.ts';
import { makePlan, type TestPerson, type TestPlan } from '../helpers/plan.ts';
import { presenceFrame } from '../helpers/presence.ts';
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
});
afterAll(async () => {
	await server.stop();
	await opened.close();
});

const takeRole = (plan: TestPlan, person: TestPerson) =>
	opened.db.delete(programmeRole).where(and(eq(programmeRole.accountId, person.account), eq(programmeRole.programmeId, plan.programme)));
const giveRole = (plan: TestPlan, person: TestPerson, role: 'editor' | 'reader') =>
	opened.db.update(programmeRole).set({ role }).where(and(eq(programmeRole.accountId, person.account), eq(programmeRole.programmeId, plan.programme)));

describe(`at the upgrade (${databaseKind})`, () => {
	it('A1 a page of another site is refused in HTTP, one of ours and a program are let in', async () => {
		const plan = await makePlan(opened.db);
		const person = await plan.person('editor');
		const address = `${server.address}/sync/${plan.id}`;
		for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'nonsense']) {
			const client = new RawClient(address, person.cookie, { headers: { origin } });
			await until(() => client.failed);
			expect(client.failed?.message).toContain('403');
		}
		const ours = await RawClient.join(server, plan, person, { headers: { origin: server.address.replace('ws', 'http') } });
		const program = await RawClient.join(server, plan, person);
		expect([ours.closed, program.closed]).toEqual([null, null]);
		await Promise.all([ours.leave(), program.leave()]);
	});

	it('A1 with a configured address only that one is ours', async () => {
		const other = await startSyncServer(opened.db, 'https://plans.example.nhs.uk');
		const plan = await makePlan(opened.db);
		const person = await plan.person('editor');
		const inside = await RawClient.join(other, plan, person, { headers: { origin: 'https://plans.example.nhs.uk' } });
		expect(inside.closed).toBeNull();
		const outside = new RawClient(`${other.address}/sync/${plan.id}`, person.cookie, { headers: { origin: other.address.replace('ws', 'http') } });
		await until(() => outside.failed);
		expect(outside.failed?.message).toContain('403');
		await other.stop();
	});

	it('A1 4401 without a session, 4403 without access, 4404 without a plan', async () => {
		const plan = await makePlan(opened.db);
		const [editor, stranger] = [await plan.person('editor'), await plan.person(null)];
		const ended = await plan.person('editor');
		await endSession(opened.db, ended.session.id);
		const close = async (path: string, cookie: string | null) => (await new RawClient(`${server.address}/sync/${path}`, cookie).untilClosed()).code;
		expect(await close(plan.id, null)).toBe(4401);
		expect(await close(plan.id, 'milepost_session=forged.forged')).toBe(4401);
		expect(await close(plan.id, editor.cookie.slice(0, -3))).toBe(4401);
		expect(await close(plan.id, ended.cookie)).toBe(4401);
		expect(await close(plan.id, stranger.cookie)).toBe(4403);
		expect(await close(newId('pl'), editor.cookie)).toBe(4404);
		expect(await close('not-a-plan', editor.cookie)).toBe(4404);
		// Whoever is not signed in does not learn which plans there are.
		expect(await close(newId('pl'), null)).toBe(4401);
	});

	it('A1 another path is answered, and not left hanging', async () => {
		const client = new RawClient(`${server.address}/elsewhere`, null);
		await until(() => client.failed);
		expect(client.failed?.message).toContain('404');
	});

	it.each(['reader', 'clinical', 'reviewer'] as const)('A1 a %s gets the document and no step 1', async (role) => {
		const plan = await makePlan(opened.db);
		const editor = await RawClient.join(server, plan, await plan.person('editor'));
		editor.edit((doc) => addMilestone(doc, 'One'));
		await editor.untilSaved();
		const reader = await RawClient.join(server, plan, await plan.person(role));
		expect(reader.doc.getMap('milestones').size).toBe(1);
		expect(reader.order).not.toContain('step1');
		await Promise.all([editor.leave(), reader.leave()]);
	});
});

describe(`at each commit (${databaseKind})`, () => {
	it.each<[string, number, (plan: TestPlan, person: TestPerson) => Promise<unknown>]>([
		['the role is taken', 4501, takeRole],
		['the role becomes reader', 4501, (plan, person) => giveRole(plan, person, 'reader')],
		['the session ends', 4401, (_plan, person) => endSession(opened.db, person.session.id)],
		['the session expires', 4401, (_plan, person) => opened.db.update(session).set({ absoluteExpiresAt: new Date(Date.now() - 1000) }).where(eq(session.id, person.session.id))],
		['the account is disabled', 4401, (_plan, person) => opened.db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, person.account))]
	])('A2 when %s between check and commit the edit does not land, and others’ edits do', async (_name, code, revoke) => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const [out, stays] = [await RawClient.join(server, plan, ann), await RawClient.join(server, plan, ben)];
		await Promise.all([out.untilSaved(), stays.untilSaved()]);
		const release = gated.stall('begin');
		let lost = '';
		let kept = '';
		stays.edit((doc) => addMilestone(doc, 'To keep it busy'));
		await quiet(20);
		out.edit((doc) => (lost = addMilestone(doc, 'Not allowed any more')));
		stays.edit((doc) => (kept = addMilestone(doc, 'Allowed')));
		await quiet(20);
		await revoke(plan, ann);
		release();
		expect((await out.untilClosed()).code).toBe(code);
		await stays.untilSaved();
		const live = await server.live(plan.id);
		expect([titleOf(live, lost), titleOf(live, kept)]).toEqual([undefined, 'Allowed']);
		expect((await plan.log()).some((row) => row.accountId === ann.account)).toBe(false);
		expect(out.saved).toBe(1);
		expect(await verifyPlan(opened.db, plan.id, live)).toEqual([]);
		await stays.leave();
	});

	it('A2 a revoked editor’s next edit never lands', async () => {
		const plan = await makePlan(opened.db);
		const ann = await plan.person('editor');
		const client = await RawClient.join(server, plan, ann);
		client.edit((doc) => addMilestone(doc, 'One'));
		await client.untilSaved();
		await takeRole(plan, ann);
		client.edit((doc) => addMilestone(doc, 'Two'));
		expect((await client.untilClosed()).code).toBe(4501);
		expect(await plan.log()).toHaveLength(2);
	});
});

describe(`silent connections (${databaseKind})`, () => {
	it('A2 the sweep closes whose session or access has gone, and whose role has changed', async () => {
		const plan = await makePlan(opened.db);
		const people = { out: await plan.person('reader'), gone: await plan.person('reader'), raised: await plan.person('reader'), lowered: await plan.person('editor'), stays: await plan.person('reader') };
		const clients = Object.fromEntries(await Promise.all(Object.entries(people).map(async ([key, person]) => [key, await RawClient.join(server, plan, person)] as const)));
		await endSession(opened.db, people.out.session.id);
		await takeRole(plan, people.gone);
		await giveRole(plan, people.raised, 'editor');
		await giveRole(plan, people.lowered, 'reader');
		await server.service.sweep();
		expect((await clients.out?.untilClosed())?.code).toBe(4401);
		expect((await clients.gone?.untilClosed())?.code).toBe(4403);
		expect((await clients.raised?.untilClosed())?.code).toBe(4501);
		expect((await clients.lowered?.untilClosed())?.code).toBe(4501);
		expect(clients.stays?.closed).toBeNull();
		await clients.stays?.leave();
	});

	it('A2 an open, active page renews its session, a silent one does not', async () => {
		const plan = await makePlan(opened.db);
		const [active, silent] = [await plan.person('reader'), await plan.person('reader')];
		const [one, two] = [await RawClient.join(server, plan, active), await RawClient.join(server, plan, silent)];
		// Joining counted as activity; this sweep takes note of it.
		await server.service.sweep();
		one.send(presenceFrame([{ client: one.doc.clientID, state: { cursor: 'B2' } }]));
		await quiet(30);
		const later = Date.now() + RENEW_MS + 1_000;
		vi.useFakeTimers({ toFake: ['Date'], now: later });
		onTestFinished(() => void vi.useRealTimers());
		await server.service.sweep();
		const lastUse = async (person: TestPerson) => (await opened.db.select().from(session).where(eq(session.id, person.session.id)))[0]?.lastUsedAt.getTime() ?? 0;
		expect(await lastUse(active)).toBeGreaterThanOrEqual(later);
		expect(await lastUse(silent)).toBeLessThan(later - RENEW_MS);
		// Never past the absolute end.
		vi.setSystemTime(active.session.absoluteExpiresAt.getTime() + 1_000);
		await server.service.sweep();
		expect([(await one.untilClosed()).code, (await two.untilClosed()).code]).toEqual([4401, 4401]);
	});

	it('A2 signing out closes the session’s sockets at once', async () => {
		const plan = await makePlan(opened.db);
		const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
		const [one, two] = [await RawClient.join(server, plan, ann), await RawClient.join(server, plan, ben)];
		server.service.signedOut({ session: ann.session.id });
		expect((await one.untilClosed()).code).toBe(4401);
		expect(two.closed).toBeNull();
		server.service.signedOut({ account: ben.account });
		expect((await two.untilClosed()).code).toBe(4401);
	});
});
