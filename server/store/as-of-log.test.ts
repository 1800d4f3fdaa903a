/** The figures of the review worked out a second time, from the log alone and in other words, and compared with what the database counts: now and as of the past. */
import { and, asc, desc, eq, isNotNull, lt } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { review } from '#drizzle/reviews.server.ts';
import { checkpoint, planUpdate } from '#drizzle/schema.server.ts';
import { instantOf } from '#lib/plan/as-of.ts';
import { addDays, dayInLondon, daysBetween, type Day } from '#lib/plan/dates.ts';
import { readAll, rootsOf, setField } from '#lib/plan/document.ts';
import type { Kpi, Milestone } from '#lib/plan/fields.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History, randomFrom } from '../../tests/helpers/history.ts';
import { Beside } from '../../tests/helpers/history-beside.ts';
import { CANCER, FRAGILE } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { besideRows } from './review-beside.ts';
import { reviewRows } from './review.ts';

const PLANS = [CANCER.plan, FRAGILE.plan];
const DAYS_AHEAD = 60;
const ARE_OPEN = ['notStarted', 'onTrack', 'atRisk', 'offTrack', 'paused'];

interface LogRow {
	seq: number;
	at: Date;
	bytes: Uint8Array;
}
let opened: OpenDatabase;
let history: History;
const logs = new Map<PlanId, LogRow[]>();

/** The milestones and KPIs of a plan after those updates that pass. */
function replay(planId: PlanId, passes: (row: LogRow) => boolean): { milestones: Milestone[]; kpis: Kpi[] } {
	const doc = new Y.Doc();
	rootsOf(doc);
	for (const row of logs.get(planId) ?? []) if (passes(row)) Y.applyUpdate(doc, row.bytes);
	const state = { milestones: readAll(doc, 'milestone'), kpis: readAll(doc, 'kpi') };
	doc.destroy();
	return state;
}

const isOpen = (milestone: Milestone): boolean => !milestone.archived && ARE_OPEN.includes(milestone.status);

/** Against the forecasts of an earlier state: how many open ones are later now, and by how much at most. */
function later(now: readonly Milestone[], before: readonly Milestone[]): { count: number; mostDays: number } {
	const was = new Map(before.map(({ id, forecast }) => [id, forecast]));
	const days = now.filter(isOpen).flatMap(({ id, forecast }) => {
		const then = was.get(id);
		return forecast && then && forecast > then ? [daysBetween(then, forecast)] : [];
	});
	return { count: days.length, mostDays: Math.max(0, ...days) };
}

async function figuresOfLog(planId: PlanId, day: Day, until: Date) {
	const { milestones, kpis } = replay(planId, ({ at }) => at < until);
	const live = milestones.filter(({ archived }) => !archived);
	const open = live.filter(isOpen);
	const statuses: Record<string, number> = {};
	for (const { status } of live) statuses[status] = (statuses[status] ?? 0) + 1;
	const overdue = open.filter(({ forecast }) => forecast !== null && forecast < day).toSorted((one, other) => (`${one.forecast} ${one.ref}` < `${other.forecast} ${other.ref}` ? -1 : 1));
	const due = open.flatMap(({ forecast }) => (forecast !== null && forecast >= day && forecast <= addDays(day, DAYS_AHEAD) ? [forecast] : []));
	const late = open.filter((each) => each.status === 'offTrack' || overdue.includes(each)).length;
	const atRisk = open.filter(({ status }) => status === 'atRisk').length;
	const status = live.length === 0 ? 'notStarted' : open.length === 0 ? (statuses.complete ? 'complete' : 'closed') : late >= 2 ? 'offTrack' : late === 1 || (atRisk > 0 && atRisk * 5 >= open.length) ? 'atRisk' : 'onTrack';
	const [baseline] = await opened.db.select({ seq: checkpoint.seq }).from(checkpoint).where(and(eq(checkpoint.planId, planId), isNotNull(checkpoint.baselineNo), lt(checkpoint.approvedAt, until))).orderBy(desc(checkpoint.baselineNo)).limit(1);
	const [last] = await opened.db.select({ at: review.closedAt }).from(review).where(and(isNotNull(review.closedAt), lt(review.closedAt, until))).orderBy(desc(review.closedAt)).limit(1);
	const [frozen, since] = [baseline?.seq, last?.at];
	const agreed = kpis.filter(({ archived }) => !archived);
	return {
		status,
		statuses,
		overdue: overdue.length,
		oldestOverdue: overdue[0]?.ref ?? null,
		due: due.length,
		nextDue: due.toSorted()[0] ?? null,
		slipped: frozen === undefined ? null : later(milestones, replay(planId, ({ seq }) => seq <= frozen).milestones),
		slippedSince: since ? later(milestones, replay(planId, ({ at }) => at < since).milestones) : null,
		kpis: { withTarget: agreed.filter(({ target }) => target !== null).length, withoutTarget: agreed.filter(({ target }) => target === null).length },
		decisions: open.filter(({ ask }) => ask.trim() !== '').length
	};
}

