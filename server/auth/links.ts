/**
 * Single-use links that are e-mailed: to accept an invitation, to sign in, to choose a new password
 * (U1). The address holds an id and a secret; the database keeps the id and the secret's hash.
 */
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { accountLink } from '#drizzle/access.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { hashSecret, newSecret, sameBytes } from '#server/secrets.ts';
import type { Database } from '#server/store/database.ts';
import { enqueueMail } from '#server/store/outbox.ts';
import { databaseClock } from '#server/store/plain-command.ts';
import { lockAccount } from './account-lock.ts';
import { linkMail, type LinkPurpose } from './link-mail.ts';

/** Minutes that a link works. */
export const LINK_MINUTES: Readonly<Record<LinkPurpose, number>> = { invite: 7 * 24 * 60, 'sign-in': 15, reset: 60 };

export interface NewLink {
	accountId: AccountId;
	purpose: LinkPurpose;
	/** The e-mail address it goes to. */
	recipient: string;
	/** Whom the mail speaks to. */
	name: string;
	/** Who invited them, for an invitation. */
	invitedBy?: string;
}

/**
 * Makes a link and puts its mail into the outbox, in the caller's transaction. Older ones of the
 * same account and purpose stop working.
 */
export async function mailLink(tx: Database, { accountId, purpose, recipient, name, invitedBy }: NewLink): Promise<void> {
	// Two asked for at once: the second waits for the first, and ends it.
	await lockAccount(tx, accountId);
	await tx.delete(accountLink).where(and(eq(accountLink.accountId, accountId), eq(accountLink.purpose, purpose), isNull(accountLink.usedAt)));
	await tx.delete(accountLink).where(lt(accountLink.expiresAt, sql`${databaseClock()} - interval '30 days'`));
	const id = newSecret(16);
	const secret = newSecret(16);
	const expiresAt = sql<Date>`${databaseClock()} + ${`${LINK_MINUTES[purpose]} minutes`}::interval`;
	await tx.insert(accountLink).values({ id, accountId, purpose, secretHash: hashSecret(secret), createdAt: databaseClock(), expiresAt });
	const words = linkMail({ purpose, token: `${id}.${secret}`, name, ...(invitedBy !== undefined && { invitedBy }) });
	await enqueueMail(tx, { account: accountId, recipient, ...words, kind: 'link', once: `link:${id}` });
}

/** Whose a good link is. */
export interface LinkHolder {
	accountId: AccountId;
	email: string;
	name: string;
}

/**
 * Whose link this is. Looking uses nothing up.
 * @returns null when it is unknown, used, expired, replaced, of another purpose, or its account is disabled
 */
export async function findLink(db: Database, purpose: LinkPurpose, token: string): Promise<LinkHolder | null> {
	const parsed = parseToken(token);
	if (!parsed) return null;
	const [row] = await db
		.select({ secretHash: accountLink.secretHash, accountId: account.id, email: account.email, name: person.name })
		.from(accountLink)
		.innerJoin(account, eq(account.id, accountLink.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(isGood(parsed.id, purpose), isNull(account.disabledAt), isNull(account.demonstration)));
	if (!row || !sameBytes(row.secretHash, hashSecret(parsed.secret)) || row.email === null) return null;
	return { accountId: row.accountId, email: row.email, name: row.name };
}

/**
 * Uses a link up, in the caller's transaction, and locks its account: of two at once one gets it.
 * @returns null as `findLink` does
 */
export async function useLink(tx: Database, purpose: LinkPurpose, token: string): Promise<LinkHolder | null> {
	const parsed = parseToken(token);
	const found = await findLink(tx, purpose, token);
	if (!parsed || !found || !(await lockAccount(tx, found.accountId))) return null;
	const used = await tx.update(accountLink).set({ usedAt: databaseClock() }).where(isGood(parsed.id, purpose)).returning({ id: accountLink.id });
	return used.length > 0 ? found : null;
}

/** Ends every link of an account that has not been used: its password or its address changed. */
export async function endLinks(tx: Database, accountId: AccountId): Promise<void> {
	await tx.delete(accountLink).where(and(eq(accountLink.accountId, accountId), isNull(accountLink.usedAt)));
}

function isGood(id: string, purpose: LinkPurpose) {
	return and(eq(accountLink.id, id), eq(accountLink.purpose, purpose), isNull(accountLink.usedAt), gt(accountLink.expiresAt, databaseClock()));
}

/** Exactly what `mailLink` writes: twice 16 bytes in base64url. */
const TOKEN = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22})$/;

function parseToken(token: string): { id: string; secret: string } | null {
	const [, id, secret] = TOKEN.exec(token) ?? [];
	return id !== undefined && secret !== undefined ? { id, secret } : null;
}
