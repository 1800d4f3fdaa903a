/** Bytes of an honest update, damaged at random: nothing throws, nobody else's plan changes for the worse. */
import fc from 'fast-check';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { log } from '#server/log.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { check } from '#server/sync/check.ts';
import { addEntity, readAll, rootsOf } from '#lib/plan/document.ts';
import { encodeSync, readFrame, SYNC } from '#lib/sync/wire.ts';
import { newId, type AccountId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { updateFrom } from '../helpers/bad-updates.ts';
import { addMilestone, setTitle, titleOf, type } from '../helpers/edits.ts';
import { makePlan } from '../helpers/plan.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { startSyncServer, type SyncServer } from '../helpers/sync-server.ts';

const previous = log.level;
beforeAll(() => void (log.level = 'silent'));
afterAll(() => void (log.level = previous));

const COLLEAGUE = 1_000;
const MINE = 2_000;
const me = 'ac_me' as AccountId;

/** A plan by a colleague, and honest updates of mine on it. */
function plan(): { doc: Y.Doc; id: string; honest: Uint8Array[] } {
	const doc = new Y.Doc();
	doc.clientID = COLLEAGUE;
	rootsOf(doc);
	const id = addMilestone(doc, 'One', { description: 'Some text of a colleague' });
	addEntity(doc, 'kpi', newId('kpi'), { title: 'Waiting time' });
	type(doc, id, 'More. ', 3);
	const edits: ((copy: Y.Doc) => void)[] = [
		(copy) => setTitle(copy, id, 'Two'),
		(copy) => type(copy, id, 'Mine. ', 5),
		(copy) => addMilestone(copy, 'New', { description: 'Text', leads: { pe_someone: 'clinical' } as never }),
		(copy) => rootsOf(copy).milestone.forEach((map) => ((map as Y.Map<unknown>).get('description') as Y.Text).delete(2, 6))
	];
	return { doc, id, honest: edits.map((make) => updateFrom(doc, make, MINE)) };
}

type Damage = { kind: 'set' | 'flip' | 'drop' | 'insert' | 'cut' | 'swap'; at: number; byte: number };
const damage: fc.Arbitrary<Damage> = fc.record({
	kind: fc.constantFrom('set', 'set', 'flip', 'drop', 'insert', 'cut', 'swap'),
	at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
	byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 1, 2, 4, 7, 8, 9, 127, 128, 255))
});
function damaged(bytes: Uint8Array, damages: Damage[]): Uint8Array {
	let out = [...bytes];
	for (const { kind, at, byte } of damages) {
		const index = Math.floor(at * out.length);
		if (kind === 'set') out[index] = byte;
		else if (kind === 'flip') out[index] = (out[index] ?? 0) ^ (1 << (byte % 8));
		else if (kind === 'drop') out.splice(index, 1);
		else if (kind === 'insert') out.splice(index, 0, byte);
		else if (kind === 'cut') out = out.slice(0, index);
		else [out[index], out[0]] = [out[0] ?? 0, out[index] ?? 0];
	}
	return new Uint8Array(out);
}

describe('damaged updates', () => {
	it('V1 V2 V3 the check never throws; what it refuses unspoiled changed nothing; what it accepts is sound', () => {
		fc.assert(
			fc.property(fc.nat({ max: 3 }), fc.array(damage, { minLength: 1, maxLength: 4 }), (which, damages) => {
				const { doc, honest } = plan();
				const before = Buffer.from(Y.encodeStateAsUpdate(doc));
				const candidate = new Y.Doc();
				rootsOf(candidate);
				Y.applyUpdate(candidate, before);
				const claims = new Map<number, AccountId | null>([[COLLEAGUE, 'ac_other' as AccountId]]);
				const verdict = check(damaged(honest[which] ?? new Uint8Array(), damages), { candidate, claims, refOf: () => undefined, account: me, mayEdit: true });
				if (verdict.verdict === 'accept') {
					expect(candidate.store.pendingStructs).toBeNull();
					expect(verdict.claimed).not.toContain(COLLEAGUE);
					// Whoever gets the accepted bytes has what the server has, and everything can be read back.
					Y.applyUpdate(doc, verdict.bytes);
					expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(candidate));
					expect(JSON.stringify(readAll(doc, 'milestone'))).toBe(JSON.stringify(readAll(candidate, 'milestone')));
					expect(Y.decodeStateVector(Y.encodeStateVector(candidate)).get(COLLEAGUE)).toBe(Y.decodeStateVector(Y.encodeStateVectorFromUpdate(before)).get(COLLEAGUE));
					const again = new Y.Doc();
					Y.applyUpdate(again, Y.encodeStateAsUpdate(candidate));
					expect(again.store.pendingStructs).toBeNull();
				} else if (verdict.verdict !== 'refuse' || !verdict.spoiled) {
					expect(Buffer.from(Y.encodeStateAsUpdate(candidate)).equals(before)).toBe(true);
				}
			}),
			{ numRuns: 2_500, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false }
		);
	}, 40_000);

	it('L4 a damaged frame is read whole or not at all, and never throws', () => {
		const frame = encodeSync(SYNC.update, plan().honest[0] ?? new Uint8Array());
		fc.assert(
			fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
				readFrame(damaged(frame, damages));
			}),
			{ numRuns: 2_000 }
		);
	});
});

describe(`damaged updates on the wire (${databaseKind})`, () => {
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

	it('V6 colleagues are never closed, and the plan goes on', async () => {
		const made = await makePlan(opened.db);
		const bystander = await RawClient.join(server, made, await made.person('editor'));
		let id = '';
		bystander.edit((doc) => (id = addMilestone(doc, 'One', { description: 'Some text' })));
		await bystander.untilSaved();
		const attacker = await made.person('editor');
		let round = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), fc.boolean(), async (damages, whole) => {
				round += 1;
				const client = await RawClient.join(server, made, attacker);
				const honest = updateFrom(client.doc, (doc) => (round % 2 ? type(doc, id, 'Hello ') : addMilestone(doc, 'New')));
				const frame = encodeSync(SYNC.update, honest);
				client.send(whole ? damaged(frame, damages) : encodeSync(SYNC.update, damaged(honest, damages)));
				const title = `Round ${round}`;
				bystander.edit((doc) => setTitle(doc, id, title));
				await bystander.untilSaved();
				expect(bystander.closed).toBeNull();
				expect(titleOf(await server.live(made.id), id)).toBe(title);
				await client.leave();
			}),
			{ numRuns: 60, endOnFailure: true, interruptAfterTimeLimit: 10_000 }
		);
		expect(await verifyPlan(opened.db, made.id, await server.live(made.id))).toEqual([]);
	}, 40_000);
});
