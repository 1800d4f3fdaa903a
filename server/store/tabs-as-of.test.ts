/** The tabs of a programme as of an instant, where it is tight: midnights, the moment of a meeting's close, a text that is being written, what was archived, ended or taken away since. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, programmeRole } from '#drizzle/schema.server.ts';
import { parseAsOf, type PastTime } from '#lib/plan/as-of.ts';
import { endOfDayInLondon } from '#lib/plan/dates.ts';
import { addEntity, proseOf, setField } from '#lib/plan/document.ts';
import { newId } from '#lib/plan/ids.ts';
import { smartList } from '#lib/plan/smart-list.ts';
import { newRequest } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History } from '../../tests/helpers/history.ts';
import { CANCER, FRAGILE, USERS } from '../../tests/helpers/portfolio.ts';
import { activityChoices, listActivity } from './activity.ts';
import { confirm } from './confirmations.ts';
import { confirmedAsOf } from './confirmed-as-of.ts';
import type { OpenDatabase } from './database.ts';
import { discussionAsOf } from './discussion-as-of.ts';
import { beginReview, closeReview } from './review-commands.ts';
import { beginRound, endRound } from './round-commands.ts';
import { readRound } from './rounds.ts';
import { smartPlanAsOf } from './smart-as-of.ts';
import { stateStatus } from './stated-status.ts';
import { beginThread, setResolved } from './thread-commands.ts';

const MILESTONE = newId('ms');
const [PLAN, MANAGER] = [CANCER.plan, USERS.manager];
/** Clocks go back that night: the day is 25 hours long. */
const MIDNIGHT = endOfDayInLondon('2026-10-25');
const at = (minutes: number) => new Date(MIDNIGHT.getTime() + minutes * 60_000);
const CLOSED = at(300);

let opened: OpenDatabase;
let history: History;
beforeAll(async () => {
	opened = await openTestDatabase();
	const { db } = opened;
	history = new History(db, 5);
	await history.begin();
	const edit = async (time: Date, make: Parameters<History['editNow']>[1]) => {
		history.at = time;
		await history.editNow(PLAN, make);
	};
	const writes = (text: string) => (doc: Parameters<Parameters<History['editNow']>[1]>[0]) => void proseOf(doc, { entity: 'milestone', id: MILESTONE, field: 'commentary' })?.insert(0, text);
	await edit(at(-600), (doc) => addEntity(doc, 'milestone', MILESTONE, { title: 'Clinics open', status: 'onTrack', doneWhen: '' }));
	const talk = { planId: PLAN, user: MANAGER, mentions: [], subject: { on: 'milestone' as const, milestone: MILESTONE, field: null } };
	const thread = await beginThread(db, { ...talk, body: 'Is it so?', requestId: newRequest(), at: at(-500) });
	if (!thread.ok) throw new Error(thread.message);
	await stateStatus(db, { user: MANAGER, planId: PLAN, status: 'offTrack', reason: 'I think so', at: at(-480) });
	const round = await beginRound(db, { user: MANAGER, planId: PLAN, due: '2026-10-30', note: '', at: at(-400) });
	if (!round.ok) throw new Error(round.message);
	await confirm(db, { user: MANAGER, planId: PLAN, milestoneId: MILESTONE, at: at(-1 / 60_000) });
	// Half a minute before midnight to half a minute after, in one row of the log.
	await edit(at(-0.5), writes('Before. '));
	await edit(at(0.25), writes('After. '));
	await edit(at(60), (doc) => void setField(doc, { entity: 'milestone', id: MILESTONE, field: 'title' }, 'Clinics open at three sites'));
	await edit(at(61), (doc) => void setField(doc, { entity: 'milestone', id: MILESTONE, field: 'doneWhen' }, 'Three sites report'));
	await setResolved(db, { planId: PLAN, user: MANAGER, threadId: thread.value.id, to: 'resolved', at: at(120) });
	await endRound(db, { user: MANAGER, planId: PLAN, roundId: round.value.id, at: at(130) });
	const review = await beginReview(db, { user: USERS.reviewer, title: 'A review', heldOn: '2026-10-26', requestId: newRequest(), at: at(200) });
	if (!review.ok) throw new Error(review.message);
	await closeReview(db, { user: USERS.reviewer, id: review.value.id, at: CLOSED });
	await edit(at(400), (doc) => void setField(doc, { entity: 'milestone', id: MILESTONE, field: 'archived' }, true));
	// Whoever did all of it has left.
	await db.delete(programmeRole).where(eq(programmeRole.accountId, MANAGER.account));
	await db.update(account).set({ disabledAt: at(500) }).where(eq(account.id, MANAGER.account));
}, 120_000);
afterAll(async () => {
	history.close();
	await opened.close();
});

const asOf = (asked: string): PastTime => {
	const time = parseAsOf([asked], { now: at(6_000), first: '2026-10-25' });
	if (time.when !== 'past') throw new Error(`${asked} is not past`);
	return time;
};
/** The newest change that was known. */
const newest = async (until: Date) => (await listActivity(opened.db, PLAN, { until })).entries[0];

