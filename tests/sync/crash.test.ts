import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type * as Y from 'yjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#server/store/database.ts';
import { verifyPlan } from '#server/store/verify.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { addMilestone, descriptionOf, titleOf, type } from '../helpers/edits.ts';
import { makePlan, type TestPerson } from '../helpers/plan.ts';
import { RawClient } from '../helpers/raw-client.ts';
import type { SyncServer } from '../helpers/sync-server.ts';
import { quiet, until } from '../helpers/until.ts';

interface Running {
	child: ChildProcess;
	server: Pick<SyncServer, 'address'>;
}

async function start(where: string): Promise<Running> {
	const child = spawn(process.execPath, [join(import.meta.dirname, '../helpers/crash-child.ts'), where], {
		env: { ...process.env, LOG_LEVEL: 'silent' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let said = '';
	child.stdout.on('data', (data: Buffer) => (said += data.toString()));
	await until(() => said.includes('\n') || child.exitCode !== null, { ms: 60_000, what: 'the server process to listen' });
	return { child, server: { address: `ws://127.0.0.1:${said.trim().split(' ')[1] ?? ''}` } };
}

/** An edit that was acknowledged, and how to see that it is there. */
interface Acknowledged {
	place: number;
	isIn: (doc: Y.Doc) => boolean;
}

/** Types edits as fast as they are taken until the process is killed; returns those that were acknowledged. */
async function typeUntilKilled(running: Running, plan: PlanId, people: TestPerson[], killAfterMs: number): Promise<Acknowledged[]> {
	const clients = await Promise.all(people.map((person) => RawClient.join(running.server as SyncServer, { id: plan }, person)));
	const made = clients.map((): Acknowledged[] => []);
	const typing = clients.map(async (client, index) => {
		for (let n = 0; !client.closed; n += 1) {
			const edits = made[index] ?? [];
			const word = `${randomUUID()} `;
			if (n % 4 === 0) {
				let id = '';
				const place = client.edit((doc) => (id = addMilestone(doc, word)));
				edits.push({ place, isIn: (doc) => titleOf(doc, id) === word });
			} else {
				const [id] = client.doc.getMap('milestones').keys();
				if (id === undefined) continue;
				const place = client.edit((doc) => type(doc, id, word));
				edits.push({ place, isIn: (doc) => descriptionOf(doc, id)?.includes(word) === true });
			}
			await quiet(n % 3 === 0 ? 5 : 0);
		}
	});
	// From the first acknowledged edit on, so that a slow machine has something to lose too.
	await until(() => clients.some((client) => client.saved > 1), { ms: 30_000 });
	setTimeout(() => running.child.kill('SIGKILL'), killAfterMs);
	await Promise.all(typing);
	await until(() => running.child.signalCode !== null);
	return made.flatMap((edits, index) => edits.filter(({ place }) => place <= (clients[index]?.saved ?? 0)));
}

async function survives(where: string, kills: number[]): Promise<void> {
	const open = () => openDatabase(where.startsWith('postgres') ? { url: where } : { folder: where });
	const setup = await open();
	const plan = await makePlan(setup.db);
	const people = [await plan.person('editor'), await plan.person('lead')];
	await setup.close();
	const acknowledged: Acknowledged[] = [];
	for (const killAfterMs of kills) {
		const running = await start(where);
		onTestFinished(() => void running.child.kill('SIGKILL'));
		acknowledged.push(...(await typeUntilKilled(running, plan.id, people, killAfterMs)));
	}
	// What a restarted process serves, and what is in its database.
	const last = await start(where);
	const [person] = people;
	if (!person) throw new Error('Nobody is there');
	const reader = await RawClient.join(last.server as SyncServer, plan, person);
	last.child.kill('SIGKILL');
	await until(() => last.child.signalCode !== null);
	expect(acknowledged.length).toBeGreaterThanOrEqual(kills.length);
	expect(acknowledged.filter(({ isIn }) => !isIn(reader.doc))).toEqual([]);
	const after = await open();
	onTestFinished(() => after.close());
	expect(await verifyPlan(after.db, plan.id, reader.doc)).toEqual([]);
}

const random = (most: number) => 20 + Math.floor(Math.random() * most);

describe('a process that is killed', () => {
	it('D7 on a folder: every acknowledged edit is there, and log, document and projection agree', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'milepost-crash-'));
		onTestFinished(() => rm(folder, { recursive: true, force: true }));
		await survives(folder, [random(400), random(900)]);
	}, 90_000);

	const url = process.env.DATABASE_URL;
	if (url) it('D7 on Postgres: every acknowledged edit is there, and log, document and projection agree', async () => {
		const schema = `test_${randomUUID().replaceAll('-', '')}`;
		const owner = postgres(url, { max: 1, onnotice: () => undefined });
		await owner.unsafe(`create schema ${schema}`);
		onTestFinished(async () => {
			await owner.unsafe(`drop schema ${schema} cascade`);
			await owner.end();
		});
		const address = new URL(url ?? '');
		address.searchParams.set('search_path', schema);
		await survives(address.href, [random(150), random(300), random(600), random(900)]);
	}, 90_000);
});
