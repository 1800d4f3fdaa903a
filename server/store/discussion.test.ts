import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challenge, challengeStep, comment, commentThread } from '#drizzle/conversation.server.ts';
import type { ChallengeStep } from '#lib/plan/conversation.ts';
import { newId, type KpiId, type MilestoneId, type PlanId, type ThreadId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addKpi, addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { readDiscussion } from './discussion.ts';

let opened: OpenDatabase;
let minutes = 0;

beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
});
afterAll(() => opened.close());

interface Said {
	planId?: PlanId;
	milestoneId?: MilestoneId;
	kpiId?: KpiId;
	resolved?: boolean;
	due?: string;
	steps?: ChallengeStep[];
}
async function say(words: string, { planId = CANCER.plan, milestoneId, kpiId, resolved = false, due, steps = ['raised'] }: Said = {}): Promise<ThreadId> {
	const id = newId('th');
	const at = new Date(Date.UTC(2026, 8, 1, 9, (minutes += 1)));
	const by = USERS.reviewer.account;
	await opened.db.insert(commentThread).values({ id, planId, milestoneId, kpiId, createdAt: at, ...(resolved && { resolvedAt: at, resolvedBy: by }) });
	await opened.db.insert(comment).values({ id: newId('co'), threadId: id, accountId: by, body: words, at, requestId: `request-${minutes}` });
	if (due) {
		await opened.db.insert(challenge).values({ threadId: id, due, raisedBy: by });
		await opened.db.insert(challengeStep).values(steps.map((step, index) => ({ threadId: id, no: index + 1, step, accountId: by, at })));
	}
	return id;
}

describe(`the discussion of a programme (${databaseKind})`, () => {
	it('T8: holds what is said of this plan, each in its list', async () => {
		const milestone = await addMilestone(opened.db, CANCER.plan, 'CAN-01');
		const theirs = await addMilestone(opened.db, FRAGILE.plan, 'FRA-01');
		const kpi = await addKpi(opened.db, CANCER.plan, 'one', null);
		await say('Of another plan', { planId: FRAGILE.plan, milestoneId: theirs, due: '2026-09-01' });
		const answered = await say('Answered', { due: '2026-09-01', steps: ['raised', 'answered'] });
		const open = await say('Open', { milestoneId: milestone, due: '2026-10-01' });
		const closed = await say('Closed', { kpiId: kpi, due: '2026-09-01', steps: ['raised', 'answered', 'closed'], resolved: true });
		await say('Of the plan, no challenge');
		await say('Resolved', { milestoneId: milestone, resolved: true });
		const [older, newer] = [await say('Of a KPI', { kpiId: kpi }), await say('Of a milestone', { milestoneId: milestone })];

		const found = await readDiscussion(opened.db, CANCER.plan);
		expect(found.challenges.map(({ thread, state }) => [thread, state])).toEqual([[open, 'open'], [answered, 'answered']]);
		expect(found.closed.map(({ thread, closed: by }) => [thread, by?.name])).toEqual([[closed, USERS.reviewer.name]]);
		expect(found.talks.map(({ thread }) => thread)).toEqual([newer, older]);
		expect(found.names).toEqual({ [milestone]: { ref: 'CAN-01', title: 'Title of CAN-01', archived: false }, [kpi]: { ref: '', title: 'Measure one', archived: false } });
		expect(found.people.map(({ id }) => id)).toContain(USERS.reader.person);
		expect(JSON.stringify(found)).not.toContain('Of another plan');
	});
});