async function figuresOfDatabase(day: Day, until: Date | null) {
	const { rows } = await besideRows(opened.db, await reviewRows(opened.db, day, undefined, until), { today: day, until });
	return new Map(
		rows.map(({ planId, status, figures, overdue, oldestOverdue, due, nextDue, slipped, slippedSince, kpis, decisions }) => {
			const statuses = Object.fromEntries(Object.entries(figures.statuses).filter(([, count]) => count > 0));
			return [planId, { status, statuses, overdue, oldestOverdue, due, nextDue, slipped, slippedSince, kpis, decisions }];
		})
	);
}

/** Every milestone that stands is open and asks for a decision; what is random goes on from there. */
async function asksOf(planId: PlanId): Promise<void> {
	await history.edit(planId, (doc) => {
		for (const { id } of readAll(doc, 'milestone')) for (const [field, value] of [['ask', 'Agree to this'], ['status', 'onTrack']]) setField(doc, { entity: 'milestone', id, field: field ?? '' }, value);
	});
}

beforeAll(async () => {
	opened = await openTestDatabase();
	history = new History(opened.db, 21);
	await history.begin();
	const beside = new Beside(history, 22);
	await beside.begin();
	const random = randomFrom(23);
	for (let step = 0; step < 140; step += 1) {
		// Reviews far apart, so that something slips between them.
		if ([30, 34, 120, 124].includes(step)) await beside.meets();
		else if (step === 60) await asksOf(CANCER.plan);
		else if (random() < 0.6) await history.live(1);
		else await beside.happens(random() < 0.7 ? CANCER.plan : FRAGILE.plan);
	}
	for (const planId of PLANS) logs.set(planId, await opened.db.select({ seq: planUpdate.seq, at: planUpdate.at, bytes: planUpdate.bytes }).from(planUpdate).where(eq(planUpdate.planId, planId)).orderBy(asc(planUpdate.seq)));
}, 240_000);
afterAll(async () => {
	history.close();
	await opened.close();
});

describe(`the review’s figures from the log alone, on the ${databaseKind}`, () => {
	it('R1: now they are those of the log', async () => {
		const day = dayInLondon(history.at);
		const counted = await figuresOfDatabase(day, null);
		for (const planId of PLANS) expect(counted.get(planId)).toEqual(await figuresOfLog(planId, day, new Date(history.at.getTime() + 1)));
	});

	it('R1: at the end of each day, and at any instant, they are those of the log till then', async () => {
		const random = randomFrom(29);
		const begins = Date.UTC(2026, 0, 6);
		const seen: Awaited<ReturnType<typeof figuresOfLog>>[] = [];
		for (let time = 0; time < 15; time += 1) {
			const instant = new Date(begins + Math.floor(random() * (history.at.getTime() - begins)));
			const day = dayInLondon(instant);
			// An instant of an update itself is the sharpest: it is not in.
			const edge = (logs.get(CANCER.plan) ?? [])[Math.floor(random() * (logs.get(CANCER.plan)?.length ?? 0))]?.at ?? instant;
			for (const [today, until] of [[day, instant], [day, instantOf(day)], [dayInLondon(edge), edge]] as const) {
				const counted = await figuresOfDatabase(today, until);
				for (const planId of PLANS) {
					const own = await figuresOfLog(planId, today, until);
					seen.push(own);
					const begun = (logs.get(planId)?.[0]?.at ?? until) < until;
					if (begun) expect(counted.get(planId), `${planId} ${until.toISOString()}`).toEqual(own);
					else expect(counted.has(planId)).toBe(false);
				}
			}
		}
		expect(seen.some(({ slipped }) => (slipped?.count ?? 0) > 0)).toBe(true);
		expect(seen.some(({ slippedSince }) => (slippedSince?.count ?? 0) > 0)).toBe(true);
		expect(seen.some(({ overdue, due }) => overdue > 0 && due > 0)).toBe(true);
		expect(seen.some(({ decisions }) => decisions > 0)).toBe(true);
		expect(new Set(seen.map(({ status }) => status)).size).toBeGreaterThan(2);
	});
});
