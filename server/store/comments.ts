/**
 * Comments on milestones. Each comment opens a thread of its own, which is where replies will go.
 * Author and time come from the session and the database's clock, never from the page.
 */
import { and, asc, count, eq, sql, type SQL } from 'drizzle-orm';
import { comment, commentThread } from '#drizzle/conversation.server.ts';
import { account, milestone, person, plan, portfolioRole, programme, programmeRole } from '#drizzle/schema.server.ts';
import { parseComment, type CommentView } from '#lib/plan/comments.ts';
import { newId, type MilestoneId, type PlanId } from '#lib/plan/ids.ts';
import { can, ROLE_WORDS, type PortfolioRole, type User } from '#lib/plan/rules.ts';
import { databaseClock, done, programmeOf, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';

export interface NewComment {
	user: User;
	planId: PlanId;
	milestoneId: MilestoneId;
	body: string;
	/** Made by the writer's page, 8–100 of A–Z, a–z, 0–9, `_` and `-`; the same for every try at one comment. */
	requestId: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/** Adds a comment. Sent twice by the same account under one request id, it is kept once and the one is answered. */
export async function addComment(db: Database, { user, planId, milestoneId, body, requestId, at }: NewComment): Promise<Answer<CommentView>> {
	const programmeId = await programmeOf(db, planId);
	if (!programmeId) return refused('not-found', 'There is no such plan.');
	if (!can(user, 'comment', programmeId)) return refused('no-access', 'Your role does not let you comment. Ask the programme’s lead for one that does.');
	const parsed = parseComment(body);
	if (!parsed.ok) return refused('invalid', parsed.problem);
	if (!/^[A-Za-z0-9_-]{8,100}$/.test(requestId)) return refused('invalid', 'The comment was sent without its request id. Reload the page and send it again.');

	// Asked before the milestone: a second try must be answered even if it was archived meanwhile.
	const before = await sentBefore(db, user, requestId);
	if (!before) {
		const [on] = await db.select({ archived: milestone.archived }).from(milestone).where(and(eq(milestone.planId, planId), eq(milestone.id, milestoneId)));
		if (!on) return refused('not-found', 'There is no such milestone in this plan.');
		if (on.archived) return refused('conflict', 'This milestone is archived. Bring it back to comment on it.');
		await insert(db, { accountId: user.account, planId, milestoneId, body: parsed.value, requestId, at: databaseClock(at) });
	}
	const kept = before ?? (await sentBefore(db, user, requestId));
	if (!kept) throw new Error('The comment was written and cannot be found');
	if (kept.planId !== planId || kept.view.milestone !== milestoneId || kept.view.body !== parsed.value) {
		return refused('conflict', 'Another comment was already sent under this request id. Send this one again.');
	}
	return done(kept.view);
}

/** The comments on a milestone, oldest first. */
export async function listComments(db: Database, planId: PlanId, milestoneId: MilestoneId): Promise<CommentView[]> {
	const rows = await read(db, and(eq(commentThread.planId, planId), eq(commentThread.milestoneId, milestoneId)));
	return rows.map(({ view }) => view);
}

/** How many comments each milestone of a plan has; milestones without any are left out. */
export async function commentCounts(db: Database, planId: PlanId): Promise<Record<MilestoneId, number>> {
	const rows = await db
		.select({ milestone: sql<MilestoneId>`${commentThread.milestoneId}`, comments: count() })
		.from(comment)
		.innerJoin(commentThread, eq(commentThread.id, comment.threadId))
		.where(eq(commentThread.planId, planId))
		.groupBy(commentThread.milestoneId);
	const counts: Record<MilestoneId, number> = {};
	for (const row of rows) counts[row.milestone] = row.comments;
	return counts;
}

type Row = Pick<typeof comment.$inferInsert, 'accountId' | 'body' | 'requestId'> & { planId: PlanId; milestoneId: MilestoneId; at: SQL<Date> };

/** Writes a thread and its comment, or neither when the account has used the request id. */
async function insert(db: Database, { planId, milestoneId, at, ...row }: Row): Promise<void> {
	const threadId = newId('th');
	await db.transaction(async (tx) => {
		const [thread] = await tx.insert(commentThread).values({ id: threadId, planId, milestoneId, createdAt: at }).returning({ at: commentThread.createdAt });
		if (!thread) throw new Error('The thread was not written');
		// A try that runs at the same time is waited for here; then one of the two finds the other's row.
		const written = await tx
			.insert(comment)
			.values({ ...row, id: newId('co'), threadId, at: thread.at })
			.onConflictDoNothing({ target: [comment.accountId, comment.requestId] })
			.returning({ id: comment.id });
		if (written.length === 0) await tx.delete(commentThread).where(eq(commentThread.id, threadId));
	});
}

async function sentBefore(db: Database, user: User, requestId: string): Promise<{ planId: PlanId; view: CommentView } | null> {
	const [row] = await read(db, and(eq(comment.accountId, user.account), eq(comment.requestId, requestId)));
	return row ?? null;
}

/** As `roleIn` of lib/plan/rules.ts, in SQL: the role in the programme counts before one in its portfolio. */
const roleInPortfolio = sql<PortfolioRole | null>`(
	select ${portfolioRole.role} from ${portfolioRole}
	where ${portfolioRole.accountId} = ${comment.accountId} and ${portfolioRole.portfolioId} = ${programme.portfolioId}
	order by case ${portfolioRole.role} when 'reviewer' then 0 else 1 end limit 1)`;

async function read(db: Database, where: SQL | undefined): Promise<{ planId: PlanId; view: CommentView }[]> {
	const rows = await db
		.select({
			id: comment.id,
			planId: commentThread.planId,
			milestone: sql<MilestoneId>`${commentThread.milestoneId}`,
			body: comment.body,
			at: comment.at,
			account: comment.accountId,
			name: person.name,
			initials: person.initials,
			inProgramme: programmeRole.role,
			inPortfolio: roleInPortfolio
		})
		.from(comment)
		.innerJoin(commentThread, eq(commentThread.id, comment.threadId))
		.innerJoin(plan, eq(plan.id, commentThread.planId))
		.innerJoin(programme, eq(programme.id, plan.programmeId))
		.innerJoin(account, eq(account.id, comment.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.leftJoin(programmeRole, and(eq(programmeRole.accountId, comment.accountId), eq(programmeRole.programmeId, plan.programmeId)))
		.where(where)
		.orderBy(asc(comment.at), asc(comment.id));
	return rows.map((row) => {
		const role = row.inProgramme ?? row.inPortfolio;
		const author = { account: row.account, name: row.name, initials: row.initials, role: role && ROLE_WORDS[role], clinical: role === 'clinical' };
		return { planId: row.planId, view: { id: row.id, milestone: row.milestone, body: row.body, at: row.at.toISOString(), author } };
	});
}
