/** Whatever three people do at once, with whatever connections: they end up alike, and so does the store. */
import fc from 'fast-check';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addEntity, proseOf, readAll, setField, undoManagerOf } from '#lib/plan/document.ts';
import { LEAD_KINDS, STATUSES } from '#lib/plan/fields.ts';
import { newId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { sorted } from '#server/store/projection.ts';
import { verifyPlan } from '#server/store/verify.ts';
import { databaseKind, openTestDatabase } from '../helpers/database.ts';
import { addMilestone } from '../helpers/edits.ts';
import { makePlan, type TestPerson, type TestPlan } from '../helpers/plan.ts';
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

type Edit = { of: number; kind: 'add' | 'kpi' | 'title' | 'same' | 'status' | 'type' | 'cut' | 'lead' | 'noLead' | 'archive' | 'undo'; row: number; at: number; text: string };
type Step = Edit | { of: number; kind: 'vanish' | 'leave' | 'join' } | { of: number; kind: 'wait'; ms: number };

const person = fc.nat({ max: 2 });
const edit: fc.Arbitrary<Edit> = fc.record({
	of: person,
	kind: fc.constantFrom('add', 'kpi', 'title', 'same', 'status', 'type', 'type', 'type', 'cut', 'cut', 'lead', 'noLead', 'archive', 'undo'),
	row: fc.nat({ max: 5 }),
	at: fc.nat({ max: 40 }),
	text: fc.string({ unit: fc.constantFrom('a', 'é', '😀', ' ', '\n', '𝄞', 'ß'), minLength: 1, maxLength: 12 })
});
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 12, arbitrary: edit },
	{ weight: 3, arbitrary: fc.record({ of: person, kind: fc.constantFrom('vanish' as const, 'leave' as const, 'join' as const, 'join' as const) }) },
	{ weight: 1, arbitrary: fc.record({ of: person, kind: fc.constant('wait' as const), ms: fc.nat({ max: 15 }) }) }
);

/** One person's page: its document outlives its connections. */
class Page {
	readonly doc = new Y.Doc();
	client: RawClient | null = null;
	private readonly undo = undoManagerOf(this.doc, new Set([null]));
	private readonly plan: TestPlan;
	private readonly person: TestPerson;

	constructor(plan: TestPlan, who: TestPerson) {
		this.plan = plan;
		this.person = who;
	}

	async join(): Promise<void> {
		if (this.client && !this.client.closed) return;
		this.client = await RawClient.join(server, this.plan, this.person, { doc: this.doc });
	}

	make(edit: Edit): void {
		const send = (update: Uint8Array, origin: unknown) => {
			if (origin !== 'server' && this.client && !this.client.closed && this.client.socket.readyState === this.client.socket.OPEN) this.client.sendUpdate(update);
		};
		this.doc.on('update', send);
		try {
			this.apply(edit);
		} finally {
			this.doc.off('update', send);
		}
	}

	private apply({ kind, row, at, text }: Edit): void {
		const { doc } = this;
		if (kind === 'add') return void addMilestone(doc, 'New', { description: text });
		if (kind === 'kpi') return addEntity(doc, 'kpi', newId('kpi'), { title: text.replaceAll('\n', '') }, 'add');
		if (kind === 'undo') return void this.undo.undo();
		const rows = [...doc.getMap('milestones').keys()].sort();
		const id = rows[row % rows.length];
		if (id === undefined) return;
		const field = (name: string, value: unknown, member?: string) => void setField(doc, { entity: 'milestone', id, field: name, ...(member ? { member } : {}) }, value);
		const prose = proseOf(doc, { entity: 'milestone', id, field: at % 2 ? 'description' : 'commentary' });
		const people = ['pe_ann', 'pe_ben', 'pe_cat'];
		switch (kind) {
			case 'title':
				return field('title', text.replaceAll('\n', ''));
			case 'same':
				return field('title', 'New');
			case 'status':
				return field('status', STATUSES[at % STATUSES.length]);
			case 'archive':
				return field('archived', at % 2 === 0);
			case 'lead':
				return field('leads', LEAD_KINDS[at % LEAD_KINDS.length], people[at % 3]);
			case 'noLead':
				return field('leads', undefined, people[at % 3]);
			case 'type':
				return prose?.insert(Math.min(at, prose.length), text);
			case 'cut':
				return prose && at < prose.length ? prose.delete(at, Math.min(3, prose.length - at)) : undefined;
		}
	}
}

const contentOf = (doc: Y.Doc) => JSON.stringify(sorted(['plan', 'priorities', 'milestones', 'kpis'].map((root) => doc.getMap(root).toJSON())));

async function play(steps: Step[]): Promise<void> {
	const plan = await makePlan(opened.db);
	const owner = await plan.person('editor');
	await server.service.edit(plan.id, owner.account, (doc) => void addMilestone(doc, 'First', { description: 'It begins' }));
	const pages = [new Page(plan, await plan.person('editor')), new Page(plan, await plan.person('lead')), new Page(plan, await plan.person('editor'))];
	await Promise.all(pages.map((page) => page.join()));
	for (const step of steps) {
		const page = pages[step.of];
		if (!page) continue;
		switch (step.kind) {
			case 'vanish':
				page.client?.vanish();
				await page.client?.untilClosed();
				break;
			case 'leave':
				await page.client?.leave();
				break;
			case 'join':
				await page.join();
				break;
			case 'wait':
				await quiet(step.ms);
				break;
			default:
				page.make(step);
		}
	}
	await Promise.all(pages.map((page) => page.join()));
	await Promise.all(pages.map((page) => page.client?.untilSaved()));
	const everything = () => pages.map((page) => contentOf(page.doc));
	await until(() => new Set(everything()).size === 1 && pages.every((page) => readAll(page.doc, 'milestone').every((milestone) => milestone.ref !== '')), { what: 'everybody to see the same' });
	const live = await server.live(plan.id);
	expect(contentOf(live)).toBe(everything()[0]);
	expect(live.store.pendingStructs).toBeNull();
	expect(pages.map((page) => [page.doc.store.pendingStructs, page.doc.store.pendingDs])).toEqual(pages.map(() => [null, null]));
	expect(await verifyPlan(opened.db, plan.id, live)).toEqual([]);
	expect(pages.map((page) => page.client?.closed)).toEqual([null, null, null]);
	await Promise.all(pages.map((page) => page.client?.leave()));
}

describe(`three people at once (${databaseKind})`, () => {
	it('D1 D7 any interleaving of edits and lost connections converges, and log, document and projection agree', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), play),
			{ numRuns: 30, endOnFailure: true, interruptAfterTimeLimit: 20_000 }
		);
	}, 60_000);
});
