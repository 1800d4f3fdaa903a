/** What changed, worked out a second time from the log alone, over random histories with undo, redo and returns to what was. */
import { asc, eq } from 'drizzle-orm';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planChange, planUpdate } from '#drizzle/schema.server.ts';
import { daysBetween } from '#lib/plan/dates.ts';
import { addEntity, idsOf, readAll, rootsOf, setField } from '#lib/plan/document.ts';
import { LEAD_KINDS, STATUSES, type Milestone } from '#lib/plan/fields.ts';
import { newId, type MilestoneId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import type { ChangedBy } from '#lib/plan/what-changed-between.ts';
import type { MilestoneChange } from '#lib/plan/what-changed.ts';
import { History as Undo, ORIGIN } from '#lib/sync/history.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History, randomFrom } from '../../tests/helpers/history.ts';
import { CANCER, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { whatChanged } from './what-changed.ts';

const PLAN = CANCER.plan;
/** Few values, so that histories come back to them often. */
const DAYS = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', null];
const REASONS = ['', 'Staffing', 'Building'];

/** A page of the plan: its own copy of the document, with undo and redo as pages have them. */
class Page {
	readonly doc = new Y.Doc();
	readonly user: User;
	private readonly undo: Undo;
	private readonly random: () => number;

	constructor(user: User, random: () => number) {
		this.user = user;
		this.random = random;
		rootsOf(this.doc);
		this.undo = new Undo(this.doc, () => undefined);
	}

	/** Takes what others did, does something, and gives it on. */
	act(committed: Y.Doc): void {
		Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(committed, Y.encodeStateVector(this.doc)));
		this.undo.endStep();
		const draw = this.random();
		if (draw < 0.25 && this.undo.canUndo) this.undo.undo();
		else if (draw < 0.33 && this.undo.canRedo) this.undo.redo();
		else this.edits();
		Y.applyUpdate(committed, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(committed)));
	}

	private edits(): void {
		const ids = idsOf(this.doc, 'milestone');
		if (ids.length < 4 || this.random() < 0.06) return this.adds();
		const id = this.pick(ids);
		const set = (field: string, value: unknown, member?: string) => void setField(this.doc, { entity: 'milestone', id, field, ...(member ? { member } : {}) }, value, ORIGIN.edit);
		const lead = this.pick([USERS.manager.person, USERS.reader.person, USERS.reviewer.person]);
		this.pick([
			() => set('forecast', this.pick(DAYS)),
			() => set('forecast', this.pick(DAYS)),
			() => (set('forecast', this.pick(DAYS)), set('dateReason', this.pick(REASONS))),
			() => set('status', this.pick(STATUSES)),
			() => set('title', `Title ${Math.floor(this.random() * 3)}`),
			() => set('doneWhen', `Done ${Math.floor(this.random() * 2)}`),
			() => set('archived', this.random() < 0.5),
			() => set('leads', this.random() < 0.6 ? this.pick(LEAD_KINDS) : undefined, lead),
			// What a row put back from a frozen plan is: many fields at once, in one edit.
			() => this.undo.together(() => (set('forecast', DAYS[0]), set('status', 'onTrack'), set('title', 'Title 0'), set('archived', false)))
		])();
	}

	private adds(): void {
		const id = newId('ms');
		addEntity(this.doc, 'milestone', id, { title: 'Title 0', order: 'a0', status: 'onTrack', forecast: DAYS[0] }, ORIGIN.add);
		this.undo.added('milestone', id);
	}

	private pick<Each>(list: readonly Each[]): Each {
		const picked = list.at(Math.floor(this.random() * list.length));
		if (picked === undefined) throw new Error('There is nothing to choose from');
		return picked;
	}
}

interface Logged {
	id: string;
	field: string;
	member: string;
	old: unknown;
	new: unknown;
	by: ChangedBy;
}

/** What the page of changes should say, from rows of the log and nothing else. */
class Oracle {
	private readonly updates: { at: Date; bytes: Uint8Array }[];
	private readonly rows: Logged[];

	constructor(updates: { at: Date; bytes: Uint8Array }[], rows: Logged[]) {
		this.updates = updates;
		this.rows = rows;
	}

	static async read({ db }: OpenDatabase): Promise<Oracle> {
		const names = new Map<string | null, string>(Object.values(USERS).map(({ account, name }) => [account, name]));
		const updates = await db.select({ at: planUpdate.at, bytes: planUpdate.bytes }).from(planUpdate).where(eq(planUpdate.planId, PLAN)).orderBy(asc(planUpdate.seq));
		const rows = await db.select().from(planChange).where(eq(planChange.planId, PLAN)).orderBy(asc(planChange.seq), asc(planChange.part));
		return new Oracle(updates, rows.map((row) => ({ id: row.entityId, field: row.field, member: row.member, old: row.old, new: row.new, by: { name: names.get(row.accountId) ?? null, at: row.at.toISOString() } })));
	}

	changed(from: Date, to: Date): object[] {
		const before = new Map(this.stoodAt(from).map((each) => [each.id, each]));
		return this.stoodAt(to).flatMap((now) => this.differs(before.get(now.id), now, from, to)).sort(byId);
	}

	private stoodAt(instant: Date): Milestone[] {
		const doc = new Y.Doc();
		rootsOf(doc);
		for (const { at, bytes } of this.updates) if (at < instant) Y.applyUpdate(doc, bytes);
		return readAll(doc, 'milestone');
	}

