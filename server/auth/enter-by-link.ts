/** What a link opens: a session, and where it was for that, a new password. */
import { eq } from 'drizzle-orm';
import { account } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { endLinks, findLink, useLink } from './links.ts';
import { hashPassword, OWASP_COST, passwordProblem, type PasswordCost } from './passwords.ts';
import { endAllSessions } from './sessions.ts';
import { startSession, type StartedSession } from './start-session.ts';

export type Entered = { outcome: 'signed-in'; started: StartedSession; account: AccountId } | { outcome: 'dead' } | { outcome: 'refused'; message: string };

export interface Entering {
	token: string;
	/** The client's network address. */
	address: string;
	now: Date;
}

/** Signs in by an e-mailed link, once. A second factor is still asked for: see the session's stage. */
export async function signInByLink(db: Database, { token, address, now }: Entering): Promise<Entered> {
	return db.transaction(async (tx): Promise<Entered> => {
		const holder = await useLink(tx, 'sign-in', token);
		if (!holder) return { outcome: 'dead' };
		await recordAudit(tx, { kind: 'linkUsed', by: holder.accountId, about: holder.accountId, address, details: { for: 'sign-in' } });
		const started = await startSession(tx, { accountId: holder.accountId, way: 'link', address, now });
		return { outcome: 'signed-in', started, account: holder.accountId };
	});
}

/**
 * Sets a password by an e-mailed link and signs in. Every other session and link of the account ends.
 * A password that breaks its rule uses nothing up.
 */
export async function setPasswordByLink(db: Database, asked: Entering & { purpose: 'reset' | 'invite'; password: string; cost?: PasswordCost }): Promise<Entered> {
	const { purpose, token, password, address, now } = asked;
	const found = await findLink(db, purpose, token);
	if (!found) return { outcome: 'dead' };
	const problem = passwordProblem(password, found.email);
	if (problem) return { outcome: 'refused', message: problem };
	const passwordHash = await hashPassword(password, asked.cost ?? OWASP_COST);
	return db.transaction(async (tx): Promise<Entered> => {
		const holder = await useLink(tx, purpose, token);
		if (!holder) return { outcome: 'dead' };
		const { accountId } = holder;
		await tx.update(account).set({ passwordHash }).where(eq(account.id, accountId));
		await endLinks(tx, accountId);
		await endAllSessions(tx, accountId);
		await recordAudit(tx, { kind: 'linkUsed', by: accountId, about: accountId, address, details: { for: purpose } });
		await recordAudit(tx, { kind: 'passwordChanged', by: accountId, about: accountId, address, details: { way: 'link' } });
		const started = await startSession(tx, { accountId, way: 'link', address, now });
		return { outcome: 'signed-in', started, account: accountId };
	});
}
