/**
 * `npm run bench`: what an edit costs, as medians, 95th percentiles and ratios to a bare peer that
 * is measured beside it in the same run. Prints a table; asserts nothing.
 */
import { performance } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import * as Y from 'yjs';
import { account, person, plan, planClient, portfolio, programme } from '#drizzle/schema.server.ts';
import { addEntity, initialisePlan, readAll, rootsOf, setField } from '#lib/plan/document.ts';
import type { AccountId, MilestoneId, PersonId, PlanId, PriorityId, ProgrammeId } from '#lib/plan/ids.ts';
import { openDatabase } from '#server/store/database.ts';
import { loadPlan } from '#server/store/load.ts';
import type { Database } from '#server/store/query.ts';
import { reviewRows } from '#server/store/review.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { check } from '#server/sync/check.ts';
import { Room } from '#server/sync/room.ts';

const MILESTONES = 1_000;
const EDITS = 200;
const planId = 'pl_bench' as PlanId;
const author = 'ac_bench' as AccountId;

interface Measured {
	name: string;
	median: number;
	p95: number;
	note: string;
}
const results: Measured[] = [];

function record(name: string, milliseconds: number[], note = ''): Measured {
	const inOrder = milliseconds.toSorted((one, other) => one - other);
	const at = (share: number) => inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? 0;
	const measured = { name, median: at(0.5), p95: at(0.95), note };
	results.push(measured);
	return measured;
}
async function times(count: number, run: (index: number) => unknown): Promise<number[]> {
	const taken: number[] = [];
	for (let index = 0; index < count; index += 1) {
		const from = performance.now();
		await run(index);
		taken.push(performance.now() - from);
	}
	return taken;
}
function ratio(one: Measured, peer: Measured): void {
	one.note = `${(one.median / peer.median).toFixed(1)} × ${peer.name}`;
}

const id = (index: number) => `ms_bench-${index}` as MilestoneId;
const nothing = () => undefined;

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
	results.push({ name: `add ${MILESTONES} milestones, one commit`, ...once(await times(1, () => room.edit(author, addAll))), note: '' });
	return room;
}
function once([taken = 0]: number[]) {
	return { median: taken, p95: taken };
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

const opened = await openDatabase(process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : 'memory');
const { db } = opened;
const room = await makePlan(db);

await db.execute(sql`create table if not exists bench_peer (id int primary key, body text)`);
const peer = record('bare insert of one row', await times(EDITS, (index) => db.execute(sql`insert into bench_peer values (${index}, 'x')`)));
ratio(record('one edit committed (check, log, changes, projection)', await times(EDITS, (index) => room.edit(author, (doc) => setField(doc, { entity: 'milestone', id: id(index), field: 'title' }, `Edited ${index}`)))), peer);
const burst = await times(1, () => Promise.all(Array.from({ length: EDITS }, (_, index) => room.edit(author, (doc) => setField(doc, { entity: 'milestone', id: id(index), field: 'title' }, `Burst ${index}`)))));
results.push({ name: `one edit of a burst of ${EDITS}`, median: (burst[0] ?? 0) / EDITS, p95: (burst[0] ?? 0) / EDITS, note: 'grouped commits (D4)' });

const state = Y.encodeStateAsUpdate(room.committed);
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
const plain = record('Yjs applies an update', await times(updates.length, (index) => Y.applyUpdate(bare, updates[index] ?? new Uint8Array())));
ratio(record('check accepts an update', await times(updates.length, (index) => check(updates[index] ?? new Uint8Array(), { candidate, claims: new Map(), refOf: nothing, account: author, mayEdit: true }))), plain);

record('load the plan from its log', await times(10, async () => (await loadPlan(db, planId))?.doc.destroy()), `${MILESTONES} milestones, ${room.plan.headSeq} updates`);
record('read all milestones of the document', await times(10, () => readAll(room.committed, 'milestone')));
record('first sync, encoded', await times(10, () => Y.encodeStateAsUpdate(room.committed)), `${(state.byteLength / 1024).toFixed(0)} KiB, ${(state.byteLength / MILESTONES).toFixed(0)} bytes a milestone`);
record('review page, its SQL', await times(20, () => reviewRows(db, '2026-11-21')));
const differences = await verifyPlan(db, planId, room.committed);

for (const { name, median, p95, note } of results) {
	process.stdout.write(`${name.padEnd(54)} ${median.toFixed(2).padStart(9)} ms  95%: ${p95.toFixed(2).padStart(9)} ms  ${note}\n`);
}
process.stdout.write(`Log, changes, projection and live document: ${differences.length} differences\n`);
room.destroy();
await opened.close();