	private differs(was: Milestone | undefined, now: Milestone, from: Date, to: Date): object[] {
		const way = (field: string, member = '') => this.way(now.id, field, member, from, to);
		const told = (of: { came?: string; redated?: unknown; status?: unknown; reworded?: unknown; leads?: string[] }, ways: Logged[][]) => {
			const newest = ways.flatMap((each) => each.slice(-1)).sort((one, other) => (one.by.at < other.by.at ? 1 : -1))[0];
			return [{ id: now.id, came: null, redated: null, status: null, reworded: [], leads: [], ...of, by: newest?.by }];
		};
		if (!was) return now.archived ? [] : told({ came: 'added' }, [way('added')]);
		if (now.archived) return was.archived ? [] : told({ came: 'archived' }, [way('archived')]);
		const ways: Logged[][] = [];
		const of: Parameters<typeof told>[0] = {};
		if (was.archived) {
			of.came = 'restored';
			ways.push(way('archived'));
		}
		if (was.forecast !== now.forecast) {
			const days = was.forecast && now.forecast ? daysBetween(was.forecast, now.forecast) : null;
			of.redated = [was.forecast, now.forecast, days, way('forecast').length, was.dateReason === now.dateReason ? '' : now.dateReason];
			ways.push(way('forecast'));
		}
		if (was.status !== now.status) {
			of.status = [was.status, now.status];
			ways.push(way('status'));
		}
		const worded = (['title', 'doneWhen'] as const).filter((field) => was[field] !== now[field]);
		if (worded.length > 0) of.reworded = worded.map((field) => [field, was[field], now[field]]);
		ways.push(...worded.map((field) => way(field)));
		const kinds = (of: Milestone) => new Map(Object.entries(of.leads));
		const people = [...new Set([...kinds(was).keys(), ...kinds(now).keys()])].filter((person) => kinds(was).get(person) !== kinds(now).get(person));
		if (people.length > 0) of.leads = people.map((person) => nameOf(person)).sort();
		ways.push(...people.map((person) => way('leads', person)));
		return ways.length > 0 ? told(of, ways) : [];
	}

	/** The rows of one field from the first value to the last, by cutting out the longest stretch that comes back, time and again. */
	private way(id: string, field: string, member: string, from: Date, to: Date): Logged[] {
		let rows = this.rows.filter((row) => row.id === id && row.field === field && row.member === member && new Date(row.by.at) >= from && new Date(row.by.at) < to);
		for (let start = 0; start < rows.length; ) {
			const held = JSON.stringify(rows[start]?.old);
			const back = rows.findLastIndex((row, index) => index >= start && JSON.stringify(row.new) === held);
			if (back === -1) start += 1;
			else rows = [...rows.slice(0, start), ...rows.slice(back + 1)];
		}
		return rows;
	}
}

const byId = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
const nameOf = (person: string) => Object.values(USERS).find((user) => user.person === person)?.name ?? '';

function flat({ id, came, redated, status, reworded, reowned, by }: MilestoneChange): object {
	const names = [...(reowned?.added ?? []), ...(reowned?.removed ?? [])].map((words) => words.replace(/ \([^)]*\)$/, ''));
	return {
		...{ id, came, by },
		redated: redated && [redated.from, redated.to, redated.days, redated.times, redated.reason],
		status: status && [status.from, status.to],
		reworded: reworded.map(({ field, from, to }) => [field, from, to]),
		leads: [...new Set(names)].sort()
	};
}

describe.each([1, 2])(`what changed, by the log alone, in history %i on the ${databaseKind}`, (seed) => {
	let opened: OpenDatabase;
	let history: History;
	let oracle: Oracle;

	beforeAll(async () => {
		opened = await openTestDatabase();
		history = new History(opened.db, seed);
		await history.begin();
		const random = randomFrom(seed * 97);
		const pages = [USERS.manager, USERS.fragile].map((user) => new Page(user, random));
		for (let step = 0; step < 160; step += 1) {
			const page = pages[random() < 0.5 ? 0 : 1];
			if (page) await history.edit(PLAN, (doc) => page.act(doc), page.user);
		}
		oracle = await Oracle.read(opened);
	});
	afterAll(async () => {
		history.close();
		await opened.close();
	});

	it('R2: says the same between any two instants: what, from and to, in how many moves, who and when', async () => {
		const [first, last] = [Date.UTC(2026, 0, 5), history.at.getTime() + 1];
		const random = randomFrom(seed + 5);
		let told = 0;
		let several = 0;
		for (let time = 0; time < 25; time += 1) {
			const [from, to] = [random(), random()].sort().map((share) => new Date(first + Math.floor(share * (last - first))));
			if (!from || !to) continue;
			const changes = (await whatChanged(opened.db, [PLAN], from, to)).flatMap(({ milestones }) => milestones);
			expect(changes.map(flat).sort(byId)).toEqual(oracle.changed(from, to));
			told += changes.length;
			several += changes.filter(({ redated }) => (redated?.times ?? 0) > 1).length;
		}
		expect(told).toBeGreaterThan(40);
		expect(several).toBeGreaterThan(2);
	});

	it('R2: a milestone that came and went within the time is not there', async () => {
		const id = 'ms_short' as MilestoneId;
		const from = new Date(history.at.getTime() + 1);
		await history.edit(PLAN, (doc) => void addEntity(doc, 'milestone', id, { title: 'Short', order: 'a0' }));
		await history.edit(PLAN, (doc) => void setField(doc, { entity: 'milestone', id, field: 'archived' }, true));
		expect((await whatChanged(opened.db, [PLAN], from, new Date(history.at.getTime() + 1))).flatMap(({ milestones }) => milestones)).toEqual([]);
	});
});
