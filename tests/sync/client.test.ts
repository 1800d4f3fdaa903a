import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { WebSocket } from 'ws';
import { programmeRole } from '#drizzle/schema.server.ts';
import * as Y from 'yjs';
import { addEntity, readEntity, rootsOf, setField } from '#lib/plan/document.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import { SyncProvider, type ProviderListener } from '#lib/sync/provider.ts';
import { openTestDatabase } from '../helpers/database.ts';
import { makePlan } from '../helpers/plan.ts';
import { startSyncServer, type SyncServer } from '../helpers/sync-server.ts';
import { until } from '../helpers/until.ts';
import type { OpenDatabase } from '#server/store/database.ts';

const id = 'ms_client' as MilestoneId;

describe('our own client', () => {
	let opened: OpenDatabase;
	let server: SyncServer;
	const providers: SyncProvider[] = [];

	beforeAll(async () => {
		opened = await openTestDatabase();
		server = await startSyncServer(opened.db);
	});
	afterAll(async () => {
		for (const provider of providers) provider.destroy();
		await server.stop();
		await opened.close();
	});

	/** A page of somebody's: its document, what its provider told, and every socket it opened. */
	function page(planId: string, cookie: string, mayEdit = true) {
		const sockets: { socket: WebSocket; sent: Uint8Array[] }[] = [];
		const Socket = class extends WebSocket {
			constructor(address: string) {
				super(address, { headers: { cookie } });
				sockets.push({ socket: this, sent: [] });
			}
			override send(data: Uint8Array): void {
				sockets.at(-1)?.sent.push(data);
				super.send(data);
			}
		};
		const told: string[] = [];
		let saved = 0;
		const listener: ProviderListener = {
			connected: () => told.push('connected'),
			disconnected: (code) => told.push(`disconnected ${code}`),
			synced: () => told.push('synced'),
			frameSent: () => undefined,
			saved: (count) => (saved = count),
			event: ({ kind }) => told.push(kind),
			refused: ({ code }) => told.push(`refused ${code}`)
		};
		const doc = new Y.Doc();
		rootsOf(doc);
		const provider = new SyncProvider({ server: server.address, planId, doc, mayEdit, listener, WebSocket: Socket as unknown as typeof globalThis.WebSocket });
		providers.push(provider);
		return { doc, provider, told, sockets, saved: () => saved };
	}

	it('C1 syncs, counts its frames as the server does, and comes back by itself with what was typed meanwhile', async () => {
		const plan = await makePlan(opened.db);
		const one = page(plan.id, (await plan.person('editor')).cookie);
		await until(() => one.told.includes('synced'));
		addEntity(one.doc, 'milestone', id, { title: 'First' });
		// The answer to the server's step 1 is counted, and so is the update.
		await until(() => one.saved() === 2);
		one.sockets.at(-1)?.socket.terminate();
		setField(one.doc, { entity: 'milestone', id, field: 'title' }, 'While the line was cut');
		await until(() => one.told.filter((each) => each === 'synced').length === 2);
		await until(() => one.saved() >= 1);
		const reader = page(plan.id, (await plan.person('reader')).cookie, false);
		await until(() => readEntity(reader.doc, 'milestone', id)?.record.title === 'While the line was cut');
		expect(one.sockets).toHaveLength(2);
	});

	it('C1 sends its own presence only, and shows others again after it was away', async () => {
		const plan = await makePlan(opened.db);
		const [one, other] = [page(plan.id, (await plan.person('editor')).cookie), page(plan.id, (await plan.person('lead')).cookie)];
		await until(() => one.told.includes('synced') && other.told.includes('synced'));
		one.provider.awareness.setLocalState({ cell: 'mine' });
		other.provider.awareness.setLocalState({ cell: 'theirs' });
		const seesOther = () => one.provider.awareness.getStates().get(other.doc.clientID)?.cell === 'theirs';
		await until(seesOther);
		for (const frame of one.sockets.flatMap(({ sent }) => sent).filter((each) => each[0] === 1)) {
			// Awareness: type, length, number of entries.
			expect(frame[2]).toBe(1);
		}
		one.sockets.at(-1)?.socket.terminate();
		await until(() => !one.provider.awareness.getStates().has(other.doc.clientID));
		await until(seesOther);
		await until(() => other.provider.awareness.getStates().get(one.doc.clientID)?.cell === 'mine');
	});

	it('C1 does not come back by itself after a refusal or a lost session: that is for the page to decide', async () => {
		const plan = await makePlan(opened.db);
		const stranger = page(plan.id, 'milepost_session=none');
		await until(() => stranger.told.includes('disconnected 4401'));
		await new Promise((resolve) => setTimeout(resolve, 800));
		expect(stranger.sockets).toHaveLength(1);
		const reader = page(plan.id, (await plan.person('reader')).cookie, false);
		await until(() => reader.told.includes('synced'));
		addEntity(reader.doc, 'milestone', id, { title: 'Not mine to add' });
		await until(() => reader.told.includes('disconnected 4409'));
		expect(reader.told).toContain('refused read-only');
		await new Promise((resolve) => setTimeout(resolve, 800));
		expect(reader.sockets).toHaveLength(1);
	});

	it('A2 a page whose role was taken away while its line was cut is told, and does not wait for ever', async () => {
		const plan = await makePlan(opened.db);
		const editor = await plan.person('editor');
		const one = page(plan.id, editor.cookie);
		await until(() => one.told.includes('synced'));
		await opened.db.update(programmeRole).set({ role: 'reader' }).where(eq(programmeRole.accountId, editor.account));
		one.sockets.at(-1)?.socket.terminate();
		addEntity(one.doc, 'milestone', id, { title: 'Typed without a line and without a role' });
		await until(() => one.told.includes('disconnected 4501'));
		expect(await plan.log()).toEqual([]);
	});
});
