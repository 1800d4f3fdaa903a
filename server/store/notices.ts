/** Notices: what one person is told, written in the transaction that brought it about (N1). */
import { and, inArray, isNull } from 'drizzle-orm';
import { notice } from '#drizzle/notices.server.ts';
import { account } from '#drizzle/schema.server.ts';
import { newSecret } from '#server/secrets.ts';
import type { AccountId, CommentId, KpiId, MilestoneId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import type { NoticeFacts, NoticeKind } from '#lib/plan/notices.ts';
import { databaseClock } from './plain-command.ts';
import type { Database } from './query.ts';

export interface NewNotice {
	/** Whom to tell; whoever brought it about, and disabled accounts, are passed over. */
	to: readonly AccountId[];
	kind: NoticeKind;
	planId: PlanId;
	milestoneId?: MilestoneId | null;
	kpiId?: KpiId | null;
	threadId?: ThreadId | null;
	commentId?: CommentId | null;
	by: AccountId | null;
	facts?: NoticeFacts;
	/** What it is about, such as a comment's id: one person is told of it once, in whatever kind comes first. */
	once: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/** Tells people, each once. Whether they may still read the plan is asked when it is shown or mailed (N2). */
export async function notify(tx: Database, { to, kind, planId, milestoneId = null, kpiId = null, threadId = null, commentId = null, by, facts = {}, once, at }: NewNotice): Promise<void> {
	const others = [...new Set(to)].filter((each) => each !== by);
	if (others.length === 0) return;
	const open = await tx.select({ id: account.id }).from(account).where(and(inArray(account.id, others), isNull(account.disabledAt)));
	if (open.length === 0) return;
	const told = { kind, planId, milestoneId, kpiId, threadId, commentId, byAccount: by, facts, once, at: databaseClock(at) };
	await tx
		.insert(notice)
		.values(open.map(({ id }) => ({ ...told, id: `no_${newSecret(16)}`, accountId: id })))
		.onConflictDoNothing({ target: [notice.accountId, notice.once] });
}
