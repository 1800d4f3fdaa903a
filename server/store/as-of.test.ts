import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEvent } from '#drizzle/access.server.ts';
import { plan, programme } from '#drizzle/schema.server.ts';
import { instantOf } from '#lib/plan/as-of.ts';
import { addDays, type Day } from '#lib/plan/dates.ts';
import type { Exception } from '#lib/plan/exceptions.ts';
import type { CommentId, PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import { valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History, randomFrom } from '../../tests/helpers/history.ts';
import { CANCER, FRAGILE, USERS } from '../../tests/helpers/portfolio.ts';
import { firstKnownDay } from './as-of.ts';
import { editComment } from './comment-edits.ts';
import type { OpenDatabase } from './database.ts';
import { exceptions } from './exceptions.ts';
import { ownMilestones, planMilestones, type MilestoneRecord, type OwnMilestone } from './milestones.ts';
import { milestonesAsOf, planAsOf } from './plan-as-of.ts';
import { versionOf } from './projection.ts';
import { exceptionsAsOf, reviewRowsAsOf } from './review-as-of.ts';
import { reviewRows, type ReviewRow } from './review.ts';
import { threadView } from './threads.ts';
import { verifyPlan } from './verify.ts';

/** What the live pages said at the end of a day, when it was today. */
interface Copy {
	day: Day;
	rows: ReviewRow[];
	exceptions: Exception[];
	milestones: MilestoneRecord[];
	own: OwnMilestone[];
}
const PLANS = [CANCER.plan, FRAGILE.plan];
let opened: OpenDatabase;
let history: History;
const copies: Copy[] = [];

beforeAll(async () => {
	opened = await openTestDatabase();
	history = new History(opened.db, 3);
	await history.begin();
	for (let part = 0; part < 12; part += 1) {
		await history.live(18);
		const day = history.endDay();
		const rows = await reviewRows(opened.db, day);
		copies.push({ day, rows, exceptions: await exceptions(opened.db, rows, day), milestones: await planMilestones(opened.db, CANCER.plan), own: await ownMilestones(opened.db, USERS.manager.person, PLANS) });
	}
});
afterAll(async () => {
	history.close();
	await opened.close();
});

describe(`as of a past day on the ${databaseKind}`, () => {
	it('R1: the history is one in which much happened', () => {
		const all = copies.flatMap(({ rows }) => rows);
		expect(all.some(({ slipped }) => (slipped?.count ?? 0) > 0)).toBe(true);
		expect(all.some(({ challenges }) => challenges > 0)).toBe(true);
		expect(all.some(({ confidence }) => confidence.delivery?.was !== undefined)).toBe(true);
		expect(all.some(({ kpis }) => kpis.withTarget > 0 && kpis.withoutTarget > 0)).toBe(true);
		expect(new Set(copies.flatMap(({ exceptions: seen }) => seen.map(({ kind }) => kind))).size).toBeGreaterThan(2);
		expect(copies.some(({ own }) => own.length > 0)).toBe(true);
	});

	it('R1: every figure of the review is the one that its page showed on that day', async () => {
		for (const { day, rows } of copies) expect(await reviewRowsAsOf(opened.db, day), day).toEqual(rows);
		const last = copies.at(-1);
		expect(await reviewRowsAsOf(opened.db, last?.day ?? '', [FRAGILE.plan])).toEqual(last?.rows.filter(({ slug }) => slug === 'fragile'));
		expect(await reviewRowsAsOf(opened.db, last?.day ?? '', [])).toEqual([]);
	});

	it('R1: what needed attention is what was said to on that day', async () => {
		for (const { day, rows, exceptions: seen } of copies) expect(await exceptionsAsOf(opened.db, rows, day), day).toEqual(seen);
	});

	it('R1: the milestones of a plan, prose included, are those that were there', async () => {
		for (const { day, milestones, own } of copies) {
			expect(await milestonesAsOf(opened.db, CANCER.plan, instantOf(day)), day).toEqual(milestones);
			expect(await ownMilestones(opened.db, USERS.manager.person, PLANS, instantOf(day)), day).toEqual(own);
		}
	});

	it('R1: at any instant the versions and the log say the same', async () => {
		const [first, last] = [Date.UTC(2026, 0, 5), history.at.getTime()];
		const random = randomFrom(7);
		for (let time = 0; time < 12; time += 1) {
			const until = new Date(first + Math.floor(random() * (last - first)));
			for (const planId of PLANS) {
				const past = await planAsOf(opened.db, planId, until);
				const log = (past?.milestones ?? []).map((record) => reported(versionOf(planId, record, until)));
				const versions = await planMilestones(opened.db, planId, until);
				expect(versions.length).toBe(log.length);
				for (const record of versions) expect(log).toContainEqual(ofVersions(record));
				expect(versions.map(({ priority }) => priority?.title ?? null)).toEqual(versions.map(({ priority }) => past?.priorities.find(({ id }) => id === priority?.id)?.title ?? null));
				expect(versions.flatMap(({ kpis }) => kpis.map(({ title }) => title))).toEqual(versions.flatMap(({ kpis }) => kpis.map(({ kpi }) => past?.kpis.find(({ id }) => id === kpi)?.title)));
			}
		}
	});

	it('R1: before a plan was begun there is nothing of it', async () => {
		const before = addDays((await firstKnownDay(opened.db)) ?? '', -1);
		expect(await reviewRowsAsOf(opened.db, before)).toEqual([]);
		expect(await planAsOf(opened.db, CANCER.plan, instantOf(before))).toBeNull();
		expect(await milestonesAsOf(opened.db, CANCER.plan, instantOf(before))).toEqual([]);
	});

	it('R1: a programme made since, and a challenge worded anew since, are as they were', async () => {
		const by = { byAccount: USERS.admin.account, address: '', details: {} };
		await opened.db.insert(programme).values({ id: 'pg_new' as ProgrammeId, portfolioId: 'blmk', slug: 'new', name: 'New', short: 'New', prefix: 'NEW', position: 3 });
		await opened.db.insert(plan).values({ id: 'pl_new' as PlanId, programmeId: 'pg_new' as ProgrammeId, lastAt: new Date(), serverClient: 3 });
		await opened.db.insert(auditEvent).values({ ...by, at: history.at, kind: 'programmeMade', programmeId: 'pg_new' as ProgrammeId });
		const challenged = copies.flatMap(({ exceptions: seen }) => seen.flatMap((each) => (each.kind === 'challenge' ? [each] : [])));
		const planOf = (slug: string) => (slug === 'cancer' ? CANCER.plan : FRAGILE.plan);
		for (const { slug, thread } of new Map(challenged.map((each) => [each.thread, each])).values()) {
			const [first] = (await threadView(opened.db, thread)).comments;
			valueOf(await editComment(opened.db, { user: USERS.reviewer, planId: planOf(slug), commentId: first?.id ?? ('' as CommentId), body: 'Quite other words', mentions: [] }));
		}
		for (const { day, rows, exceptions: seen } of copies) {
			expect(await reviewRowsAsOf(opened.db, day), day).toEqual(rows);
			expect(await exceptionsAsOf(opened.db, rows, day), day).toEqual(seen);
		}
		expect((await exceptions(opened.db, await reviewRows(opened.db, '2026-12-01'), '2026-12-01')).some((each) => each.kind === 'challenge' && each.question === 'Quite other words')).toBe(true);
		expect((await reviewRows(opened.db, '2026-12-01')).map(({ slug }) => slug)).toContain('new');
	});

	it('D7: the store is what its log says', async () => {
		for (const planId of PLANS) expect(await verifyPlan(opened.db, planId)).toEqual([]);
	});
});

/** What of a version the records hold too. */
function reported({ id, ref, title, status, forecast, actual, archived, order, leads, places, dependsOn, doneWhen, dateReason }: ReturnType<typeof versionOf>) {
	return { id, ref, title, status, forecast, actual, archived, order, doneWhen, dateReason, leads: leads, places, dependsOn: [...dependsOn].sort() };
}

function ofVersions({ id, ref, title, status, forecast, actual, archived, order, leads, places, dependsOn, doneWhen, dateReason }: MilestoneRecord) {
	return {
		...{ id, ref, title, status, forecast, actual, archived, order, doneWhen, dateReason },
		leads: Object.fromEntries(leads.map(({ person, kind }) => [person, kind])),
		places: Object.fromEntries(places.map(({ place, status: there }) => [place, there])),
		dependsOn: dependsOn.map(({ plan, milestone }) => `${plan}/${milestone}`).sort()
	};
}
