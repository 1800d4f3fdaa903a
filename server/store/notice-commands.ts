/** What somebody does with their notices. */
import { and, eq, inArray, isNull, lte } from 'drizzle-orm';
import { notice } from '#drizzle/notices.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { databaseClock } from './plain-command.ts';
import type { Database } from './query.ts';

/** Some of somebody's own notices by id (others' are passed over), or all that were written up to an instant, so that what came meanwhile stays unread. */
export type WhichNotices = { ids: readonly string[] } | { upTo: Date };

/** Whether it can be a notice's id. */
export function isNoticeId(sent: unknown): sent is string {
	return typeof sent === 'string' && /^no_[\w-]{1,40}$/.test(sent);
}

/** Marks notices as read. */
export async function markRead(db: Database, of: AccountId, which: WhichNotices): Promise<void> {
	if ('ids' in which && which.ids.length === 0) return;
	const these = 'ids' in which ? inArray(notice.id, [...which.ids]) : lte(notice.at, which.upTo);
	await db.update(notice).set({ readAt: databaseClock() }).where(and(eq(notice.accountId, of), isNull(notice.readAt), these));
}
