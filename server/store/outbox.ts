/** The outbox: mail is a row, written in the transaction that decided on it and sent later (N3). */
import { and, asc, eq, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { mail } from '#drizzle/notices.server.ts';
import { publicAddress } from '#server/public-address.ts';
import { newSecret } from '#server/secrets.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { databaseClock } from './plain-command.ts';
import type { Database } from './query.ts';

export interface NewMail {
	account: AccountId | null;
	recipient: string;
	subject: string;
	/** Plain text; lines end in `\n`. */
	text: string;
	/** `link` holds a way into an account: its text is forgotten once it was sent. */
	kind: 'link' | 'notice';
	headers?: Record<string, string>;
	/** Ids of the notices it tells of. */
	tells?: readonly string[];
	/** The same for every try to write one mail, so that it is written once. */
	once: string;
}

const MESSAGE_ID = 'Message-ID';
/** Kept beside the headers and never sent. */
const TELLS = 'Notices';

/** Puts a mail into the outbox, once. The sender in server/mail takes it from there. */
export async function enqueueMail(tx: Database, { account, headers = {}, tells = [], ...rest }: NewMail): Promise<void> {
	const id = `ma_${newSecret(16)}`;
	// Kept with the mail, so that it stays the same also where the public address changes (N4).
	const withId = { ...headers, [MESSAGE_ID]: `<${id}@${new URL(publicAddress()).hostname}>`, ...(tells.length > 0 && { [TELLS]: tells.join(' ') }) };
	await tx
		.insert(mail)
		.values({ ...rest, id, accountId: account, headers: withId, state: 'waiting', at: databaseClock(), nextTryAt: databaseClock() })
		.onConflictDoNothing({ target: mail.once });
}

/** A mail that this process has taken to send. */
export interface ClaimedMail {
	id: string;
	account: AccountId | null;
	recipient: string;
	subject: string;
	text: string;
	kind: 'link' | 'notice';
	headers: Record<string, string>;
	/** Ids of the notices it tells of; none for other mail. */
	tells: readonly string[];
	/** The same for every try (N4). */
	messageId: string;
	/** When it was written. */
	at: Date;
	/** Which try this is, from 1; while it is this one, the claim is ours. */
	attempt: number;
}

/**
 * Takes mail that is due, so that no other process sends it meanwhile. A claim that has lapsed, of
 * a process that died, is taken again.
 * @param most how many
 * @param forMs how long the claim holds
 * @param now only tests set it; otherwise the database's clock
 */
export async function claimMail(db: Database, { most, forMs, now }: { most: number; forMs: number; now?: Date | undefined }): Promise<ClaimedMail[]> {
	const clock = databaseClock(now);
	return db.transaction(async (tx) => {
		const due = await tx
			.select({ id: mail.id })
			.from(mail)
			.where(and(eq(mail.state, 'waiting'), lte(mail.nextTryAt, clock), or(isNull(mail.claimedUntil), lte(mail.claimedUntil, clock))))
			.orderBy(asc(mail.nextTryAt), asc(mail.id))
			.limit(most)
			.for('update', { skipLocked: true });
		if (due.length === 0) return [];
		const rows = await tx
			.update(mail)
			.set({ claimedUntil: sql`${clock} + ${forMs} * interval '1 millisecond'`, attempts: sql`${mail.attempts} + 1` })
			.where(inArray(mail.id, due.map(({ id }) => id)))
			.returning();
		return rows.map(({ id, accountId, recipient, subject, text, kind, headers, at, attempts }) => {
			const { [MESSAGE_ID]: messageId = `<${id}@localhost>`, [TELLS]: tells = '', ...others } = headers;
			return { id, account: accountId, tells: tells.split(' ').filter((each) => each !== ''), recipient, subject, text: text ?? '', kind, headers: others, messageId, at, attempt: attempts };
		});
	});
}

/** The mail went out. A way into an account is forgotten with it (N5). */
export async function markSent(db: Database, claimed: ClaimedMail, now?: Date): Promise<void> {
	const forgotten = claimed.kind === 'link' ? { text: null } : {};
	await db.update(mail).set({ ...forgotten, state: 'sent', sentAt: databaseClock(now), claimedUntil: null, lastProblem: null }).where(stillOurs(claimed));
}

/** It is tried again after a pause. @param problem in plain words; null leaves the one before */
export async function putOffMail(db: Database, claimed: ClaimedMail, { problem, afterMs, now }: { problem: string | null; afterMs: number; now?: Date | undefined }): Promise<void> {
	const told = problem === null ? {} : { lastProblem: problem };
	await db.update(mail).set({ ...told, claimedUntil: null, nextTryAt: sql`${databaseClock(now)} + ${afterMs} * interval '1 millisecond'` }).where(stillOurs(claimed));
}

/** It is not tried again by itself; an administrator sees it. @param problem in plain words */
export async function failMail(db: Database, claimed: ClaimedMail, problem: string): Promise<void> {
	await db.update(mail).set({ state: 'failed', claimedUntil: null, lastProblem: problem }).where(stillOurs(claimed));
}

/** Takes a mail out that must not be sent as it is. @returns whether it was still ours */
export async function dropMail(tx: Database, claimed: ClaimedMail): Promise<boolean> {
	return (await tx.delete(mail).where(stillOurs(claimed)).returning({ id: mail.id })).length > 0;
}

/** A claim that lapsed may be another's by now, and what that one finds out counts. */
function stillOurs({ id, attempt }: ClaimedMail): SQL | undefined {
	return and(eq(mail.id, id), eq(mail.state, 'waiting'), eq(mail.attempts, attempt));
}

/** Keeps what waits where there is no mail server to send it by (N5). @returns what was kept */
export async function keepMail(db: Database): Promise<{ id: string; kind: 'link' | 'notice' }[]> {
	return db.update(mail).set({ state: 'kept', claimedUntil: null }).where(eq(mail.state, 'waiting')).returning({ id: mail.id, kind: mail.kind });
}
