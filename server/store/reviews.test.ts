import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, decision } from '#drizzle/conversation.server.ts';
import { review, reviewItem, statedStatus } from '#drizzle/reviews.server.ts';
import { milestone, planChange, portfolioRole, programme } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import type { MilestoneId, ReviewId, ThreadId } from '#lib/plan/ids.ts';
import { because, newRequest, refusalOf, valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { recordAction, setActionDone, strikeAction } from './actions.ts';
import { moveChallenge } from './challenges.ts';
import type { OpenDatabase } from './database.ts';
import { recordDecision, strikeDecision } from './decisions.ts';
import { makeProgramme } from './programme-admin.ts';
import { changeItem, setAttendance } from './review-agenda.ts';
import { beginReview, closeReview } from './review-commands.ts';
import { listReviews, readReview } from './reviews.ts';
import { beginThread } from './thread-commands.ts';

const TODAY = todayInLondon();
const REVIEWER = USERS.reviewer;
let opened: OpenDatabase;
let on: MilestoneId;
let first: ReviewId;

beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	on = await addMilestone(opened.db, CANCER.plan, 'CAN-01', { status: 'offTrack', forecast: addDays(TODAY, -4) });
	await addMilestone(opened.db, FRAGILE.plan, 'FRA-01');
});
afterAll(() => opened.close());

const begin = (change: Partial<Parameters<typeof beginReview>[1]> = {}) => beginReview(opened.db, { user: REVIEWER, title: 'Leadership Group', heldOn: TODAY, requestId: newRequest(), ...change });
const read = async (id: ReviewId, user: Parameters<typeof readReview>[1] = REVIEWER) => {
	const found = await readReview(opened.db, user, id);
	if (!found) throw new Error('There is no such review');
	return found;
};
const decide = (reviewId: ReviewId, change: Partial<Parameters<typeof recordDecision>[1]> = {}) =>
	recordDecision(opened.db, { user: REVIEWER, planId: CANCER.plan, milestone: on, what: 'Sign by 30 Oct.', who: 'Leadership Group', forum: 'Review', decidedOn: TODAY, requestId: newRequest(), reviewId, ...change });
const act = (reviewId: ReviewId, change: Partial<Parameters<typeof recordAction>[1]> = {}) =>
	recordAction(opened.db, { user: REVIEWER, planId: CANCER.plan, milestone: on, what: 'Name two sites.', owner: USERS.manager.person, due: addDays(TODAY, 7), requestId: newRequest(), reviewId, ...change });
const challenge = async (body: string): Promise<ThreadId> =>
	valueOf(await beginThread(opened.db, { user: REVIEWER, planId: CANCER.plan, subject: { on: 'milestone', milestone: on, field: null }, body, requestId: newRequest(), mentions: [], challenge: { letter: 'achievable', owner: null, due: addDays(TODAY, 5) } })).id;
const bytes = async (id: ReviewId): Promise<string> => {
	const [row] = await opened.db.select({ text: sql<string>`frozen::text` }).from(review).where(eq(review.id, id));
	return row?.text ?? '';
};

