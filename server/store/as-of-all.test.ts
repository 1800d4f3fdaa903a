/** A random history of everything that is kept, with copies taken on the way: later, all of it as of each copy's instant is the copy. */
import { asc, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { review } from '#drizzle/reviews.server.ts';
import { kpi } from '#drizzle/schema.server.ts';
import { judgeIn } from '#lib/kpi/judged.ts';
import { dayInLondon } from '#lib/plan/dates.ts';
import { readAll, readEntity } from '#lib/plan/document.ts';
import { OPEN_STATUSES } from '#lib/plan/fields.ts';
import type { KpiId, PlanId } from '#lib/plan/ids.ts';
import { smartList, type SmartPlan } from '#lib/plan/smart-list.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History, randomFrom } from '../../tests/helpers/history.ts';
import { Beside } from '../../tests/helpers/history-beside.ts';
import { CANCER, FRAGILE, USERS } from '../../tests/helpers/portfolio.ts';
import { activityChoices, listActivity } from './activity.ts';
import { lastBefore, type Until } from './as-of.ts';
import { changedSince, lastConfirmed } from './confirmations.ts';
import { confirmedAsOf } from './confirmed-as-of.ts';
import { listConfidence } from './confidence.ts';
import type { OpenDatabase } from './database.ts';
import { listActions } from './actions-read.ts';
import { listDecisions } from './decisions.ts';
import { readDiscussion } from './discussion.ts';
import { discussionAsOf } from './discussion-as-of.ts';
import { exceptions } from './exceptions.ts';
import { signalsOf } from './kpi-signals.ts';
import { readKpiPage, readingsCsv } from './kpi-page.ts';
import { kpiListAsOf } from './kpi-list-as-of.ts';
import { loadPlan } from './load.ts';
import { ownMilestones, planMilestones } from './milestones.ts';
import { milestonesAsOf } from './plan-as-of.ts';
import { besideRows, decisionsWanted } from './review-beside.ts';
import { reviewPage } from './review-page.ts';
import { reviewRows } from './review.ts';
import { readReview } from './reviews.ts';
import { readRound } from './rounds.ts';
import { saidAsOf, threadsAsOf } from './said-as-of.ts';
import { smartPlanAsOf } from './smart-as-of.ts';
import { statedHistory } from './stated-status.ts';
import { listThreads } from './threads.ts';
import { verifyPlan } from './verify.ts';

const PLANS = [CANCER.plan, FRAGILE.plan];
const COPIES = 16;
/** So many milestones of a plan are asked what was said of them. */
const TALKED_OF = 6;
let opened: OpenDatabase;
let history: History;
const copies: Copy[] = [];

/** The review, as its page of a day asks for it. */
async function reviewShown(day: string, until: Until) {
	const { db } = opened;
	const rows = await reviewRows(db, day, undefined, until);
	return { ...(await besideRows(db, rows, { today: day, until })), exceptions: await exceptions(db, rows, day, until), decisions: await decisionsWanted(db, PLANS, { until }), own: await ownMilestones(db, USERS.manager.person, PLANS, until) };
}
async function kpisShown(until: Until) {
	const pages = [];
	for (const { planId, id } of await kpiIds()) pages.push({ page: await readKpiPage(opened.db, planId, id, until), csv: await readingsCsv(opened.db, planId, id, until) });
	return pages;
}
async function kpiIds(): Promise<{ planId: PlanId; id: KpiId }[]> {
	return opened.db.select({ planId: kpi.planId, id: kpi.id }).from(kpi).orderBy(asc(kpi.planId), asc(kpi.id));
}
async function saidNow(planId: PlanId) {
	const { db } = opened;
	const threads = [...(await listThreads(db, planId, 'plan')), ...(await listThreads(db, planId, 'kpis'))];
	const milestones = await planMilestones(db, planId);
	const of = [];
	for (const { id } of milestones.slice(0, TALKED_OF)) of.push({ id, threads: await listThreads(db, planId, { milestone: id }), confidence: await listConfidence(db, planId, id), decisions: await listDecisions(db, planId, id), actions: await listActions(db, planId, id) });
	return { threads, of };
}
async function saidThen(planId: PlanId, until: Date) {
	const { db } = opened;
	const threads = [...(await threadsAsOf(db, planId, 'plan', until)), ...(await threadsAsOf(db, planId, 'kpis', until))];
	const of = [];
	for (const { id } of (await planMilestones(db, planId, until)).slice(0, TALKED_OF)) {
		of.push({ id, ...(await saidAsOf(db, planId, id, until)) });
	}
	return { threads, of };
}
/** What the tabs of a programme show now: the SMART check from the document, the rest from the tables of the present. */
async function tabsNow(planId: PlanId) {
	const { db } = opened;
	const { people: _people, ...discussion } = await readDiscussion(db, planId);
	const rows = await planMilestones(db, planId);
	const [last, changed] = [await lastConfirmed(db, planId), await changedSince(db, planId)];
	const open = rows.filter(({ status, archived }) => !archived && OPEN_STATUSES.includes(status));
	return {
		smart: smartList('cancer', await smartPlanNow(planId)),
		discussion: { ...discussion, whole: await listThreads(db, planId, 'plan'), stated: await statedHistory(db, planId) },
		rounds: await readRound(db, planId),
		confirmed: byId(open.map(({ id, ref, title, status, forecast }) => ({ id, ref, title, status, forecast, last: last.find(({ milestone }) => milestone === id) ?? null, changed: changed.includes(id) }))),
		...(await activityPages(planId, null))
	};
}
async function tabsThen(planId: PlanId, until: Date) {
	const { db } = opened;
	return {
		smart: smartList('cancer', await smartPlanAsOf(db, planId, until)),
		discussion: await discussionAsOf(db, planId, until),
		rounds: await readRound(db, planId, until),
		confirmed: byId(await confirmedAsOf(db, planId, until)),
		...(await activityPages(planId, until))
	};
}
/** As its page asks for it. */
async function smartPlanNow(planId: PlanId): Promise<SmartPlan> {
	const loaded = await loadPlan(opened.db, planId);
	if (!loaded) throw new Error(`There is no plan ${planId}`);
	const { doc } = loaded;
	const read = { milestones: readAll(doc, 'milestone'), kpis: readAll(doc, 'kpi'), info: readEntity(doc, 'plan', '')?.record ?? null };
	doc.destroy();
	return read;
}
/** Two pages, and one person's and one milestone's changes. */
async function activityPages(planId: PlanId, until: Until) {
	const { db } = opened;
	const choices = await activityChoices(db, planId, until);
	const first = await listActivity(db, planId, { size: 30, until });
	const next = first.older && (await listActivity(db, planId, { size: 30, before: first.older, until }));
	const [person, milestone] = [choices.people[0]?.id, choices.milestones.at(-1)?.id];
	const filtered = await listActivity(db, planId, { filter: { ...(person && { person }), ...(milestone && { milestone }) }, until });
	return { choices, activity: [first, next, filtered] };
}
/** What the readings of a page say by its own definition and judgements, place by place. */
function judgedOn({ kpi: { id, direction, target }, places, readings, recalculations }: NonNullable<Awaited<ReturnType<typeof readKpiPage>>>) {
	return places.map(({ id: where }) => {
		const own = readings.filter((reading) => reading.place === where);
		const { variation, assurance } = judgeIn(where, own, { direction, target: target?.value ?? null, judgements: recalculations }).analysis;
		return { kpi: id, place: where, variation, assurance, points: own.length };
	});
}
function byPlace<Each extends { kpi: string; place: string }>(list: readonly Each[]): Each[] {
	return list.toSorted((one, other) => (`${one.kpi} ${one.place}` < `${other.kpi} ${other.place}` ? -1 : 1));
}
function byId<Each extends { id: string }>(list: readonly Each[]): Each[] {
	return list.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
async function copyOf(at: Date) {
	const day = dayInLondon(at);
	// What happened at the very instant is in the copy: "as of" means before an instant, to the millisecond.
	return { until: new Date(at.getTime() + 1), day, review: await reviewShown(day, null), kpis: await kpisShown(null), ids: await kpiIds(), milestones: await Promise.all(PLANS.map((id) => planMilestones(opened.db, id))), said: await Promise.all(PLANS.map((id) => saidNow(id))), tabs: await Promise.all(PLANS.map((id) => tabsNow(id))) };
}
type Copy = Awaited<ReturnType<typeof copyOf>>;

beforeAll(async () => {
	opened = await openTestDatabase();
	history = new History(opened.db, 11);
	await history.begin();
	const beside = new Beside(history, 12);
	await beside.begin();
	const random = randomFrom(13);
	await history.live(12);
	for (let part = 0; part < COPIES; part += 1) {
		for (let step = 0; step < 16; step += 1) {
			if (step === 7 || step === 15) await beside.meets();
			else if (random() < 0.4) await history.live(1);
			else await beside.happens(random() < 0.7 ? CANCER.plan : FRAGILE.plan);
		}
		if (part % 3 === 0) for (const planId of PLANS) await beside.lasts(planId);
		if (part % 5 === 1) for (const planId of PLANS) await beside.answers(planId);
		if (part % 5 === 3) for (const planId of PLANS) await beside.asks(planId);
		if (part % 5 === 4) for (const planId of PLANS) await beside.links(planId);
		if (part % 5 === 2) for (const planId of PLANS) await beside.states(planId);
		if (part % 4 === 2) for (const planId of PLANS) await beside.mends(planId);
		if (part % 4 === 1) for (const planId of PLANS) await beside.strikes(planId);
		// Somebody is writing when it is copied, and goes on after.
		for (const planId of PLANS) await beside.writes(planId);
		copies.push(await copyOf(history.at));
		for (const planId of PLANS) await beside.writes(planId);
	}
}, 240_000);
afterAll(async () => {
	history.close();
	await opened.close();
});

describe(`everything as of an instant on the ${databaseKind}`, () => {
	it('R1: much happened', () => {
		const all = copies.flatMap(({ kpis }) => kpis.flatMap(({ page }) => page ?? []));
		expect(all.some(({ readings }) => readings.some(({ was }) => was !== null))).toBe(true);
		expect(all.some(({ held }) => held > 0)).toBe(true);
		expect(all.some(({ recalculations }) => recalculations.length > 0)).toBe(true);
		expect(all.some(({ endedRecalculations }) => endedRecalculations.length > 0)).toBe(true);
		expect(all.some(({ milestones }) => milestones.length > 0)).toBe(true);
		const rows = copies.flatMap(({ review: { rows: each } }) => each);
		expect(rows.some(({ stated }) => stated)).toBe(true);
		expect(rows.some(({ slippedSince }) => slippedSince)).toBe(true);
		expect(rows.some(({ signals }) => (signals?.count ?? 0) > 0)).toBe(true);
		expect(copies.some(({ review: { decisions } }) => decisions.length > 0)).toBe(true);
		const threads = copies.flatMap(({ said }) => said.flatMap((each) => [...each.threads, ...each.of.flatMap((one) => one.threads)]));
		expect(threads.some(({ comments }) => comments.some(({ earlier }) => earlier.length > 1))).toBe(true);
		expect(threads.some(({ resolved, challenge }) => resolved && !challenge)).toBe(true);
		expect(threads.some(({ challenge }) => challenge?.state === 'answered')).toBe(true);
		const tabs = copies.flatMap(({ tabs: each }) => each);
		expect(tabs.some(({ smart }) => smart.some(({ kind }) => kind === 'kpi') && smart.some(({ kind }) => kind === 'milestone'))).toBe(true);
		expect(tabs.some(({ smart }) => smart.some(({ words }) => words.startsWith('The target is due after the plan ends')))).toBe(true);
		expect(tabs.some(({ discussion }) => discussion.closed.length > 0 && discussion.challenges.length > 0)).toBe(true);
		expect(tabs.some(({ discussion }) => discussion.talks.length > 1 && discussion.whole.length > 0)).toBe(true);
		expect(tabs.some(({ discussion }) => discussion.actions.some(({ done }) => done) && discussion.actions.some(({ struck }) => struck) && discussion.decisions.some(({ struck }) => struck))).toBe(true);
		expect(tabs.some(({ discussion }) => discussion.stated.some(({ endedAt }) => endedAt))).toBe(true);
		expect(tabs.some(({ rounds }) => rounds.newest?.closed === null && rounds.newest.milestones.some(({ answer }) => answer) && rounds.newest.milestones.some(({ settled }) => settled))).toBe(true);
		expect(tabs.some(({ rounds }) => rounds.older.length > 1)).toBe(true);
		expect(tabs.some(({ confirmed }) => confirmed.some(({ last, changed }) => last && changed) && confirmed.some(({ last, changed }) => last && !changed))).toBe(true);
		expect(tabs.some(({ activity }) => activity[1] && activity[2]?.entries.length)).toBe(true);
	});

	it('R1: the review is what its page showed: rows, stated statuses, trends, signals, decisions wanted, what needs attention', async () => {
		for (const { day, until, review: shown } of copies) expect(await reviewShown(day, until), until.toISOString()).toEqual(shown);
	});

	it('R1: a KPI’s page is what it showed: definition, readings, revisions, limits, linked milestones, the other KPIs; its CSV and its association too', async () => {
		for (const { until, ids, kpis } of copies) {
			const then = await kpisShown(until);
			const known = new Map((await kpiIds()).map(({ id }, index) => [id, then[index]]));
			for (const [index, { id }] of ids.entries()) expect(known.get(id), `${id} ${until.toISOString()}`).toEqual(kpis[index]);
			const later = (await kpiIds()).filter(({ id }) => !ids.some((each) => each.id === id));
			for (const { id } of later) expect(known.get(id)).toEqual({ page: null, csv: null });
			const stored = (await signalsOf(opened.db, PLANS, { asOf: lastBefore(until) })).map(({ kpiId, placeId, variation, assurance, points }) => ({ kpi: kpiId, place: placeId, variation, assurance, points }));
			const judged = then.flatMap(({ page }) => (page ? judgedOn(page) : []));
			expect(byPlace(judged), until.toISOString()).toEqual(byPlace(stored));
		}
	});

	it('R1: the list of KPIs has those of then, each with its newest value', async () => {
		for (const { until, ids, kpis } of copies) {
			for (const planId of PLANS) {
				const list = await kpiListAsOf(opened.db, planId, until);
				const page = kpis.find((_each, index) => ids[index]?.planId === planId)?.page;
				const onTop = (page?.kpis ?? []).map(({ id, newest }) => ({ id, newest }));
				expect(byId(list.kpis.map(({ kpi: { id }, newest }) => ({ id, newest })))).toEqual(byId(onTop));
			}
		}
	});

	it('R1: milestones, their prose, and what was said and recorded of them are what they were', async () => {
		for (const { until, milestones, said } of copies) {
			for (const [index, planId] of PLANS.entries()) {
				expect(await milestonesAsOf(opened.db, planId, until), until.toISOString()).toEqual(milestones[index]);
				expect(await saidThen(planId, until), until.toISOString()).toEqual(said[index]);
			}
		}
	});

	it('R1: the SMART check, the discussion, the updates and the activity are what their pages showed', async () => {
		for (const { until, tabs } of copies) {
			for (const [index, planId] of PLANS.entries()) {
				const then = await tabsThen(planId, until);
				const shown = tabs[index];
				for (const part of ['smart', 'discussion', 'rounds', 'confirmed', 'choices', 'activity'] as const) expect(then[part], `${part} ${planId} ${until.toISOString()}`).toEqual(shown?.[part]);
			}
		}
	});

	it('R3: a closed review’s rows, exceptions, changes and challenges are those as of its closing', async () => {
		const closed = await opened.db.select().from(review).where(isNotNull(review.closedAt)).orderBy(asc(review.heldOn));
		expect(closed.length).toBeGreaterThan(3);
		for (const row of closed) {
			const frozen = (await readReview(opened.db, USERS.reviewer, row.id))?.page;
			const programmes = frozen?.programmes ?? [];
			const again = await reviewPage(opened.db, row, programmes, { closedBy: frozen?.closedBy ?? null, until: row.closedAt });
			expect(JSON.parse(JSON.stringify({ rows: again.rows, exceptions: again.exceptions, changes: again.changes, challenges: again.challenges }))).toEqual(JSON.parse(JSON.stringify({ rows: frozen?.rows, exceptions: frozen?.exceptions, changes: frozen?.changes, challenges: frozen?.challenges })));
		}
	});

	it('D7, K4: the store is what its log and its readings say', async () => {
		for (const planId of PLANS) expect(await verifyPlan(opened.db, planId)).toEqual([]);
	});
});
