/** What the discussion page of a programme shows. Who may read the plan is the caller's to check (T8). */
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { challenge, comment, commentThread } from '#drizzle/conversation.server.ts';
import { kpi, milestone, person } from '#drizzle/schema.server.ts';
import type { ConfidenceView } from '#lib/plan/confidence.ts';
import type { ThreadView } from '#lib/plan/conversation.ts';
import { challengeRow, inChallengeOrder, inTalkOrder, talkRow, type ChallengeRow, type TalkRow } from '#lib/plan/discussion.ts';
import type { PersonId, PlanId } from '#lib/plan/ids.ts';
import type { ActionView, DecisionView } from '#lib/plan/records.ts';
import { listActions } from './actions-read.ts';
import { challengesOf } from './challenge-views.ts';
import { commentsWhere } from './comment-views.ts';
import { listConfidence } from './confidence.ts';
import { listDecisions } from './decisions.ts';
import type { Database } from './query.ts';
import { listThreads, subjectOf } from './threads.ts';

export interface Discussion {
	/** Open and answered, in the order of the page. */
	challenges: ChallengeRow[];
	/** The newest first; at most `MOST_CLOSED`. */
	closed: ChallengeRow[];
	/** Of the programme as a whole, newest first. */
	confidence: ConfidenceView[];
	decisions: DecisionView[];
	actions: ActionView[];
	/** Open conversations about milestones and KPIs that are no challenges, the one last spoken in first. */
	talks: TalkRow[];
	/** What the ids in all of these are called, by id. */
	names: Record<string, { ref: string; title: string; archived: boolean }>;
	/** Who can own an action. */
	people: { id: PersonId; name: string }[];
}

export const MOST_CLOSED = 50;

export async function readDiscussion(db: Database, planId: PlanId): Promise<Discussion> {
	const open = await listThreads(db, planId, 'open');
	return {
		challenges: inChallengeOrder(open.flatMap((thread) => challengeRow(thread) ?? [])),
		closed: (await closedChallenges(db, planId)).flatMap((thread) => challengeRow(thread) ?? []),
		confidence: await listConfidence(db, planId, null),
		decisions: await listDecisions(db, planId, 'all'),
		actions: await listActions(db, planId, 'all'),
		talks: inTalkOrder(open.filter(({ challenge: isChallenge, subject }) => isChallenge === null && subject.on !== 'plan').map(talkRow)),
		names: await namesOf(db, planId),
		people: await db.select({ id: person.id, name: person.name }).from(person).orderBy(asc(person.name))
	};
}

async function closedChallenges(db: Database, planId: PlanId): Promise<ThreadView[]> {
	const rows = await db
		.select({ thread: commentThread })
		.from(challenge)
		.innerJoin(commentThread, eq(commentThread.id, challenge.threadId))
		.where(and(eq(commentThread.planId, planId), isNotNull(commentThread.resolvedAt)))
		.orderBy(desc(commentThread.resolvedAt), asc(commentThread.id))
		.limit(MOST_CLOSED);
	const ids = rows.map(({ thread }) => thread.id);
	if (ids.length === 0) return [];
	const [comments, challenges] = [await commentsWhere(db, inArray(comment.threadId, ids)), await challengesOf(db, ids)];
	return rows.map(({ thread }) => ({ id: thread.id, subject: subjectOf(thread), comments: comments.get(thread.id) ?? [], resolved: null, challenge: challenges.get(thread.id) ?? null }));
}

async function namesOf(db: Database, planId: PlanId): Promise<Discussion['names']> {
	const milestones = await db.select({ id: milestone.id, ref: milestone.ref, title: milestone.title, archived: milestone.archived }).from(milestone).where(eq(milestone.planId, planId)).orderBy(asc(milestone.ref));
	const kpis = await db.select({ id: kpi.id, title: kpi.title, archived: kpi.archived }).from(kpi).where(eq(kpi.planId, planId));
	return Object.fromEntries([...milestones.map(({ id, ...rest }) => [id, rest]), ...kpis.map(({ id, ...rest }) => [id, { ref: '', ...rest }])] as [string, Discussion['names'][string]][]);
}
