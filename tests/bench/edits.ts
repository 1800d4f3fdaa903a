/** What an edit costs, beside a bare peer that is measured in the same run. */
import { sql } from 'drizzle-orm';
import * as Y from 'yjs';
import { account, person, plan, planClient, portfolio, programme } from '#drizzle/schema.server.ts';
import { addEntity, initialisePlan, readAll, rootsOf, setField } from '#lib/plan/document.ts';
import type { AccountId, MilestoneId, PersonId, PlanId, PriorityId, ProgrammeId } from '#lib/plan/ids.ts';
import { loadPlan } from '#server/store/load.ts';
import type { Database } from '#server/store/query.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { check } from '#server/sync/check.ts';
import { Room } from '#server/sync/room.ts';
import { measuredOf, say, sayMeasured, times, type Measured } from './measure.ts';

const MILESTONES = 1_000;
const EDITS = 200;
const planId = 'pl_bench' as PlanId;
const author = 'ac_bench' as AccountId;
const id = (index: number) => `ms_bench-${index}` as MilestoneId;
const nothing = () => undefined;

function ratio(one: Measured, peer: Measured): Measured {
	return { ...one, note: `${(one.median / peer.median).toFixed(1)} × ${peer.name}` };
}

/** Measures edits of one plan on an empty database, and says what it found. */
export async function benchEdits(db: Database): Promise<void> {
	const room = await makePlan(db);
	await benchCommits(db, room);
	const state = Y.encodeStateAsUpdate(room.committed);
	await benchChecks(room, state);
	sayMeasured(measuredOf('load the plan from its log', await times(10, async () => (await loadPlan(db, planId))?.doc.destroy()), `${MILESTONES} milestones, ${room.plan.headSeq} updates`));
	sayMeasured(measuredOf('read all milestones of the document', await times(10, () => readAll(room.committed, 'milestone'))));
	sayMeasured(measuredOf('first sync, encoded', await times(10, () => Y.encodeStateAsUpdate(room.committed)), `${(state.byteLength / 1024).toFixed(0)} KiB, ${(state.byteLength / MILESTONES).toFixed(0)} bytes a milestone`));
	const differences = await verifyPlan(db, planId, room.committed);
	say(`Log, changes, projection and live document: ${differences.length} differences`);
	room.destroy();
}

async function makePlan(db: Database): Promise<Room> {
	await db.insert(portfolio).values({ id: 'bench', name: 'Bench', short: 'B' });
	await db.insert(programme).values({ id: 'pg_bench' as ProgrammeId, portfolioId: 'bench', slug: 'bench', name: 'Bench', short: 'B', prefix: 'BEN', position: 1 });
	await db.insert(person).values({ id: 'pe_bench' as PersonId, name: 'Bench', initials: 'B' });
	await db.insert(account).values({ id: author, personId: 'pe_bench' as PersonId });
	await db.insert(plan).values({ id: planId, programmeId: 'pg_bench' as ProgrammeId, serverClient: 1, lastAt: new Date() });
	await db.insert(planClient).values({ planId, client: 1, accountId: null });
	const loaded = await loadPlan(db, planId);
	if (!loaded) throw new Error('The plan was not made');
	const room = new Room({ db, loaded, onCommitted: nothing, onLost: nothing });
	await room.edit(author, (doc) => {
		initialisePlan(doc, { title: 'Bench', starts: '2025-04', months: 24, summary: '' });
		addEntity(doc, 'priority', 'pr_bench' as PriorityId, { title: 'All', order: 'a0' });
	});
	sayMeasured(measuredOf(`add ${MILESTONES} milestones, one commit`, await times(1, () => room.edit(author, addAll))));
	return room;
}
function addAll(doc: Y.Doc): void {
	for (let index = 0; index < MILESTONES; index += 1) {
		addEntity(doc, 'milestone', id(index), {
			title: `Milestone ${index} with a title of about the usual length`,
			priority: 'pr_bench' as PriorityId,
			order: `a${String(index).padStart(5, '0')}1`,
			forecast: '2026-09-30',
			status: 'onTrack',
			leads: { ['pe_bench' as PersonId]: 'accountable' },
			description: 'Two sentences say what it is about. They are of the usual length, neither short nor long.'
		});
	}
}

async function benchCommits(db: Database, room: Room): Promise<void> {
	const title = (word: string, index: number) => room.edit(author, (doc) => setField(doc, { entity: 'milestone', id: id(index), field: 'title' }, `${word} ${index}`));
	await db.execute(sql`create table bench_peer (id int primary key, body text)`);
	const peer = measuredOf('bare insert of one row', await times(EDITS, (index) => db.execute(sql`insert into bench_peer values (${index}, 'x')`)));
	sayMeasured(peer);
	sayMeasured(ratio(measuredOf('one edit committed (check, log, changes, projection)', await times(EDITS, (index) => title('Edited', index))), peer));
	const burst = await times(1, () => Promise.all(Array.from({ length: EDITS }, (_, index) => title('Burst', index))));
	sayMeasured(measuredOf(`one edit of a burst of ${EDITS}`, [(burst[0] ?? 0) / EDITS], 'grouped commits (D4)'));
}

async function benchChecks(room: Room, state: Uint8Array): Promise<void> {
	const bare = new Y.Doc();
	Y.applyUpdate(bare, state);
	const candidate = new Y.Doc();
	rootsOf(candidate);
	Y.applyUpdate(candidate, state);
	const writer = new Y.Doc();
	Y.applyUpdate(writer, state);
	const updates: Uint8Array[] = [];
	writer.on('update', (bytes: Uint8Array) => updates.push(bytes));
	for (let index = 0; index < EDITS; index += 1) setField(writer, { entity: 'milestone', id: id(index), field: 'title' }, `Checked ${index}`);
	const plain = measuredOf('Yjs applies an update', await times(updates.length, (index) => Y.applyUpdate(bare, updates[index] ?? new Uint8Array())));
	sayMeasured(plain);
	sayMeasured(ratio(measuredOf('check accepts an update', await times(updates.length, (index) => check(updates[index] ?? new Uint8Array(), { candidate, claims: new Map(), refOf: nothing, account: author, mayEdit: true }))), plain));
}
