/** How often somebody wants mail of each kind, and the key by which they stop it without signing in (N6). */
import { eq, sql } from 'drizzle-orm';
import { mailChoice, unsubscribeKey } from '#drizzle/notices.server.ts';
import { account } from '#drizzle/schema.server.ts';
import { newSecret } from '#server/secrets.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { DEFAULT_OFTEN, type MailOften, type NoticeKind } from '#lib/plan/notices.ts';
import type { Database } from './query.ts';

export type MailChoices = Record<NoticeKind, MailOften>;

/** What somebody has chosen, or the default of a kind. */
export async function mailChoices(db: Database, of: AccountId): Promise<MailChoices> {
	const rows = await db.select({ kind: mailChoice.kind, often: mailChoice.often }).from(mailChoice).where(eq(mailChoice.accountId, of));
	return { ...DEFAULT_OFTEN, ...Object.fromEntries(rows.map(({ kind, often }) => [kind, often])) };
}

/** Sets how often somebody gets mail of one kind. */
export async function chooseMail(db: Database, of: AccountId, kind: NoticeKind, often: MailOften): Promise<void> {
	await chooseMails(db, of, { [kind]: often });
}

/** Sets several kinds at once: all of them, or none. */
export async function chooseMails(db: Database, of: AccountId, chosen: Partial<MailChoices>): Promise<void> {
	const rows = (Object.entries(chosen) as [NoticeKind, MailOften][]).map(([kind, often]) => ({ accountId: of, kind, often }));
	if (rows.length === 0) return;
	await db
		.insert(mailChoice)
		.values(rows)
		.onConflictDoUpdate({ target: [mailChoice.accountId, mailChoice.kind], set: { often: sql`excluded.often` } });
}

/** The address mail of notices goes to; null when there is none. */
export async function mailAddress(db: Database, of: AccountId): Promise<string | null> {
	const [row] = await db.select({ email: account.email }).from(account).where(eq(account.id, of));
	return row?.email ?? null;
}

/** The key of somebody's unsubscribe links, 192 random bits; made when it is first needed. */
export async function unsubscribeKeyOf(tx: Database, of: AccountId): Promise<string> {
	await tx.insert(unsubscribeKey).values({ accountId: of, key: newSecret(24) }).onConflictDoNothing({ target: unsubscribeKey.accountId });
	const [row] = await tx.select({ key: unsubscribeKey.key }).from(unsubscribeKey).where(eq(unsubscribeKey.accountId, of));
	if (!row) throw new Error('The unsubscribe key was made and cannot be found');
	return row.key;
}

/** Whose key it is; null when it is nobody's. */
export async function accountOfKey(db: Database, key: string): Promise<AccountId | null> {
	if (!/^[\w-]{20,64}$/.test(key)) return null;
	const [row] = await db.select({ account: unsubscribeKey.accountId }).from(unsubscribeKey).where(eq(unsubscribeKey.key, key));
	return row?.account ?? null;
}
