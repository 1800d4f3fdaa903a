/** What every comment passes, whether it begins a thread or replies: its words, its request id, the limit, whom it mentions. */
import { and, eq, sql } from 'drizzle-orm';
import { comment, commentThread, commentVersion, mention, challenge } from '#drizzle/conversation.server.ts';
import { MOST_MENTIONS, parseComment, type ThreadSubject } from '#lib/plan/conversation.ts';
import type { Parsed } from '#lib/plan/fields.ts';
import { newId, type AccountId, type CommentId, type PlanId, type ProgrammeId, type ThreadId } from '#lib/plan/ids.ts';
import { notMentionable } from './mentionable.ts';
import { databaseClock, refused, type Answer } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';
import { subjectOf } from './threads.ts';

export interface Words {
	body: string;
	/** Made by the writer's page, 8–100 of A–Z, a–z, 0–9, `_` and `-`; the same for every try at one comment. */
	requestId: string;
	mentions: readonly AccountId[];
}

/** Texts an account may write within a minute, edits among them (T2). */
export const MOST_IN_A_MINUTE = 30;
export const NO_COMMENTING = 'Your role does not let you comment. Ask the programme’s lead for one that does.';
/** What was sent under a used request id is not what was kept under it. */
export const OTHER_WORDS = 'Another comment was already sent under this request id. Send this one again.';

/** The words as they are kept. */
export function parseWords({ body, requestId, mentions }: Words): Parsed<Words> {
	const parsed = parseComment(body);
	if (!parsed.ok) return parsed;
	if (!/^[A-Za-z0-9_-]{8,100}$/.test(requestId)) return { ok: false, problem: 'The comment was sent without its request id. Reload the page and send it again.' };
	const each = parseMentions(mentions);
	return each.ok ? { ok: true, value: { body: parsed.value, requestId, mentions: each.value } } : each;
}

/** Whom a comment mentions, each once. */
export function parseMentions(mentions: readonly AccountId[]): Parsed<AccountId[]> {
	const each = [...new Set(mentions)];
	if (each.length <= MOST_MENTIONS) return { ok: true, value: each };
	return { ok: false, problem: `A comment can mention ${MOST_MENTIONS} people; this one mentions ${each.length}. Take some out.` };
}

/** Now by the database's clock, in whole milliseconds. @param at only the example loader sets it */
export async function clock(tx: Database, at?: Date): Promise<Date> {
	if (at) return at;
	const [row] = await rowsOf<{ ms: number }>(tx, sql`select (extract(epoch from ${databaseClock()}) * 1000)::float8 as ms`);
	if (!row) throw new Error('The database’s clock did not answer');
	return new Date(row.ms);
}

/** `now`, or the millisecond after another instant where that is later: what follows something is never dated before it. */
export function after(now: Date, earlier: string): Date {
	return new Date(Math.max(now.getTime(), Date.parse(earlier) + 1));
}

/**
 * Waits until nothing else that this account writes is under way, to the transaction's end. So two
 * tries at one comment find each other, and the limit counts right. Taken before a thread is locked.
 */
export async function takeTurn(tx: Database, account: AccountId): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`says ${account}`}, 0))`);
}

export interface Sent {
	planId: PlanId;
	thread: ThreadId;
	subject: ThreadSubject;
	/** It began its thread. */
	first: boolean;
	challenge: boolean;
	/** As it was sent, whatever it was edited to since. */
	body: string;
}

/** What this account sent under a request id before; null when nothing was. */
export async function sentBefore(tx: Database, account: AccountId, requestId: string): Promise<Sent | null> {
	const [row] = await tx
		.select({ thread: commentThread, at: comment.at, now: comment.body, then: commentVersion.body, challenge: challenge.threadId })
		.from(comment)
		.innerJoin(commentThread, eq(commentThread.id, comment.threadId))
		.leftJoin(commentVersion, and(eq(commentVersion.commentId, comment.id), eq(commentVersion.no, 1)))
		.leftJoin(challenge, eq(challenge.threadId, comment.threadId))
		.where(and(eq(comment.accountId, account), eq(comment.requestId, requestId)));
	if (!row) return null;
	const { id, planId, createdAt } = row.thread;
	// Replies are dated after what they follow, so only the first has the thread's own time.
	const first = row.at.getTime() === createdAt.getTime();
	return { planId, thread: id, subject: subjectOf(row.thread), first, challenge: row.challenge !== null, body: row.then ?? row.now };
}

/** Refuses words that may not be written now: too many in a minute, or mentions of people who may not see the plan. */
export async function refuseWords(tx: Database, who: { account: AccountId; programmeId: ProgrammeId }, mentions: readonly AccountId[], now: Date, counted: boolean): Promise<Answer<never> | null> {
	if (counted && (await writtenSince(tx, who.account, new Date(now.getTime() - 60_000))) >= MOST_IN_A_MINUTE) {
		return refused('limited', `You have written ${MOST_IN_A_MINUTE} comments within a minute. Wait a minute and send this one again.`);
	}
	const shut = await notMentionable(tx, who.programmeId, mentions);
	if (shut.length === 0) return null;
	const names = [...new Set(shut.map((name) => name ?? 'somebody without an account'))];
	const whom = new Intl.ListFormat('en-GB').format(names);
	return refused('invalid', `This comment mentions ${whom}, who may not see this plan. Take the mention out, or ask the programme’s lead to give them a role. Nothing was sent.`);
}

async function writtenSince(tx: Database, account: AccountId, since: Date): Promise<number> {
	const from = sql`${since.toISOString()}::timestamptz`;
	const [row] = await rowsOf<{ texts: number }>(
		tx,
		sql`select ((select count(*) from comment where account_id = ${account} and at > ${from})
			+ (select count(*) from comment where account_id = ${account} and edited_at > ${from})
			+ (select count(*) from comment c join comment_version v on v.comment_id = c.id where c.account_id = ${account} and c.edited_at > ${from} and v.no > 1 and v.at > ${from}))::int as texts`
	);
	return row?.texts ?? 0;
}

/** Writes the comment and its mentions. */
export async function writeComment(tx: Database, thread: ThreadId, account: AccountId, { body, requestId, mentions }: Words, at: Date): Promise<CommentId> {
	const id = newId('co');
	await tx.insert(comment).values({ id, threadId: thread, accountId: account, body, at, requestId });
	if (mentions.length > 0) await tx.insert(mention).values(mentions.map((accountId) => ({ commentId: id, accountId })));
	return id;
}
