import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { milestoneDependency, milestoneLead, plan, programmeRole } from '#drizzle/schema.server.ts';
import { notice, noticeCursor } from '#drizzle/notices.server.ts';
import type { MilestoneId, PersonId, PlanId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addChange, addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { follow, isFollowing, unfollow } from './follow.ts';
import { markRead } from './notice-commands.ts';
import { noticesOf, unreadCount } from './notice-list.ts';
import { plansBehind, tellOfPlan } from './plan-notices.ts';

const { manager, reader, reviewer, fragile } = USERS;

describe(`what a plan's log brings about, on the ${databaseKind}`, () => {
	let opened: OpenDatabase;
	let can01: MilestoneId;
	let can02: MilestoneId;
	let fra01: MilestoneId;
	const db = () => opened.db;

	beforeAll(async () => {
		opened = await openTestDatabase();
	});
	beforeEach(async () => {
		// Everything else hangs on these.
		await db().execute(sql`truncate portfolio, person cascade`);
		await makePortfolio(db());
		can01 = await addMilestone(db(), CANCER.plan, 'CAN-01', { forecast: '2026-09-18', lead: reader.person });
		can02 = await addMilestone(db(), CANCER.plan, 'CAN-02', { forecast: '2026-10-18', lead: manager.person });
		fra01 = await addMilestone(db(), FRAGILE.plan, 'FRA-01', { forecast: '2026-12-18', lead: fragile.person });
		await plansBehind(db());
	});
	afterAll(() => opened.close());

	let seq = 0;
	beforeEach(() => void (seq = 0));
	/** One update of the log with one change. */
	async function change(values: Partial<Parameters<typeof addChange>[1]> & { field: string }, planId: PlanId = CANCER.plan): Promise<void> {
		seq += 1;
		await addChange(db(), { planId, seq, entityId: can01, ...values });
		await db().update(plan).set({ headSeq: seq }).where(eq(plan.id, planId));
	}
	const moves = (from: string | null, to: string | null, values: Partial<Parameters<typeof addChange>[1]> = {}) => change({ field: 'forecast', old: from, new: to, ...values });
	async function tell(): Promise<void> {
		for (const planId of await plansBehind(db())) await tellOfPlan(db(), planId);
	}
	const wordsFor = async (user: User) => (await noticesOf(db(), user)).notices.map(({ words }) => words);
	const cursorOf = async (planId: PlanId) => (await db().select().from(noticeCursor).where(eq(noticeCursor.planId, planId)))[0]?.seq;

	it('N1 a lead and a follower are told of a move once, however often and by however many the log is read', async () => {
		await follow(db(), reviewer, CANCER.plan, can01);
		await moves('2026-09-18', '2026-10-01');
		await Promise.all([tell(), tell(), tell()]);
		await tell();
		await db().update(noticeCursor).set({ seq: 0 });
		await tell();
		expect(await wordsFor(reader)).toEqual(['Programme manager, Cancer moved CAN-01 from 18 Sep 2026 to 1 Oct 2026']);
		expect(await wordsFor(reviewer)).toEqual(['Programme manager, Cancer moved CAN-01 from 18 Sep 2026 to 1 Oct 2026']);
		expect((await noticesOf(db(), reviewer)).notices[0]).toMatchObject({ more: 'Title of CAN-01 – you follow it', href: `/programmes/cancer/plan?milestone=${can01}`, read: false });
		expect(await wordsFor(manager)).toEqual([]);
		expect(await cursorOf(CANCER.plan)).toBe(1);
	});

	it('N1 nobody is told of their own doing', async () => {
		await moves('2026-09-18', '2026-10-01', { accountId: reader.account });
		await tell();
		expect(await wordsFor(reader)).toEqual([]);
	});

	it('leads of what waits for it are told on their own milestone, across plans without the name of who moved it', async () => {
		await db().insert(milestoneDependency).values([
			{ planId: CANCER.plan, milestoneId: can02, onPlanId: CANCER.plan, onMilestoneId: can01 },
			{ planId: FRAGILE.plan, milestoneId: fra01, onPlanId: CANCER.plan, onMilestoneId: can01 }
		]);
		await moves('2026-09-18', '2026-10-01', { accountId: reader.account });
		await tell();
		expect(await wordsFor(manager)).toEqual(['Board member moved CAN-01, which CAN-02 waits for, from 18 Sep 2026 to 1 Oct 2026']);
		expect((await noticesOf(db(), fragile)).notices).toMatchObject([{ words: 'CAN-01, which FRA-01 waits for, moved from 18 Sep 2026 to 1 Oct 2026', more: 'Title of FRA-01', href: `/programmes/fragile/plan?milestone=${fra01}` }]);
	});

	it('a date that is tried out is told once, as long as it was neither read nor mailed, and not at all when it comes back', async () => {
		await moves('2026-09-18', '2026-10-01');
		await moves('2026-10-01', '2026-10-02');
		await tell();
		await moves('2026-10-02', '2026-10-05');
		await tell();
		expect(await wordsFor(reader)).toEqual(['Programme manager, Cancer moved CAN-01 from 18 Sep 2026 to 5 Oct 2026']);
		await moves('2026-10-05', '2026-09-18');
		await tell();
		expect(await wordsFor(reader)).toEqual([]);
		await moves('2026-09-18', '2026-10-01');
		await tell();
		await markRead(db(), reader.account, { upTo: new Date(Date.now() + 60_000) });
		await moves('2026-10-01', null);
		await tell();
		expect(await wordsFor(reader)).toEqual(['Programme manager, Cancer took away the date of CAN-01; it was 1 Oct 2026', 'Programme manager, Cancer moved CAN-01 from 18 Sep 2026 to 1 Oct 2026']);
		expect(await unreadCount(db(), reader)).toBe(1);
	});

	it('new leads are told, also of a milestone that is new, and not those who only became another kind of lead', async () => {
		await change({ field: 'leads', member: reader.person, old: null, new: 'accountable' });
		await change({ field: 'leads', member: reader.person, old: 'accountable', new: 'clinical' });
		await addMilestone(db(), CANCER.plan, 'CAN-03', { lead: reader.person });
		await change({ field: 'added', entityId: 'ms_can-03', new: { title: 'New', leads: { [reader.person]: 'accountable', ['pe_gone' as PersonId]: 'delivery' } } });
		await tell();
		expect((await noticesOf(db(), reader)).notices.map(({ words, more, group }) => [words, more, group])).toEqual([
			['Programme manager, Cancer made you accountable lead of CAN-03', 'Title of CAN-03', `assigned ${CANCER.plan}`],
			['Programme manager, Cancer made you accountable lead of CAN-01', 'Title of CAN-01', `assigned ${CANCER.plan}`]
		]);
	});

	it('who is a lead no more by the time is told nothing', async () => {
		await db().delete(milestoneLead).where(and(eq(milestoneLead.planId, CANCER.plan), eq(milestoneLead.personId, reader.person)));
		await change({ field: 'leads', member: reader.person, old: null, new: 'accountable' });
		await change({ field: 'leads', member: reader.person, old: 'accountable', new: null });
		await tell();
		expect(await wordsFor(reader)).toEqual([]);
	});

	it('a plan that was there before begins where it stands, a new one at its beginning', async () => {
		await db().delete(noticeCursor);
		await moves('2026-09-18', '2026-10-01');
		await tell();
		expect([await cursorOf(CANCER.plan), await cursorOf(FRAGILE.plan)]).toEqual([1, 0]);
		expect(await wordsFor(reader)).toEqual([]);
	});

	it('a long log is read in pieces, each change once', async () => {
		for (let n = 0; n < 450; n += 1) await addChange(db(), { planId: CANCER.plan, seq: n + 1, entityId: can01, field: 'title', old: 'a', new: 'b' });
		seq = 450;
		await moves('2026-09-18', '2026-10-01');
		await tell();
		expect([await cursorOf(CANCER.plan), (await wordsFor(reader)).length]).toEqual([451, 1]);
	});

	it('T8 N2 whoever loses access sees none of it, also not in the count, and sees it again when they get it back', async () => {
		await moves('2026-09-18', '2026-10-01');
		await tell();
		const gone = { ...reader, programmeRoles: {} };
		expect([await unreadCount(db(), reader), await unreadCount(db(), gone)]).toEqual([1, 0]);
		expect(await wordsFor(gone)).toEqual([]);
	});

	it('a page of notices tells where the older ones begin, and one marks one’s own alone as read', async () => {
		for (let n = 1; n <= 5; n += 1) {
			await moves(`2026-09-0${n}`, `2026-10-0${n}`, { entityId: n % 2 === 1 ? can01 : can02, accountId: null });
			await tell();
		}
		for (const milestone of [can01, can02]) await follow(db(), reviewer, CANCER.plan, milestone);
		await moves('2026-01-01', '2026-01-02', { accountId: null });
		await tell();
		const first = await noticesOf(db(), reader, { limit: 2 });
		const second = await noticesOf(db(), reader, { limit: 2, before: first.older });
		expect([first.notices.length, second.notices.length, second.older]).toEqual([2, 2, null]);
		expect(new Set([...first.notices, ...second.notices].map(({ id }) => id)).size).toBe(4);
		expect((await noticesOf(db(), reader, { before: 'nonsense' })).notices).toHaveLength(4);
		await markRead(db(), reviewer.account, { ids: first.notices.map(({ id }) => id) });
		expect(await unreadCount(db(), reader)).toBe(4);
		await markRead(db(), reader.account, { ids: first.notices.map(({ id }) => id) });
		expect(await unreadCount(db(), reader)).toBe(2);
		expect(await unreadCount(db(), reviewer)).toBe(1);
	});

	it('A2 following asks for the role at that moment, and leads are told anyhow', async () => {
		expect(await isFollowing(db(), reader, CANCER.plan, can01)).toEqual({ follows: false, leads: true });
		expect(await follow(db(), reader, CANCER.plan, can02)).toEqual({ ok: true, value: { follows: true, leads: false } });
		expect(await follow(db(), reader, CANCER.plan, can02)).toMatchObject({ ok: true });
		expect(await unfollow(db(), reader, CANCER.plan, can02)).toEqual({ ok: true, value: { follows: false, leads: false } });
		expect(await follow(db(), reader, CANCER.plan, 'ms_nothing' as MilestoneId)).toMatchObject({ ok: false, because: 'not-found' });
		await db().delete(programmeRole).where(eq(programmeRole.accountId, reader.account));
		expect(await follow(db(), reader, CANCER.plan, can02)).toMatchObject({ ok: false, because: 'no-access' });
		expect((await db().select().from(notice)).length).toBe(0);
	});
});