describe(`the tabs as of an instant (${databaseKind})`, () => {
	const DAY = asOf('2026-10-25').until;

	it('R1: a day ends at midnight in London, also when clocks go back', async () => {
		expect(DAY).toEqual(MIDNIGHT);
		const [confirmed] = await confirmedAsOf(opened.db, PLAN, DAY);
		expect(confirmed?.last?.at).toBe(at(-1 / 60_000).toISOString());
		expect((await confirmedAsOf(opened.db, PLAN, at(-1 / 60_000)))[0]?.last).toBeNull();
		expect((await readRound(opened.db, PLAN, at(-400))).newest).toBeNull();
		expect((await readRound(opened.db, PLAN, new Date(at(-400).getTime() + 1))).newest?.closed).toBeNull();
	});

	it('R1: a text that is being written goes no further than it had got, whoever is asked about', async () => {
		expect((await newest(DAY))?.lines).toEqual([expect.objectContaining({ text: { before: '', removed: '', added: 'Before. ', after: '' } })]);
		expect((await newest(at(1)))?.lines).toEqual([expect.objectContaining({ text: { before: '', removed: '', added: 'After. Before. ', after: '' } })]);
		const filtered = await listActivity(opened.db, PLAN, { filter: { person: MANAGER.person, milestone: MILESTONE, to: '2026-10-25' }, until: DAY });
		expect(filtered.entries[0]?.lines[0]?.text?.added).toBe('Before. ');
	});

	it('R1: what was changed since a confirmation, or since the round began, counts to the millisecond, also in a text that goes on', async () => {
		const changed = async (until: Date) => (await confirmedAsOf(opened.db, PLAN, until))[0]?.changed;
		const written = at(-0.5).getTime();
		expect([await changed(new Date(written)), await changed(new Date(written + 1)), await changed(DAY), await changed(at(1))]).toEqual([false, true, false, true]);
	});

	it('R1: titles, tests and names are those of then; what was archived since was there', async () => {
		const then = smartList(CANCER.slug, await smartPlanAsOf(opened.db, PLAN, DAY));
		expect(then.filter(({ letter }) => letter === 'measurable').map(({ title }) => title)).toEqual(['Clinics open']);
		expect(smartList(CANCER.slug, await smartPlanAsOf(opened.db, PLAN, at(62))).some(({ letter }) => letter === 'measurable')).toBe(false);
		expect(smartList(CANCER.slug, await smartPlanAsOf(opened.db, PLAN, at(401)))).toEqual([]);
		expect((await activityChoices(opened.db, PLAN, DAY)).milestones).toEqual([expect.objectContaining({ title: 'Clinics open', archived: false })]);
		expect((await newest(DAY))?.milestone).toMatchObject({ title: 'Clinics open', archived: false });
		expect((await newest(at(401)))?.milestone).toMatchObject({ title: 'Clinics open at three sites', archived: true });
		expect((await confirmedAsOf(opened.db, PLAN, at(401))).length).toBe(0);
	});

	it('R1: what was resolved and ended since was open; who left since is named', async () => {
		const then = await discussionAsOf(opened.db, PLAN, DAY);
		expect(then.talks.map(({ first, subject }) => [first.words, first.by, subject])).toEqual([['Is it so?', MANAGER.name, { on: 'milestone', milestone: MILESTONE, field: null }]]);
		expect(then.names[MILESTONE]).toMatchObject({ title: 'Clinics open', archived: false });
		expect((await discussionAsOf(opened.db, PLAN, at(121))).talks).toEqual([]);
		const { newest: round } = await readRound(opened.db, PLAN, DAY);
		expect([round?.closed, round?.by.name, round?.milestones[0]?.title, round?.milestones[0]?.answer?.by.name]).toEqual([null, MANAGER.name, 'Clinics open', MANAGER.name]);
		const { newest: ended } = await readRound(opened.db, PLAN, at(401));
		expect([ended?.closed?.name, ended?.milestones[0]?.settled]).toEqual([MANAGER.name, false]);
		expect((await activityChoices(opened.db, PLAN, DAY)).people).toEqual([{ id: MANAGER.person, name: MANAGER.name }]);
	});

	it('R1, R4: at the very moment of a meeting’s close what was stated still stands, and a millisecond later it does not', async () => {
		const { until } = asOf(CLOSED.toISOString());
		expect((await discussionAsOf(opened.db, PLAN, until)).stated.map(({ endedAt }) => endedAt)).toEqual([null]);
		expect((await discussionAsOf(opened.db, PLAN, new Date(until.getTime() + 1))).stated.map(({ endedAt }) => endedAt)).toEqual([CLOSED.toISOString()]);
	});

	it('R1: of a plan that had not begun there is nothing, and no error', async () => {
		for (const [planId, until] of [[FRAGILE.plan, DAY], [PLAN, at(-700)]] as const) {
			expect(smartList('any', await smartPlanAsOf(opened.db, planId, until))).toEqual([]);
			expect(await discussionAsOf(opened.db, planId, until)).toEqual({ challenges: [], closed: [], confidence: [], decisions: [], actions: [], talks: [], names: {}, whole: [], stated: [] });
			expect(await readRound(opened.db, planId, until)).toEqual({ newest: null, older: [] });
			expect(await confirmedAsOf(opened.db, planId, until)).toEqual([]);
			expect(await listActivity(opened.db, planId, { until })).toEqual({ entries: [], older: null });
			expect(await activityChoices(opened.db, planId, until)).toEqual({ people: [], milestones: [] });
		}
	});
});
