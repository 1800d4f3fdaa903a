/** Threads as pages read them. Who may read the plan is the caller's to check (T8). */
import { and, asc, count, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { challenge, comment, commentThread } from '#drizzle/conversation.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import type { OpenCounts, ThreadField, ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import type { KpiId, MilestoneId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import { challengesOf } from './challenge-views.ts';
import { commentsWhere } from './comment-views.ts';
import type { Database } from './query.ts';

/** Which threads of a plan: about one milestone (its fields too), one KPI, any KPI, the plan itself, all that are open, or all there are. */
export type WhichThreads = { milestone: MilestoneId } | { kpi: KpiId } | 'kpis' | 'plan' | 'open' | 'all';

/** Threads by their first comment, oldest first; of the open ones challenges come first. */
export async function listThreads(db: Database, planId: PlanId, which: WhichThreads): Promise<ThreadView[]> {
	const threads = await threadsWhere(db, eq(commentThread.planId, planId), conditionOf(which));
	if (which !== 'open') return threads;
	return [...threads.filter((thread) => thread.challenge !== null), ...threads.filter((thread) => thread.challenge === null)];
}

function conditionOf(which: WhichThreads): SQL | undefined {
	if (which === 'all') return undefined;
	if (which === 'open') return isNull(commentThread.resolvedAt);
	if (which === 'kpis') return isNotNull(commentThread.kpiId);
	if (which === 'plan') return and(isNull(commentThread.milestoneId), isNull(commentThread.kpiId));
	return 'milestone' in which ? eq(commentThread.milestoneId, which.milestone) : eq(commentThread.kpiId, which.kpi);
}

/** One thread, as the command that wrote it answers it. @throws when there is none of that id */
export async function threadView(db: Database, id: ThreadId): Promise<ThreadView> {
	const [thread] = await threadsWhere(db, eq(commentThread.id, id));
	if (!thread) throw new Error('The thread was written and cannot be found');
	return thread;
}

async function threadsWhere(db: Database, ...conditions: (SQL | undefined)[]): Promise<ThreadView[]> {
	const rows = await db
		.select({ id: commentThread.id, milestoneId: commentThread.milestoneId, kpiId: commentThread.kpiId, field: commentThread.field, resolvedAt: commentThread.resolvedAt, resolvedBy: person.name })
		.from(commentThread)
		.leftJoin(account, eq(account.id, commentThread.resolvedBy))
		.leftJoin(person, eq(person.id, account.personId))
		.where(and(...conditions))
		.orderBy(asc(commentThread.createdAt), asc(commentThread.id));
	const ids = rows.map(({ id }) => id);
	if (ids.length === 0) return [];
	const [comments, challenges] = [await commentsWhere(db, inArray(comment.threadId, ids)), await challengesOf(db, ids)];
	return rows.map((row) => ({
		id: row.id,
		subject: subjectOf(row),
		comments: comments.get(row.id) ?? [],
		resolved: row.resolvedAt && { name: row.resolvedBy ?? '', at: row.resolvedAt.toISOString() },
		challenge: challenges.get(row.id) ?? null
	}));
}

/** What a row of threads is about. */
export function subjectOf({ milestoneId, kpiId, field }: { milestoneId: MilestoneId | null; kpiId: KpiId | null; field: ThreadField | null }): ThreadSubject {
	if (milestoneId !== null) return { on: 'milestone', milestone: milestoneId, field };
	return kpiId === null ? { on: 'plan' } : { on: 'kpi', kpi: kpiId };
}

/** The open threads and challenges of each milestone of a plan; milestones without any are left out. */
export async function openCounts(db: Database, planId: PlanId): Promise<Record<MilestoneId, OpenCounts>> {
	const rows = await db
		.select({ milestone: commentThread.milestoneId, threads: count(), challenges: count(challenge.threadId) })
		.from(commentThread)
		.leftJoin(challenge, eq(challenge.threadId, commentThread.id))
		.where(and(eq(commentThread.planId, planId), isNull(commentThread.resolvedAt), isNotNull(commentThread.milestoneId)))
		.groupBy(commentThread.milestoneId);
	const counts: Record<MilestoneId, OpenCounts> = {};
	for (const { milestone, threads, challenges } of rows) if (milestone !== null) counts[milestone] = { threads, challenges };
	return counts;
}
