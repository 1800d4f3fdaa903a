/** Comments as they are shown: with who wrote them, whom they mention and what they said before. */
import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { comment, commentThread, commentVersion, mention } from '#drizzle/conversation.server.ts';
import { account, person, plan, portfolioRole, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { CommentView, Mentioned } from '#lib/plan/conversation.ts';
import type { CommentId, ThreadId } from '#lib/plan/ids.ts';
import { ROLE_WORDS, type PortfolioRole } from '#lib/plan/rules.ts';
import type { Database } from './query.ts';

/** As `roleIn` of lib/plan/rules.ts, in SQL: the role in the programme counts before one in its portfolio. */
const roleInPortfolio = sql<PortfolioRole | null>`(
	select ${portfolioRole.role} from ${portfolioRole}
	where ${portfolioRole.accountId} = ${comment.accountId} and ${portfolioRole.portfolioId} = ${programme.portfolioId}
	order by case ${portfolioRole.role} when 'reviewer' then 0 else 1 end limit 1)`;

/** The comments that a condition on `comment` picks, by thread; within one oldest first. */
export async function commentsWhere(db: Database, where: SQL): Promise<Map<ThreadId, CommentView[]>> {
	const rows = await db
		.select({
			id: comment.id,
			thread: comment.threadId,
			body: comment.body,
			at: comment.at,
			editedAt: comment.editedAt,
			account: comment.accountId,
			person: person.id,
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
	const ids = rows.map(({ id }) => id);
	const [mentions, earlier] = [await mentionsIn(db, ids), await earlierOf(db, rows.filter((row) => row.editedAt !== null).map(({ id }) => id))];
	const byThread = new Map<ThreadId, CommentView[]>();
	for (const { id, thread, body, at, editedAt, inProgramme, inPortfolio, ...who } of rows) {
		const role = inProgramme ?? inPortfolio;
		const author = { ...who, role: role && ROLE_WORDS[role], clinical: role === 'clinical' };
		const view: CommentView = { id, body, at: at.toISOString(), author, mentions: mentions.get(id) ?? [], editedAt: editedAt?.toISOString() ?? null, earlier: earlier.get(id) ?? [] };
		push(byThread, thread, view);
	}
	return byThread;
}

/** One comment. @throws when there is none of that id */
export async function commentView(db: Database, id: CommentId): Promise<CommentView> {
	const [view] = [...(await commentsWhere(db, eq(comment.id, id))).values()].flat();
	if (!view) throw new Error('The comment was written and cannot be found');
	return view;
}

async function mentionsIn(db: Database, ids: readonly CommentId[]): Promise<Map<CommentId, Mentioned[]>> {
	const found = new Map<CommentId, Mentioned[]>();
	if (ids.length === 0) return found;
	const rows = await db
		.select({ of: mention.commentId, account: mention.accountId, person: person.id, name: person.name })
		.from(mention)
		.innerJoin(account, eq(account.id, mention.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(inArray(mention.commentId, [...ids]))
		.orderBy(asc(person.name), asc(account.id));
	for (const { of, ...mentioned } of rows) push(found, of, mentioned);
	return found;
}

async function earlierOf(db: Database, ids: readonly CommentId[]): Promise<Map<CommentId, { body: string; at: string }[]>> {
	const found = new Map<CommentId, { body: string; at: string }[]>();
	if (ids.length === 0) return found;
	const rows = await db
		.select({ of: commentVersion.commentId, body: commentVersion.body, at: commentVersion.at })
		.from(commentVersion)
		.where(inArray(commentVersion.commentId, [...ids]))
		.orderBy(asc(commentVersion.no));
	for (const { of, body, at } of rows) push(found, of, { body, at: at.toISOString() });
	return found;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
	const list = map.get(key);
	if (list) list.push(value);
	else map.set(key, [value]);
}
