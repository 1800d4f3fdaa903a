/**
 * Turns notices into mail. For each account whose notices are due, one mail holds them all; it is
 * written to the outbox in the transaction that marks them, so that none is mailed twice or lost.
 */
import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { mailChoice, notice } from '#drizzle/notices.server.ts';
import { account } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { DEFAULT_OFTEN, NOTICE_KINDS } from '#lib/plan/notices.ts';
import { loadUser } from '#server/auth/users.ts';
import { log } from '#server/log.ts';
import type { Database } from '#server/store/database.ts';
import { mailAddress, mailChoices, unsubscribeKeyOf } from '#server/store/mail-choices.ts';
import { noticesById } from '#server/store/notice-list.ts';
import { enqueueMail } from '#server/store/outbox.ts';
import { databaseClock } from '#server/store/plain-command.ts';
import { letterOf } from './letter.ts';
import { lastMondayMorning, lastMorning } from './mornings.ts';

/** Accounts that one turn writes to, and notices that one mail tells; the rest waits for the next turn. */
const MOST_ACCOUNTS = 50;
const MOST_NOTICES = 100;

/**
 * Writes what is due. What somebody has read by now, may not read any more, or wants no mail of is
 * marked and not mailed; so is everything of accounts without an address.
 * @param now decides on the daily and the weekly mail
 * @param address the public address, for links
 * @returns how many accounts it dealt with; at most {@link MOST_ACCOUNTS}
 */
export async function composeMail(db: Database, { now, address }: { now: Date; address: string }): Promise<number> {
	const accounts = await db.selectDistinct({ id: notice.accountId }).from(notice).leftJoin(mailChoice, chosen).innerJoin(account, eq(account.id, notice.accountId)).where(isDue(now)).limit(MOST_ACCOUNTS);
	for (const { id } of accounts) {
		// What is wrong with one must not keep the mail of the others.
		await db.transaction((tx) => composeFor(tx, id, { now, address })).catch((error: unknown) => log.error({ err: error, account: id }, 'The mail of an account could not be written'));
	}
	return accounts.length;
}

const chosen = and(eq(mailChoice.accountId, notice.accountId), eq(mailChoice.kind, notice.kind));
const byDefault = sql.join(
	NOTICE_KINDS.map((kind) => sql`when ${kind} then ${DEFAULT_OFTEN[kind]}`),
	sql` `
);
const often = sql<string>`coalesce(${mailChoice.often}, case ${notice.kind} ${byDefault} end)`;

function isDue(now: Date): SQL | undefined {
	const writtenBy = (morning: Date) => sql`${notice.at} <= ${morning.toISOString()}::timestamptz`;
	return and(
		isNull(notice.mailedAt),
		or(
			sql`${often} in ('atOnce', 'never')`,
			sql`${account.email} is null or ${account.disabledAt} is not null`,
			and(sql`${often} = 'daily'`, writtenBy(lastMorning(now))),
			and(sql`${often} = 'weekly'`, writtenBy(lastMondayMorning(now)))
		)
	);
}

async function composeFor(tx: Database, of: AccountId, { now, address }: { now: Date; address: string }): Promise<void> {
	const due = await tx
		.select({ id: notice.id, often, read: notice.readAt })
		.from(notice)
		.leftJoin(mailChoice, chosen)
		.innerJoin(account, eq(account.id, notice.accountId))
		.where(and(eq(notice.accountId, of), isDue(now)))
		.orderBy(asc(notice.at), asc(notice.id))
		.limit(MOST_NOTICES)
		// Another process may be at it: what it has taken is its own to tell.
		.for('update', { of: notice, skipLocked: true });
	const [first] = due;
	if (!first) return;
	const user = await loadUser(tx, of);
	const recipient = user && (await mailAddress(tx, of));
	const wanted = due.filter((each) => each.read === null && each.often !== 'never').map(({ id }) => id);
	const notices = user && recipient !== null ? await noticesById(tx, user, wanted) : [];
	if (recipient !== null && notices.length > 0) {
		const letter = letterOf({ notices, address, key: await unsubscribeKeyOf(tx, of), choices: await mailChoices(tx, of) });
		await enqueueMail(tx, { ...letter, account: of, recipient, kind: 'notice', tells: notices.map((each) => each.id), once: `notices ${first.id}` });
	}
	await tx.update(notice).set({ mailedAt: databaseClock() }).where(inArray(notice.id, due.map(({ id }) => id)));
}
