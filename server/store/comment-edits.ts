/** Editing one's own words: the earlier text is kept with its time, and nobody else's can be touched (T3). */
import { and, count, eq, inArray } from 'drizzle-orm';
import { comment, commentThread, commentVersion, mention } from '#drizzle/conversation.server.ts';
import { parseComment, type CommentView, type ThreadSubject } from '#lib/plan/conversation.ts';
import type { AccountId, CommentId, PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { commentView } from './comment-views.ts';
import { mentionedIn, tellOfEdit } from './conversation-notices.ts';
import { done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { after, clock, NO_COMMENTING, parseMentions, refuseWords, takeTurn } from './saying.ts';
import { inStanding } from './standing.ts';
import { threadView } from './threads.ts';

export interface EditComment {
	user: User;
	planId: PlanId;
	commentId: CommentId;
	body: string;
	/** Everyone the comment mentions from now on. */
	mentions: readonly AccountId[];
}
/** A comment and what its thread is about. */
export interface EditedComment {
	comment: CommentView;
	subject: ThreadSubject;
}

/** Gives a comment of one's own another text, other mentions, or both. The same words are no edit and leave no trace. */
export async function editComment(db: Database, { user, planId, commentId, body, mentions }: EditComment): Promise<Answer<EditedComment>> {
	const parsed = parseComment(body);
	if (!parsed.ok) return refused('invalid', parsed.problem);
	const mentioned = parseMentions(mentions);
	if (!mentioned.ok) return refused('invalid', mentioned.problem);
	const wanted = mentioned.value;
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		await takeTurn(tx, user.account);
		const kept = await findComment(tx, planId, commentId);
		if (!kept) return refused('not-found', 'There is no such comment in this plan.');
		if (kept.accountId !== user.account) return refused('no-access', 'Only whoever wrote a comment can edit it. Reply to it instead.');
		if (!can(now, 'comment', programmeId)) return refused('no-access', NO_COMMENTING);
		const before = await mentionedIn(tx, commentId);
		const added = wanted.filter((each) => !before.includes(each));
		const dropped = before.filter((each) => !wanted.includes(each));
		const reworded = parsed.value !== kept.body;
		if (reworded || added.length > 0 || dropped.length > 0) {
			const at = await clock(tx);
			// Those it mentions already may have lost their role since; that must not bar its writer from mending a word.
			const no = await refuseWords(tx, { account: user.account, programmeId }, added, at, reworded);
			if (no) return no;
			if (reworded) await reword(tx, kept, parsed.value, at);
			if (dropped.length > 0) await tx.delete(mention).where(and(eq(mention.commentId, commentId), inArray(mention.accountId, dropped)));
			if (added.length > 0) await tx.insert(mention).values(added.map((accountId) => ({ commentId, accountId })));
		}
		const thread = await threadView(tx, kept.threadId);
		await tellOfEdit(tx, { planId, programmeId, by: user.account, thread }, { id: commentId, body: parsed.value }, added);
		return done({ comment: await commentView(tx, commentId), subject: thread.subject });
	});
}

type Kept = Pick<typeof comment.$inferSelect, 'id' | 'threadId' | 'accountId' | 'body' | 'at' | 'editedAt'>;

/** A comment of this plan. Only its writer changes it, whose turn it is: so it stays as found. */
async function findComment(tx: Database, planId: PlanId, id: CommentId): Promise<Kept | null> {
	const [row] = await tx
		.select({ id: comment.id, threadId: comment.threadId, accountId: comment.accountId, body: comment.body, at: comment.at, editedAt: comment.editedAt })
		.from(comment)
		.innerJoin(commentThread, eq(commentThread.id, comment.threadId))
		.where(and(eq(comment.id, id), eq(commentThread.planId, planId)));
	return row ?? null;
}

async function reword(tx: Database, { id, body: was, at, editedAt }: Kept, body: string, now: Date): Promise<void> {
	const written = editedAt ?? at;
	const [row] = await tx.select({ earlier: count() }).from(commentVersion).where(eq(commentVersion.commentId, id));
	await tx.insert(commentVersion).values({ commentId: id, no: (row?.earlier ?? 0) + 1, body: was, at: written });
	await tx.update(comment).set({ body, editedAt: after(now, written.toISOString()) }).where(eq(comment.id, id));
}
