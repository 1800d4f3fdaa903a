import { isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kpiReading, kpiRecalculation, kpiSignal, readingImport } from '#drizzle/measures.server.ts';
import type { Variation } from '#lib/kpi/spc-types.ts';
import { instantOf } from '#lib/plan/as-of.ts';
import { addDays, type Day } from '#lib/plan/dates.ts';
import { addEntity, setField } from '#lib/plan/document.ts';
import type { KpiId, MilestoneId, PlaceId } from '#lib/plan/ids.ts';
import { milestoneChange, type MilestoneChange, type MilestoneState, type ProgrammeChanges } from '#lib/plan/what-changed.ts';
import { newRequest, valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History, randomFrom } from '../../tests/helpers/history.ts';
import { CANCER, FRAGILE, USERS } from '../../tests/helpers/portfolio.ts';
import { moveChallenge } from './challenges.ts';
import type { OpenDatabase } from './database.ts';
import { planAsOf } from './plan-as-of.ts';
import { beginThread } from './thread-commands.ts';
import { whatChanged } from './what-changed.ts';

const PLANS = [CANCER.plan, FRAGILE.plan];
let opened: OpenDatabase;
let history: History;

describe(`what changed on the ${databaseKind}`, () => {
	const id = (no: number) => `ms_one-${no}` as MilestoneId;
	let day: Day;
	/** The end of the day before anything of the test happens. */
	let from: Date;

	beforeAll(async () => {
		opened = await openTestDatabase();
		history = new History(opened.db, 1);
		await history.begin();
		await history.edit(CANCER.plan, (doc) => {
			addEntity(doc, 'kpi', 'kpi_wait' as KpiId, { title: 'Waiting time', unit: 'weeks' });
			for (const no of [1, 2, 3, 4, 5]) addEntity(doc, 'milestone', id(no), { title: `Title ${no}`, order: 'a0', status: 'onTrack', forecast: '2026-06-30', dateReason: 'An old reason', doneWhen: 'It is open' });
		});
		day = history.endDay();
		from = instantOf(day);
	});
	afterAll(async () => {
		history.close();
		await opened.close();
	});

	const set = (no: number, field: string, value: unknown, member?: string) =>
		history.edit(CANCER.plan, (doc) => void setField(doc, { entity: 'milestone', id: id(no), field, ...(member ? { member } : {}) }, value));
	/** All of it happens before; nothing is overdue by then. */
	const END = instantOf('2026-05-31');
	const changed = async (since = from, to: Date = END): Promise<ProgrammeChanges | undefined> => (await whatChanged(opened.db, PLANS, since, to)).find(({ slug }) => slug === 'cancer');
	const changeOf = async (no: number, since = from): Promise<MilestoneChange | undefined> => (await changed(since))?.milestones.find((each) => each.id === id(no));

	it('is nothing where nothing was done, and without plans', async () => {
		expect(await whatChanged(opened.db, PLANS, from, END)).toEqual([]);
		// Now every date has passed, which changes a status without anybody doing anything.
		expect(await whatChanged(opened.db, PLANS, from, null)).toMatchObject([{ slug: 'cancer', status: { from: 'onTrack', to: 'offTrack' }, milestones: [] }]);
		expect(await whatChanged(opened.db, [], from, null)).toEqual([]);
	});

	it('R2: a date that moved twice is one move, with how often, the newest reason, who and when', async () => {
		await set(1, 'forecast', '2026-07-31');
		await set(1, 'forecast', '2026-08-11');
		await set(1, 'dateReason', 'Radiologist vacancy');
		const moved = await changeOf(1);
		expect(moved?.redated).toEqual({ from: '2026-06-30', to: '2026-08-11', days: 42, times: 2, reason: 'Radiologist vacancy' });
		expect(moved?.by.name).toBe(USERS.manager.name);
		expect(new Date(moved?.by.at ?? '') < history.at).toBe(true);
	});

	it('R2: a reason that stood there before is not given for a new move', async () => {
		await set(2, 'forecast', '2026-07-10');
		expect((await changeOf(2))?.redated).toEqual({ from: '2026-06-30', to: '2026-07-10', days: 10, times: 1, reason: '' });
	});

	it('R2: what was undone is not there', async () => {
		const since = history.at;
		await set(3, 'status', 'offTrack');
		await set(3, 'forecast', '2027-01-31');
		await set(3, 'title', 'Another');
		await set(3, 'leads', 'clinical', USERS.reader.person);
		expect(await changeOf(3, since)).toMatchObject({ status: { from: 'onTrack', to: 'offTrack' }, reowned: { added: ['Board member (clinical lead)'], removed: [] }, reworded: [{ field: 'title', from: 'Title 3', to: 'Another' }] });
		await set(3, 'status', 'onTrack');
		await set(3, 'forecast', '2026-06-30');
		await set(3, 'title', 'Title 3');
		await set(3, 'leads', undefined, USERS.reader.person);
		expect(await changeOf(3, since)).toBeUndefined();
	});

	it('R2: added, archived and brought back; added and archived between is nothing', async () => {
		await history.edit(CANCER.plan, (doc) => [6, 7].forEach((no) => addEntity(doc, 'milestone', id(no), { title: `Title ${no}`, order: 'a0' })));
		await set(7, 'archived', true);
		await set(4, 'archived', true);
		const between = new Date(history.at.getTime() + 1);
		expect([(await changeOf(6))?.came, (await changeOf(7))?.came, (await changeOf(4))?.came]).toEqual(['added', undefined, 'archived']);
		await set(4, 'archived', false);
		expect([(await changeOf(4, between))?.came, await changeOf(4)]).toEqual(['restored', undefined]);
	});

	it('R2: a milestone completed says when; who is the one who did what is told, not who wrote of it later', async () => {
		await set(5, 'actual', '2026-06-20');
		await set(5, 'status', 'complete');
		const done = history.at;
		await history.edit(CANCER.plan, (doc) => void setField(doc, { entity: 'milestone', id: id(5), field: 'evidence' }, 'Opened'));
		expect(await changeOf(5)).toMatchObject({ status: { from: 'onTrack', to: 'complete' }, completed: { on: '2026-06-20', days: null }, by: { at: done.toISOString() } });
	});

	it('R2: largest slips first, and the programme’s status at both moments', async () => {
		const cancer = await changed();
		expect(cancer?.milestones.map((each) => each.id)).toEqual([id(1), id(2), id(5), id(6)]);
		expect(cancer?.status).toEqual({ from: 'onTrack', to: expect.any(String) });
		// Looked back on from before the plan was begun, everything is new.
		expect((await changed(instantOf(addDays(day, -30)), from))?.milestones.map(({ came }) => came)).toEqual(['added', 'added', 'added', 'added', 'added']);
	});

	it('R2: challenges raised and closed; one that was closed and reopened is not there', async () => {
		const raise = async (body: string) => {
			history.at = new Date(history.at.getTime() + 60_000);
			return valueOf(await beginThread(opened.db, { user: USERS.reviewer, planId: CANCER.plan, subject: { on: 'milestone', milestone: id(1), field: null }, challenge: { letter: null, owner: null, due: '2027-01-01' }, body, mentions: [], requestId: newRequest(), at: history.at })).id;
		};
		const move = async (threadId: Awaited<ReturnType<typeof raise>>, to: 'closed' | 'reopened') => {
			history.at = new Date(history.at.getTime() + 60_000);
			valueOf(await moveChallenge(opened.db, { user: USERS.reviewer, planId: CANCER.plan, threadId, to, at: history.at }));
		};
		const told = async (since: Date) => ((await changed(since))?.challenges ?? []).map(({ question, what, by, milestone }) => [question, what, by.name, milestone?.ref]);
		const before = new Date(history.at.getTime() + 1);
		const [one, two] = [await raise('Is this safe?'), await raise('And this?')];
		const name = USERS.reviewer.name;
		expect(await told(before)).toEqual([['Is this safe?', 'raised', name, 'CAN-01'], ['And this?', 'raised', name, 'CAN-01']]);
		await move(one, 'closed');
		const between = new Date(history.at.getTime() + 1);
		expect(await told(before)).toEqual([['Is this safe?', 'passed', name, 'CAN-01'], ['And this?', 'raised', name, 'CAN-01']]);
		await move(two, 'closed');
		await move(two, 'reopened');
		expect(await told(between)).toEqual([]);
		await move(one, 'reopened');
		expect(await told(between)).toEqual([['Is this safe?', 'reopened', name, 'CAN-01']]);
		// Looked back on from before it was raised, its raising is what stands.
		expect((await told(before))[0]?.slice(0, 2)).toEqual(['Is this safe?', 'raised']);
		await move(one, 'closed');
		expect(await told(between)).toEqual([]);
		const open = new Date(history.at.getTime() + 1);
		await move(two, 'closed');
		expect(await told(open)).toEqual([['And this?', 'closed', name, 'CAN-01']]);
	});

	it('R2: signals new and gone, since when; other values of the same signal are no change', async () => {
		const base = { planId: CANCER.plan, kpiId: 'kpi_wait' as KpiId, placeId: 'luton' as PlaceId, points: 20 };
		const at = (days: number) => new Date(history.at.getTime() + days * 86_400_000);
		await opened.db.insert(kpiSignal).values([
			{ ...base, validFrom: at(-9), validTo: at(1), variation: 'common' },
			{ ...base, validFrom: at(1), validTo: at(3), variation: 'improvement-high', lastValue: 1 },
			{ ...base, validFrom: at(3), validTo: at(5), variation: 'improvement-high', lastValue: 2 },
			{ ...base, validFrom: at(5), validTo: at(6), variation: 'common' },
			{ ...base, validFrom: at(6), validTo: null, variation: null }
		]);
		const told = async (since: Date, to?: Date) => ((await changed(since, to))?.signals ?? []).map(({ title, place, from: was, to: now, at: when }) => [title, place, was, now, when]);
		expect(await told(at(0), at(4))).toEqual([['Waiting time', 'Luton', null, 'Improving – higher than usual', at(1).toISOString()]]);
		expect(await told(at(2), at(4))).toEqual([]);
		expect(await told(at(4))).toEqual([['Waiting time', 'Luton', 'Improving – higher than usual', null, at(5).toISOString()]]);
		expect(await told(at(0))).toEqual([]);
		// Too few points to say is no signal either, so the signal was gone before.
		expect(await told(at(5.5))).toEqual([]);
	});

	it('R2: a signal is told with who gave the readings, or set the target or the limits, that it came of', async () => {
		const [kpiId, placeId] = ['kpi_wait' as KpiId, 'luton' as PlaceId];
		const since = new Date(history.at.getTime() + 1);
		const now = () => (history.at = new Date(history.at.getTime() + 86_400_000));
		const cause = async () => (await changed(since))?.signals[0]?.by;
		const becomes = async (variation: Variation, validFrom: Date) => {
			await opened.db.update(kpiSignal).set({ validTo: validFrom }).where(isNull(kpiSignal.validTo));
			await opened.db.insert(kpiSignal).values({ planId: CANCER.plan, kpiId, placeId, points: 20, variation, validFrom, validTo: null });
		};
		await opened.db.delete(kpiSignal);
		await becomes('concern-high', now());
		expect(await cause()).toBeNull();
		const given = { planId: CANCER.plan, fileName: '', fileHash: '', added: 1, revised: 0, held: 0, accountId: USERS.reviewer.account, at: now() };
		await opened.db.insert(readingImport).values({ id: 'im_one', ...given });
		await opened.db.insert(kpiReading).values({ id: 're_one', planId: CANCER.plan, kpiId, placeId, periodStart: '2026-01-01', periodEnd: '2026-01-31', value: 1, status: 'final', source: '', state: 'taken', heldWhy: '', importId: 'im_one', accountId: USERS.reviewer.account, validFrom: history.at });
		await becomes('improvement-low', history.at);
		expect(await cause()).toEqual({ did: 'readings', name: USERS.reviewer.name });
		const limits = { planId: CANCER.plan, kpiId, placeId: null, from: '2026-01-01', why: 'Moved', accountId: USERS.reviewer.account, at: now() };
		await opened.db.insert(kpiRecalculation).values({ id: 'rc_one', ...limits });
		await becomes('concern-low', history.at);
		expect(await cause()).toEqual({ did: 'limits', name: USERS.reviewer.name });
		await opened.db.update(kpiRecalculation).set({ endedAt: now(), endedBy: USERS.manager.account });
		await becomes('improvement-high', history.at);
		expect(await cause()).toEqual({ did: 'limits', name: USERS.manager.name });
		await history.edit(CANCER.plan, (doc) => void setField(doc, { entity: 'kpi', id: kpiId, field: 'direction' }, 'decrease'));
		// The commit itself derived a signal, of one reading, which is too few.
		await opened.db.update(kpiSignal).set({ variation: 'concern-high' }).where(isNull(kpiSignal.validTo));
		expect(await cause()).toEqual({ did: 'target', name: USERS.manager.name });
	});
});

