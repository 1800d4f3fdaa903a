/**
 * Sessions in the manner of the Lucia guide: the cookie is `<id>.<secret>`, the database keeps the
 * id and the SHA-256 of the secret, so a copy of the table signs nobody in. The secret is random
 * enough that a fast hash will do.
 *
 * A session ends when it has not been used for `IDLE_MS`, at its absolute end whatever its use, at
 * sign-out, and when its account is disabled.
 */
import { and, desc, eq, gt, inArray, isNull, lt, lte, ne, or } from 'drizzle-orm';
import { account, person, session } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { hashSecret, newSecret, sameBytes } from '#server/secrets.ts';
import type { Database } from '#server/store/database.ts';
import { isFull, sessionStage, type Stage } from './stage.ts';
import { userColumns, withRoles } from './users.ts';

export const IDLE_MS = 12 * 3_600_000;
export const ABSOLUTE_MS = 7 * 24 * 3_600_000;
/** Use moves `lastUsedAt` at most this often: one write, not one for each request. */
export const RENEW_MS = 5 * 60_000;

export interface Session {
	id: string;
	accountId: AccountId;
	createdAt: Date;
	lastUsedAt: Date;
	absoluteExpiresAt: Date;
}

export interface NewSession {
	session: Session;
	/** For the cookie and nowhere else: the secret in it is not kept. */
	cookieValue: string;
}

/** Starts a session for an account; who may have one is the caller's to decide. */
export async function createSession(db: Database, accountId: AccountId, now: Date): Promise<NewSession> {
	const id = newSecret(16);
	const secret = newSecret(24);
	const made: Session = {
		id,
		accountId,
		createdAt: now,
		lastUsedAt: now,
		absoluteExpiresAt: new Date(now.getTime() + ABSOLUTE_MS)
	};
	await db.insert(session).values({ ...made, secretHash: hashSecret(secret) });
	return { session: made, cookieValue: `${id}.${secret}` };
}

/**
 * The session and user that a cookie stands for, roles as they are now, and how far the session has
 * come: only `full` may do anything (U2). Using it renews it.
 * Null for anything else: malformed, forged, expired, ended, or of a disabled account.
 */
export async function readSession(
	db: Database,
	cookieValue: string | null | undefined,
	now: Date
): Promise<{ session: Session; user: User; stage: Stage } | null> {
	const parsed = parseCookieValue(cookieValue);
	if (!parsed) return null;
	const [row] = await db
		.select({
			user: userColumns,
			secretHash: session.secretHash,
			stage: sessionStage(),
			session: {
				id: session.id,
				accountId: session.accountId,
				createdAt: session.createdAt,
				lastUsedAt: session.lastUsedAt,
				absoluteExpiresAt: session.absoluteExpiresAt
			}
		})
		.from(session)
		.innerJoin(account, eq(account.id, session.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(eq(session.id, parsed.id), isLive(now)));
	if (!row || !sameBytes(row.secretHash, hashSecret(parsed.secret))) return null;
	await touchSession(db, row.session, now);
	return { session: row.session, user: await withRoles(db, row.user), stage: row.stage };
}

/**
 * Notes that a session was used, which puts its idle end off but never its absolute one.
 * Writes at most every `RENEW_MS`, and never brings an expired session back.
 * @param used is moved along with the row
 */
export async function touchSession(db: Database, used: Session, now: Date): Promise<void> {
	if (now.getTime() - used.lastUsedAt.getTime() < RENEW_MS) return;
	const renewed = await db
		.update(session)
		.set({ lastUsedAt: now })
		.where(and(eq(session.id, used.id), lt(session.lastUsedAt, now), notExpired(now)))
		.returning({ id: session.id });
	if (renewed.length > 0) used.lastUsedAt = now;
}

/** Which of these sessions are still good and want nothing more, in one query: for the sweep of open connections. */
export async function liveSessions(db: Database, sessionIds: readonly string[], now: Date): Promise<Set<string>> {
	if (sessionIds.length === 0) return new Set();
	const rows = await db
		.select({ id: session.id })
		.from(session)
		.innerJoin(account, eq(account.id, session.accountId))
		.where(and(inArray(session.id, [...sessionIds]), isLive(now), isFull()));
	return new Set(rows.map((row) => row.id));
}

/** Whether a session is still good: not ended, not expired, its account not disabled, no second factor wanting. */
export async function sessionIsLive(db: Database, sessionId: string, now: Date): Promise<boolean> {
	return (await liveSessions(db, [sessionId], now)).has(sessionId);
}

/** Signs out here. @returns whether there was such a session */
export async function endSession(db: Database, sessionId: string): Promise<boolean> {
	const ended = await db.delete(session).where(eq(session.id, sessionId)).returning({ id: session.id });
	return ended.length > 0;
}

/** Signs out everywhere. */
export async function endAllSessions(db: Database, accountId: AccountId): Promise<void> {
	await db.delete(session).where(eq(session.accountId, accountId));
}

/** Signs out everywhere but here. @returns the sessions that ended */
export async function endOtherSessions(db: Database, accountId: AccountId, kept: string): Promise<string[]> {
	const ended = await db.delete(session).where(and(eq(session.accountId, accountId), ne(session.id, kept))).returning({ id: session.id });
	return ended.map(({ id }) => id);
}

/** An account's sessions that have not run out, the last used first. */
export async function sessionsOf(db: Database, accountId: AccountId, now: Date): Promise<{ id: string; createdAt: Date; lastUsedAt: Date }[]> {
	return db
		.select({ id: session.id, createdAt: session.createdAt, lastUsedAt: session.lastUsedAt })
		.from(session)
		.where(and(eq(session.accountId, accountId), notExpired(now)))
		.orderBy(desc(session.lastUsedAt), session.id);
}

/** Removes sessions that nothing can bring back. @returns how many */
export async function removeExpiredSessions(db: Database, now: Date): Promise<number> {
	const removed = await db
		.delete(session)
		.where(or(lte(session.absoluteExpiresAt, now), lte(session.lastUsedAt, idleSince(now))))
		.returning({ id: session.id });
	return removed.length;
}

/** Condition over session ⋈ account: not ended, not expired, not disabled; `isFull` is the other half. */
export function isLive(now: Date) {
	return and(notExpired(now), isNull(account.disabledAt));
}

function notExpired(now: Date) {
	return and(gt(session.absoluteExpiresAt, now), gt(session.lastUsedAt, idleSince(now)));
}

function idleSince(now: Date): Date {
	return new Date(now.getTime() - IDLE_MS);
}

/** Exactly what `createSession` writes: 16 and 24 bytes in base64url. */
const COOKIE_VALUE = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{32})$/;

function parseCookieValue(value: string | null | undefined): { id: string; secret: string } | null {
	const match = COOKIE_VALUE.exec(value ?? '');
	const [, id, secret] = match ?? [];
	return id !== undefined && secret !== undefined ? { id, secret } : null;
}
