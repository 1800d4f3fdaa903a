/** One's own account: what it has, a new password, and where one is signed in. */
import { and, eq } from 'drizzle-orm';
import { account, person } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { lockAccount } from './account-lock.ts';
import { underLimits, type Guess, type Limited } from './limited.ts';
import { endLinks } from './links.ts';
import { hashPassword, OWASP_COST, passwordProblem, verifyPassword, type PasswordCost } from './passwords.ts';
import { endOtherSessions, endSession } from './sessions.ts';
import { accountSubject, addressSubject, recordFailure } from './sign-in-limits.ts';

export interface OwnAccount {
	name: string;
	/** Null for a one-click account. */
	email: string | null;
	hasPassword: boolean;
	demonstration: boolean;
}

/** What an account's owner is shown of it. @throws when there is no such account */
export async function readOwnAccount(db: Database, accountId: AccountId): Promise<OwnAccount> {
	const [row] = await db
		.select({ name: person.name, email: account.email, passwordHash: account.passwordHash, demonstration: account.demonstration })
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.where(eq(account.id, accountId));
	if (!row) throw new Error('Whoever is signed in has an account');
	return { name: row.name, email: row.email, hasPassword: row.passwordHash !== null, demonstration: row.demonstration !== null };
}

export interface PasswordChange extends Pick<Guess, 'now' | 'wait'> {
	account: AccountId;
	/** This session goes on; all others end. */
	session: string;
	present: string;
	password: string;
	/** The client's network address. */
	address: string;
	/** Weaker only in tests. */
	cost?: PasswordCost;
}
export type PasswordChanged =
	| { outcome: 'changed'; ended: string[] }
	| { outcome: 'refused'; field: 'present' | 'password'; message: string }
	| Limited;

/** Changes the password of whoever knows the present one. Links that were e-mailed end, and every other session. */
export async function changePassword(db: Database, asked: PasswordChange): Promise<PasswordChanged> {
	const [row] = await db.select({ email: account.email, passwordHash: account.passwordHash }).from(account).where(eq(account.id, asked.account));
	const { email, passwordHash } = row ?? {};
	if (!email || !passwordHash) return refused('present', 'This account has no password yet. Ask for a link to choose one.');
	const problem = passwordProblem(asked.password, email);
	if (problem) return refused('password', problem);
	const subjects = { account: accountSubject(email), address: addressSubject(asked.address) };
	return underLimits<PasswordChanged>(db, { subjects, now: asked.now, wait: asked.wait }, async () => {
		const about = { by: asked.account, about: asked.account, address: asked.address };
		if (!(await verifyPassword(passwordHash, asked.present))) {
			await db.transaction(async (tx) => {
				await recordFailure(tx, [subjects.account, subjects.address], asked.now?.() ?? new Date());
				await recordAudit(tx, { kind: 'signInFailed', ...about, details: { where: 'change of password' } });
			});
			return refused('present', 'That is not your present password. Check it and try again.');
		}
		const changed = await hashPassword(asked.password, asked.cost ?? OWASP_COST);
		return db.transaction(async (tx): Promise<PasswordChanged> => {
			// Only over the password that was typed: one that was changed meanwhile stays.
			const open = await lockAccount(tx, asked.account);
			const done = open && (await tx.update(account).set({ passwordHash: changed }).where(and(eq(account.id, asked.account), eq(account.passwordHash, passwordHash))).returning({ id: account.id }));
			if (!done || done.length === 0) return refused('present', 'Your password was changed meanwhile. Sign in again with the new one.');
			await endLinks(tx, asked.account);
			const ended = await endOtherSessions(tx, asked.account, asked.session);
			await recordAudit(tx, { kind: 'passwordChanged', ...about, details: { way: 'present password' } });
			return { outcome: 'changed', ended };
		});
	});
}

/** Signs out everywhere but here. @returns the sessions that ended */
export async function signOutOthers(db: Database, asked: { account: AccountId; session: string; address: string }): Promise<string[]> {
	return db.transaction(async (tx) => {
		const ended = await endOtherSessions(tx, asked.account, asked.session);
		await recordAudit(tx, { kind: 'sessionsEnded', by: asked.account, about: asked.account, address: asked.address, details: { which: 'all others', sessions: String(ended.length) } });
		return ended;
	});
}

/** Signs out here. */
export async function signOutHere(db: Database, asked: { account: AccountId; session: string; address: string }): Promise<void> {
	await db.transaction(async (tx) => {
		if (await endSession(tx, asked.session)) await recordAudit(tx, { kind: 'signedOut', by: asked.account, about: asked.account, address: asked.address });
	});
}

function refused(field: 'present' | 'password', message: string): PasswordChanged {
	return { outcome: 'refused', field, message };
}
