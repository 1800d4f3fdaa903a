/** A plan to try bad edits on: one for all of them, since a refused edit changes nothing (V6). */
import * as Y from 'yjs';
import { expect } from 'vitest';
import { addEntity, readEntity } from '#lib/plan/document.ts';
import { newId, type KpiId, type MilestoneId } from '#lib/plan/ids.ts';
import type { Refusal } from '#lib/sync/wire.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { openTestDatabase } from './database.ts';
import { addMilestone } from './edits.ts';
import { gatedDatabase, type GatedDatabase } from './gated-database.ts';
import { makePlan, type TestPerson, type TestPlan } from './plan.ts';
import { RawClient, type RawOptions } from './raw-client.ts';
import { startSyncServer, type SyncServer } from './sync-server.ts';
import { until } from './until.ts';

export interface TrialPlan {
	opened: OpenDatabase;
	gated: GatedDatabase;
	server: SyncServer;
	plan: TestPlan;
	ann: TestPerson;
	/** Ann's page, which no bad edit may touch. */
	bystander: RawClient;
	/** A milestone and a KPI of the plan. */
	id: MilestoneId;
	kpi: KpiId;
	/** Another editor's page. */
	join(options?: RawOptions): Promise<RawClient>;
	/** Does something and expects it to be refused, with nothing changed for anybody else. */
	refusedAfter(act: (client: RawClient) => void, code: Refusal['code'], options?: RawOptions): Promise<void>;
	close(): Promise<void>;
}

export async function openTrialPlan(): Promise<TrialPlan> {
	const opened = await openTestDatabase();
	const gated = gatedDatabase(opened.db);
	const server = await startSyncServer(gated.db);
	const plan = await makePlan(opened.db);
	const [ann, ben] = [await plan.person('editor'), await plan.person('editor')];
	const bystander = await RawClient.join(server, plan, ann);
	const kpi = newId('kpi');
	let id = '' as MilestoneId;
	bystander.edit((doc) => {
		id = addMilestone(doc, 'One', { description: 'Plain text' });
		addEntity(doc, 'kpi', kpi, { title: 'Waiting time', unit: 'weeks' });
	});
	await server.service.edit(plan.id, ann.account, (doc) => doc.getMap('plan').set('summary', new Y.Text('')));
	await bystander.untilSaved();
	await until(() => readEntity(bystander.doc, 'milestone', id)?.record.ref === 'CAN-01');
	const join = (options: RawOptions = {}) => RawClient.join(server, plan, ben, options);
	return {
		opened,
		gated,
		server,
		plan,
		ann,
		bystander,
		id,
		kpi,
		join,
		refusedAfter: async (act, code, options) => {
			const before = { log: (await plan.log()).length, state: Buffer.from(Y.encodeStateAsUpdate(bystander.doc)), updates: bystander.updates.length };
			const client = await join(options);
			act(client);
			const { code: closeCode, reason } = await client.untilClosed();
			expect([closeCode, client.refused?.code]).toEqual([4409, code]);
			expect(client.refused?.reason).toMatch(/^[A-Z].*\.$/);
			// A close frame carries the beginning of the reason at least.
			expect(client.refused?.reason.startsWith(reason.slice(0, 40))).toBe(true);
			expect(await plan.log()).toHaveLength(before.log);
			expect(bystander.closed).toBeNull();
			expect(bystander.updates).toHaveLength(before.updates);
			expect(Buffer.from(Y.encodeStateAsUpdate(bystander.doc)).equals(before.state)).toBe(true);
		},
		close: async () => {
			await server.stop();
			await opened.close();
		}
	};
}
