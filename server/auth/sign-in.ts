/** Signing in with e-mail and password. The limits are those of `sign-in-limits.ts`. */
import { and, eq, sql } from 'drizzle-orm';
import { account } from '#drizzle/schema.server.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { lockAccount } from './account-lock.ts';
import { underLimits, type Guess, type Limited } from './limited.ts';
import { verifyPassword } from './passwords.ts';
import { removeExpiredSessions } from './sessions.ts';
import { accountSubject, addressSubject, recordFailure } from './sign-in-limits.ts';
import { startSession, type StartedSession } from './start-session.ts';

export interface SignInAttempt extends Pick<Guess, 'now' | 'wait'> {
	email: string;
	password: string;
	/** The client's network address. */
	address: string;
}

export type SignInResult = ({ outcome: 'signed-in' } & StartedSession) | { outcome: 'refused'; message: string } | Limited;

/** One sentence for an unknown account, a wrong password and a disabled account. */
export const REFUSED = 'The e-mail address and password do not match an account. Check both and try again.';

/**
 * Signs in. The session may still want a second factor: see its stage.
 * @returns the new session with its cookie value, or one sentence for the screen
 */
export async function signIn(db: Database, attempt: SignInAttempt): Promise<SignInResult> {
	const email = normaliseEmail(attempt.email);
	const subjects = { account: accountSubject(email), address: addressSubject(attempt.address) };
	return underLimits(db, { subjects, now: attempt.now, wait: attempt.wait }, () => check(db, { ...attempt, email, subjects }));
}

/** E-mail addresses are kept and compared in lower case; no address holds a NUL, and Postgres takes none. */
export function normaliseEmail(email: string): string {
	return email.replaceAll('\0', '').trim().toLowerCase();
}

async function check(db: Database, asked: SignInAttempt & Pick<Guess, 'subjects'>): Promise<SignInResult> {
	const [found] = await db
		.select({ id: account.id, passwordHash: account.passwordHash, disabledAt: account.disabledAt })
		.from(account)
		.where(eq(account.email, asked.email));
	const matches = await verifyPassword(found?.passwordHash ?? null, asked.password);
	const now = asked.now?.() ?? new Date();
	const { address } = asked;
	const refuse = async (): Promise<SignInResult> => {
		await db.transaction(async (tx) => {
			await recordFailure(tx, [asked.subjects.account, asked.subjects.address], now);
			// Of an address that is nobody's nothing is kept: people type passwords into that field. The trail
			// cannot be flooded: an address closes after its hundredth failure, and what is refused then leaves no row.
			await recordAudit(tx, { kind: 'signInFailed', by: null, about: found?.id ?? null, address, details: found ? { email: asked.email } : {} });
		});
		return { outcome: 'refused', message: REFUSED };
	};
	if (!found || !matches || found.disabledAt) return refuse();
	await removeExpiredSessions(db, now);
	const started = await db.transaction(async (tx) => {
		// A password that was changed while it was checked has ended every session, and begins none.
		const [same] = (await lockAccount(tx, found.id)) ? await tx.select({ id: account.id }).from(account).where(and(eq(account.id, found.id), sql`${account.passwordHash} = ${found.passwordHash}`)) : [];
		return same ? startSession(tx, { accountId: found.id, way: 'password', address, now }) : null;
	});
	return started ? { outcome: 'signed-in', ...started } : refuse();
}