describe('what changed in a random history', () => {
	beforeAll(async () => {
		opened = await openTestDatabase();
		history = new History(opened.db, 5);
		await history.begin();
		await history.live(220);
	});
	afterAll(async () => {
		history.close();
		await opened.close();
	});

	/** Compared by what the log alone says of both moments. */
	async function byTheLog(from: Date, to: Date): Promise<unknown[]> {
		const told = [];
		for (const planId of PLANS) {
			const [was, now] = [await planAsOf(opened.db, planId, from), await planAsOf(opened.db, planId, to)];
			const before = new Map<string, MilestoneState>(was?.milestones.map((each) => [each.id, each]));
			for (const milestone of now?.milestones ?? []) {
				const change = milestoneChange(milestone.id, before.get(milestone.id) ?? null, milestone, { between: new Map(), nameOf: (person) => person, baseline: undefined, day: '2026-01-01' });
				if (change) told.push(net(change));
			}
		}
		return told.sort(byId);
	}
	const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
	const net = ({ id, ref, title, came, redated, status, reworded, reowned }: MilestoneChange) => ({
		...{ id, ref, title, came, status, reworded },
		redated: redated && [redated.from, redated.to, redated.days],
		reowned: reowned && [reowned.added.length, reowned.removed.length]
	});

	it('R2: between any two instants it is the difference of what the log says of both', async () => {
		const [first, last] = [Date.UTC(2026, 0, 4), history.at.getTime()];
		const random = randomFrom(11);
		let told = 0;
		for (let time = 0; time < 15; time += 1) {
			const [from, to] = [random(), random()].sort().map((share) => new Date(first + Math.floor(share * (last - first))));
			if (!from || !to) continue;
			const changes = (await whatChanged(opened.db, PLANS, from, to)).flatMap(({ milestones }) => milestones);
			expect(changes.map(net).sort(byId)).toEqual(await byTheLog(from, to));
			for (const { by, redated } of changes) {
				expect(Date.parse(by.at)).toBeGreaterThanOrEqual(from.getTime());
				expect(Date.parse(by.at)).toBeLessThan(to.getTime());
				expect(redated?.times ?? 1).toBeGreaterThan(0);
			}
			told += changes.length;
		}
		expect(told).toBeGreaterThan(50);
	});
});
