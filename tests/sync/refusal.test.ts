import * as Y from 'yjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyPlan } from '#server/store/verify.ts';
import { proseOf, setField } from '#lib/plan/document.ts';
import { encodeSync, SYNC } from '#lib/sync/wire.ts';
import { updateFrom } from '../helpers/bad-updates.ts';
import { databaseKind } from '../helpers/database.ts';
import { addMilestone, setTitle, titleOf } from '../helpers/edits.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { openTrialPlan, type TrialPlan } from '../helpers/trial-plan.ts';
import { quiet, until } from '../helpers/until.ts';

let trial: TrialPlan;
let opened: TrialPlan['opened'];
let gated: TrialPlan['gated'];
let server: TrialPlan['server'];
let plan: TrialPlan['plan'];
let bystander: TrialPlan['bystander'];
let id: TrialPlan['id'];
let join: TrialPlan['join'];
beforeAll(async () => {
	trial = await openTrialPlan();
	({ opened, gated, server, plan, bystander, id, join } = trial);
});
afterEach(() => {
	gated.beforeBegin = null;
});
afterAll(() => trial.close());

describe(`what is no edit, and who may not edit (${databaseKind})`, () => {
	it('V5 a reader that sends all it knows, deletions and all, is settled and nothing is logged', async () => {
		bystander.edit((doc) => proseOf(doc, { entity: 'milestone', id, field: 'description' })?.delete(0, 2));
		await bystander.untilSaved();
		const log = (await plan.log()).length;
		const reader = await RawClient.join(server, plan, await plan.person('reader'));
		await until(() => Buffer.from(Y.encodeStateAsUpdate(reader.doc)).equals(Buffer.from(Y.encodeStateAsUpdate(bystander.doc))));
		reader.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(reader.doc, Y.encodeStateVector(reader.doc))));
		reader.sendUpdate(Y.encodeStateAsUpdate(reader.doc));
		await reader.untilSaved(2);
		expect(await plan.log()).toHaveLength(log);
		expect(reader.order).not.toContain('step1');
		await reader.leave();
	});

	it.each(['reader', 'clinical', 'reviewer', 'admin'] as const)('V5 an edit of a %s is refused, a deletion too', async (role) => {
		const person = await plan.person(role);
		for (const make of [(doc: Y.Doc) => setTitle(doc, id, 'Mine'), (doc: Y.Doc) => proseOf(doc, { entity: 'milestone', id, field: 'description' })?.delete(0, 1)]) {
			const reader = await RawClient.join(server, plan, person);
			expect(titleOf(reader.doc, id)).toBeDefined();
			reader.edit(make);
			expect((await reader.untilClosed()).code).toBe(4409);
			expect(reader.refused?.code).toBe('read-only');
		}
	});
});

describe(`one refused, the others unharmed (${databaseKind})`, () => {
	it('V6 in one group the good edits land, and what a client sent behind its refused edit does not', async () => {
		const [bad, fine] = [await join(), await join()];
		await Promise.all([bad.untilSaved(), fine.untilSaved()]);
		const release = gated.stall('begin');
		bystander.edit((doc) => setTitle(doc, id, 'To keep it busy'));
		await quiet(20);
		let before = '';
		let behind = '';
		let other = '';
		bad.edit((doc) => (before = addMilestone(doc, 'Before the bad edit')));
		await quiet(10);
		bad.edit((doc) => setField(doc, { entity: 'milestone', id, field: 'status' }, 'great'));
		fine.edit((doc) => (other = addMilestone(doc, 'Of somebody else')));
		bad.edit((doc) => (behind = addMilestone(doc, 'Behind the bad edit')));
		await quiet(30);
		release();
		expect((await bad.untilClosed()).code).toBe(4409);
		await fine.untilSaved();
		await until(() => titleOf(bystander.doc, other));
		const live = await server.live(plan.id);
		expect([titleOf(live, before), titleOf(live, behind), titleOf(live, other)]).toEqual(['Before the bad edit', undefined, 'Of somebody else']);
		expect(fine.closed).toBeNull();
		// The first edit of the refused client was acknowledged before it was closed.
		expect(bad.saved).toBe(2);
		expect(await verifyPlan(opened.db, plan.id, live)).toEqual([]);
		await fine.leave();
	});

	it('V6 a refused client that does not answer the close is cut off, and nothing more of it lands', async () => {
		const client = await join();
		await client.untilSaved();
		const log = (await plan.log()).length;
		client.edit((doc) => setField(doc, { entity: 'milestone', id, field: 'status' }, 'great'));
		for (let n = 0; n < 10; n += 1) client.sendUpdate(updateFrom(bystander.doc, (doc) => setTitle(doc, id, `Late ${n}`)));
		await client.untilClosed();
		expect(await plan.log()).toHaveLength(log);
	});

	it('V6 after all this the plan goes on, and log, document and projection agree', async () => {
		bystander.edit((doc) => setTitle(doc, id, 'Good at last'));
		await bystander.untilSaved();
		expect(await verifyPlan(opened.db, plan.id, await server.live(plan.id))).toEqual([]);
		expect(titleOf(await server.live(plan.id), id)).toBe('Good at last');
	});
});
