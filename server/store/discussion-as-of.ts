/** What the discussion page of a programme showed at an instant. Who may read the plan is the caller's to check (T8). */
import { sql } from 'drizzle-orm';
import { actionsBy, decisionBy, knownBy, threadBy } from '#lib/plan/by-then.ts';
import type { ThreadView } from '#lib/plan/conversation.ts';
import { challengeRow, inChallengeOrder, inTalkOrder, talkRow } from '#lib/plan/discussion.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { StatedEarlier } from '#lib/plan/programme-status.ts';
import { listActions } from './actions-read.ts';
import { kpisSql, milestonesSql } from './as-of.ts';
import { listConfidence } from './confidence.ts';
import { listDecisions } from './decisions.ts';
import { MOST_CLOSED, type Discussion } from './discussion.ts';
import { rowsOf, type Database } from './query.ts';
import { statedHistory } from './stated-status.ts';
import { listThreads } from './threads.ts';

export interface PastDiscussion extends Omit<Discussion, 'people'> {
	/** Conversations about the plan as a whole, by their first comment, the oldest first. */
	whole: ThreadView[];
	/** The statuses that leads had stated, the newest first. */
	stated: StatedEarlier[];
}

/** All that had been said and recorded of a programme before an instant (R1), in the words and under the names of then. */
export async function discussionAsOf(db: Database, planId: PlanId, until: Date): Promise<PastDiscussion> {
	const threads = (await listThreads(db, planId, 'all')).flatMap((thread) => threadBy(thread, until) ?? []);
	const open = threads.filter(({ resolved }) => resolved === null);
	return {
		challenges: inChallengeOrder(open.flatMap((thread) => challengeRow(thread) ?? [])),
		closed: closedThen(threads),
		confidence: (await listConfidence(db, planId, null)).filter(({ at }) => knownBy(at, until)),
		decisions: (await listDecisions(db, planId, 'all')).flatMap((each) => decisionBy(each, until) ?? []),
		actions: actionsBy(await listActions(db, planId, 'all'), until),
		talks: inTalkOrder(open.filter(({ challenge, subject }) => challenge === null && subject.on !== 'plan').map(talkRow)),
		names: await namesThen(db, planId, until),
		whole: threads.filter(({ subject }) => subject.on === 'plan'),
		stated: await statedHistory(db, planId, until)
	};
}

function closedThen(threads: readonly ThreadView[]): Discussion['closed'] {
	const closed = threads.flatMap((thread) => (thread.resolved ? (challengeRow(thread) ?? []) : []));
	return closed.toSorted((one, other) => (other.closed?.at ?? '').localeCompare(one.closed?.at ?? '') || one.thread.localeCompare(other.thread)).slice(0, MOST_CLOSED);
}

async function namesThen(db: Database, planId: PlanId, until: Date): Promise<Discussion['names']> {
	const rows = await rowsOf<{ id: string } & Discussion['names'][string]>(
		db,
		sql`select m.id, m.ref, m.title, m.archived from ${milestonesSql(until)} m where m.plan_id = ${planId}
		union all select k.id, '' as ref, k.title, k.archived from ${kpisSql(until)} k where k.plan_id = ${planId}`
	);
	return Object.fromEntries(rows.map(({ id, ...name }) => [id, name]));
}