describe(`reviews (${databaseKind})`, () => {
	it('only reviewers begin one, one at a time, once for each request', async () => {
		expect(await listReviews(opened.db, REVIEWER)).toEqual([]);
		for (const user of [USERS.manager, USERS.admin, USERS.reader, USERS.nobody]) expect(because(await begin({ user }))).toBe('no-access');
		expect(refusalOf(await begin({ title: ' ' }))).toBe('The title is missing.');
		expect(refusalOf(await begin({ heldOn: '16/9' }))).toContain('is missing');
		expect(refusalOf(await begin({ heldOn: addDays(TODAY, 400) }))).toContain('more than a year away');
		const requestId = newRequest();
		const [one, two] = await Promise.all([begin({ requestId }), begin({ requestId })]);
		first = valueOf(one).id;
		expect(valueOf(two).id).toBe(first);
		expect(because(await begin({ requestId, title: 'Another' }))).toBe('conflict');
		expect(refusalOf(await begin())).toContain('is still open');
	});

	it('the first one says what it compares with, and has the programmes worst first', async () => {
		const { page, previous } = await read(first);
		expect(previous).toBeNull();
		expect(page.since.review).toBeNull();
		expect(page.agenda.map(({ slug, minutes, status }) => [slug, minutes, status])).toEqual([['cancer', 15, 'atRisk'], ['fragile', 5, 'onTrack']]);
		expect(page.agenda[0]?.why[0]).toMatch(/^At risk: /);
	});

	it('attendance and agenda are kept, and nobody writes over what they have not seen', async () => {
		const { db } = opened;
		const item = (change: Parameters<typeof changeItem>[1]['change'], user = REVIEWER) => changeItem(db, { user, id: first, programmeId: CANCER.id, change });
		expect(because(await setAttendance(db, { user: REVIEWER, id: first, attendance: { text: 'Chair\n\n  Luton ', was: '' } }))).toBe('done');
		expect(because(await setAttendance(db, { user: REVIEWER, id: first, attendance: { text: 'Public health', was: '' } }))).toBe('conflict');
		expect(because(await setAttendance(db, { user: USERS.manager, id: first, attendance: { text: 'Me', was: '' } }))).toBe('no-access');
		expect(because(await item({ done: true, minutes: '25' }))).toBe('done');
		expect(because(await item({ note: { text: 'Asked for a date.', was: '' } }))).toBe('done');
		expect(because(await item({ note: { text: 'Something else.', was: '' } }))).toBe('conflict');
		expect(refusalOf(await item({ minutes: -1 }))).toBe('Enter whole minutes from 0 to 240.');
		expect(because(await item({ done: false }, USERS.admin))).toBe('no-access');
		expect(because(await item({ place: 9 }))).toBe('done');
		const { page } = await read(first);
		expect(page.attendance).toBe('Chair\nLuton');
		expect(page.agenda.map(({ slug, minutes, done, note }) => [slug, minutes, done, note])).toEqual([['fragile', 5, false, ''], ['cancer', 25, true, 'Asked for a date.']]);
	});

	it('R3 closing a review freezes its page; nothing of it changes afterwards, and its decisions can only be added to before', async () => {
		const { db } = opened;
		const thread = await challenge('Is the date real?');
		const decided = valueOf(await decide(first));
		const given = valueOf(await act(first));
		await db.insert(statedStatus).values({ id: 'st_1', planId: CANCER.plan, status: 'atRisk', reason: 'Signed last night.', accountId: USERS.manager.account, at: new Date() });
		for (const user of [USERS.manager, USERS.admin]) expect(because(await closeReview(db, { user, id: first }))).toBe('no-access');
		// Two at once: once.
		const [one, two] = await Promise.all([closeReview(db, { user: REVIEWER, id: first }), closeReview(db, { user: REVIEWER, id: first })]);
		expect(valueOf(one)).toEqual(valueOf(two));
		const [stated] = await db.select().from(statedStatus);
		expect(stated?.endedAt?.toISOString()).toBe(valueOf(one).closedAt);
		const [asItWas, frozen] = [await read(first), await bytes(first)];
		expect(asItWas.closed).toEqual({ name: REVIEWER.name, at: valueOf(one).closedAt });
		expect(asItWas.page).toMatchObject({ rows: [{ stated: { status: 'atRisk', reason: 'Signed last night.' } }, { stated: null }], challenges: [{ question: 'Is the date real?', state: 'open' }], decisions: [{ id: decided.id, struck: false }], actions: [{ id: given.id, done: false, from: null }] });

		await db.update(milestone).set({ status: 'complete', title: 'Renamed', forecast: null });
		await db.update(programme).set({ name: 'Renamed too' });
		await addMilestone(db, FRAGILE.plan, 'FRA-02', { status: 'offTrack', forecast: addDays(TODAY, -9) });
		await db.insert(planChange).values({ planId: CANCER.plan, seq: 7, part: 0, entity: 'milestone', entityId: on, field: 'title', old: 'x', new: 'Renamed', accountId: USERS.manager.account, at: new Date() });
		await challenge('And the next one?');
		expect(because(await moveChallenge(db, { user: REVIEWER, planId: CANCER.plan, threadId: thread, to: 'closed' }))).toBe('done');
		expect(because(await strikeDecision(db, { user: REVIEWER, planId: CANCER.plan, id: decided.id, why: 'Wrong day.' }))).toBe('done');
		expect(because(await setActionDone(db, { user: REVIEWER, planId: CANCER.plan, id: given.id, done: true }))).toBe('done');
		expect(because(await closeReview(db, { user: REVIEWER, id: first }))).toBe('done');
		for (const late of [await decide(first), await act(first), await setAttendance(db, { user: REVIEWER, id: first, attendance: { text: 'Late', was: 'Chair\nLuton' } }), await changeItem(db, { user: REVIEWER, id: first, programmeId: CANCER.id, change: { done: false } })]) {
			expect(because(late)).toBe('conflict');
			expect(refusalOf(late)).toMatch(/^Chief medical officer closed this review on .* Nothing can be added to it/);
		}
		expect(await bytes(first)).toBe(frozen);
		expect(JSON.stringify(await read(first))).toBe(JSON.stringify(asItWas));
		await db.update(programme).set({ name: 'Cancer' }).where(eq(programme.id, CANCER.id));
	});

	it('R3 a decision and a closing at the same moment: it is on the page, or it is refused', async () => {
		const { db } = opened;
		const [row] = await db.select().from(review);
		await db.update(review).set({ heldOn: addDays(row?.heldOn ?? TODAY, -7) });
		const id = valueOf(await begin()).id;
		const answers = await Promise.all([decide(id, { what: 'One.' }), closeReview(db, { user: REVIEWER, id }), decide(id, { what: 'Two.' })]);
		const kept = await db.select({ what: decision.what }).from(decision).where(eq(decision.reviewId, id));
		expect((await read(id)).page.decisions.map(({ what }) => what).toSorted()).toEqual(kept.map(({ what }) => what).toSorted());
		expect(kept).toHaveLength([answers[0], answers[2]].filter(({ ok }) => ok).length);
	});

	it('the next one starts from the last: what is open is carried, what was closed since is shown', async () => {
		const { db } = opened;
		const open = await act(first).then(because);
		expect(open).toBe('conflict');
		await db.update(review).set({ heldOn: sql`held_on - 14` });
		const middle = valueOf(await begin({ heldOn: addDays(TODAY, -2) })).id;
		const carried = valueOf(await act(middle, { what: 'Carry me.' }));
		const finished = valueOf(await act(middle, { what: 'Finish me.' }));
		const asked = await challenge('Close me.');
		valueOf(await closeReview(db, { user: REVIEWER, id: middle }));
		valueOf(await setActionDone(db, { user: REVIEWER, planId: CANCER.plan, id: finished.id, done: true }));
		valueOf(await moveChallenge(db, { user: REVIEWER, planId: CANCER.plan, threadId: asked, to: 'closed' }));
		expect(refusalOf(await begin({ heldOn: addDays(TODAY, -2) }))).toContain('Enter a later day');
		const next = await read(valueOf(await begin()).id);
		expect(next.previous).toEqual({ id: middle, heldOn: addDays(TODAY, -2) });
		expect(next.page.since.review).toBe(addDays(TODAY, -2));
		expect(next.page.actions.map(({ id, from }) => [id, from])).toEqual([[carried.id, addDays(TODAY, -2)]]);
		// What is done in it stays in sight, and can be taken back.
		expect(next.page.actions[0]).toMatchObject({ done: false, ownerId: USERS.manager.person });
		valueOf(await setActionDone(db, { user: USERS.manager, planId: CANCER.plan, id: carried.id, done: true }));
		expect((await read(next.id)).page.actions).toMatchObject([{ id: carried.id, done: true, struck: false }]);
		valueOf(await setActionDone(db, { user: REVIEWER, planId: CANCER.plan, id: carried.id, done: false }));
		valueOf(await strikeAction(db, { user: REVIEWER, planId: CANCER.plan, id: carried.id, why: 'Done by others.' }));
		expect((await read(next.id)).page.actions).toMatchObject([{ id: carried.id, done: false, struck: true }]);
		expect(next.page.challenges.map(({ question, state, closed }) => [question, state, closed?.name ?? null])).toEqual([['And the next one?', 'open', null], ['Close me.', 'closed', REVIEWER.name]]);
	});

	it('a programme that is made while a review is open joins the end of its agenda; a closed one keeps its own', async () => {
		const { db } = opened;
		const made = valueOf(await makeProgramme(db, USERS.admin, { name: 'Planned care', short: 'Planned', prefix: 'PLA', category: '', execPost: '', address: '' }));
		const [open, ...closed] = (await listReviews(db, REVIEWER)) ?? [];
		if (!open) throw new Error('No review is open');
		const { agenda } = (await read(open.id)).page;
		expect(agenda.at(-1)).toMatchObject({ slug: made.slug, status: 'notStarted', minutes: 5, done: false });
		expect(agenda).toHaveLength(3);
		expect(because(await changeItem(db, { user: REVIEWER, id: open.id, programmeId: made.id, change: { place: 0, note: { text: 'Welcome.', was: '' } } }))).toBe('done');
		expect((await read(open.id)).page.agenda.map(({ slug }) => slug)[0]).toBe(made.slug);
		for (const { id } of closed) expect((await read(id)).page.agenda.map(({ slug }) => slug)).not.toContain(made.slug);
		await db.delete(reviewItem).where(eq(reviewItem.programmeId, made.id));
	});

	it('R3 a page keeps which decisions were wanted and what the rule counted with; one frozen before these were kept still opens', async () => {
		const { db } = opened;
		await db.update(milestone).set({ ask: 'Choose the second site by 30 Nov.', status: 'onTrack' }).where(eq(milestone.id, on));
		const [open] = (await listReviews(db, REVIEWER)) ?? [];
		if (!open) throw new Error('No review is open');
		valueOf(await act(open.id, { what: 'Ask the trusts.' }));
		expect((await read(open.id)).page.decisionsWanted).toMatchObject([{ slug: 'cancer', ask: 'Choose the second site by 30 Nov.', milestone: { id: on } }]);
		valueOf(await closeReview(db, { user: REVIEWER, id: open.id }));
		await db.update(milestone).set({ ask: '' }).where(eq(milestone.id, on));
		const kept = await read(open.id);
		expect(kept.page.decisionsWanted).toHaveLength(1);
		expect(kept.page.thresholds).toEqual({ late: 2, atRiskPercent: 20 });
		expect((await read(open.id, USERS.fragile)).page.decisionsWanted).toEqual([]);

		await db.execute(sql`update review set frozen = (frozen - 'decisionsWanted' - 'thresholds') || jsonb_build_object('actions', (select jsonb_agg(each - 'ownerId') from jsonb_array_elements(frozen -> 'actions') each)) where id = ${open.id}`);
		const old = await read(open.id);
		expect(old.page).toMatchObject({ decisionsWanted: null, thresholds: { late: 2, atRiskPercent: 20 } });
		expect(old.page.actions.find(({ from }) => from === null)).toMatchObject({ what: 'Ask the trusts.', ownerId: null });
		expect((await read(open.id, USERS.fragile)).page.decisionsWanted).toBeNull();
		await db.update(review).set({ heldOn: sql`held_on - 14` });
		valueOf(await begin());
	});

	it('T8 others are shown what concerns the programmes they may read, open and closed; newcomers nothing', async () => {
		const { db } = opened;
		const listed = (await listReviews(db, USERS.fragile)) ?? [];
		expect(listed.length).toBeGreaterThan(2);
		for (const { id } of listed) {
			const { page } = await read(id, USERS.fragile);
			expect(page.programmes.map(({ slug }) => slug)).toEqual(['fragile']);
			expect(JSON.stringify(page)).not.toMatch(/cancer|CAN-01/i);
			expect(await readReview(db, USERS.nobody, id)).toBeNull();
		}
		expect(await listReviews(db, USERS.nobody)).toBeNull();
	});

	it('T1 a role that was taken away counts at once', async () => {
		const { db } = opened;
		const [open] = (await listReviews(db, REVIEWER)) ?? [];
		if (!open) throw new Error('No review is open');
		expect(because(await decide(open.id, { user: USERS.manager }))).toBe('no-access');
		await db.delete(portfolioRole).where(eq(portfolioRole.accountId, REVIEWER.account));
		for (const answer of [await closeReview(db, { user: REVIEWER, id: open.id }), await begin(), await act(open.id)]) expect(because(answer)).toBe('no-access');
		expect(await db.select().from(action).where(eq(action.reviewId, open.id))).toEqual([]);
	});
});
