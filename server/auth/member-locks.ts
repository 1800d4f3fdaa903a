/**
 * What the commands on people's access share: the locks that make them wait for each other, and who
 * must remain. Locks are taken in the order account (by id), session, roles, as in edit-check.ts.
 */
import { and, asc, eq, inArray, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm';
import { account, person, portfolioRole, programmeRole } from '#drizzle/schema.server.ts';
import type { AccountId, ProgrammeId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { config } from '#server/config.ts';
import { userNow } from '#server/store/standing.ts';
import type { Database } from '#server/store/query.ts';

/** Whoever acts, as they stand now, and the account it is done to. */
export interface Concerned {
	by: User;
	about: { id: AccountId; name: string; email: string | null; hasPassword: boolean; demonstration: boolean; disabledAt: Date | null; administrator: boolean };
}

export interface AlsoLocked {
	/** All administrators: one of them may be lost. */
	administrators?: boolean;
	/** The leads of these programmes: one of them may be lost. */
	leadsOf?: readonly ProgrammeId[];
}

/**
 * Locks the accounts that a change of access concerns, so that two changes that depend on each
 * other come one after the other, and reads who acts and whom it is done to.
 * @returns null for an account that does not exist, or an actor who was disabled meanwhile
 */
export async function lockConcerned(tx: Database, by: User, about: AccountId, also: AlsoLocked = {}): Promise<{ by: User | null; about: Concerned['about'] | null }> {
	await lockAccounts(tx, [by.account, about], also);
	const [row] = await tx
		.select({ id: account.id, name: person.name, email: account.email, passwordHash: account.passwordHash, demonstration: account.demonstration, disabledAt: account.disabledAt })
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.where(eq(account.id, about));
	if (!row) return { by: await userNow(tx, by), about: null };
	const { passwordHash, demonstration, ...rest } = row;
	const [administrates] = await tx.select({ role: portfolioRole.role }).from(portfolioRole).where(and(eq(portfolioRole.accountId, about), eq(portfolioRole.role, 'admin'))).limit(1);
	return { by: await userNow(tx, by), about: { ...rest, hasPassword: passwordHash !== null, demonstration: demonstration !== null, administrator: administrates !== undefined } };
}

/** One statement, in the order of ids: two that lock the same accounts cannot wait for each other. */
export async function lockAccounts(tx: Database, accounts: readonly AccountId[], { administrators = false, leadsOf = [] }: AlsoLocked = {}): Promise<void> {
	const which: SQL[] = [inArray(account.id, [...accounts])];
	if (administrators) which.push(inArray(account.id, tx.select({ id: portfolioRole.accountId }).from(portfolioRole).where(eq(portfolioRole.role, 'admin'))));
	if (leadsOf.length > 0) {
		const leads = tx.select({ id: programmeRole.accountId }).from(programmeRole).where(and(inArray(programmeRole.programmeId, [...leadsOf]), eq(programmeRole.role, 'lead')));
		which.push(inArray(account.id, leads));
	}
	// Strong enough to wait for every check of who somebody is, and no foreign key waits for it.
	await tx.select({ id: account.id }).from(account).where(or(...which)).orderBy(asc(account.id)).for('no key update');
}

/** Whether an administrator who can sign in remains without this account (U5). Asked with the administrators locked. */
export async function anotherAdministrator(tx: Database, without: AccountId, demonstration = config.demonstration): Promise<boolean> {
	const byPassword = and(isNotNull(account.email), isNotNull(account.passwordHash));
	const [other] = await tx
		.select({ id: account.id })
		.from(account)
		.innerJoin(portfolioRole, and(eq(portfolioRole.accountId, account.id), eq(portfolioRole.role, 'admin')))
		.where(and(ne(account.id, without), isNull(account.disabledAt), demonstration ? or(byPassword, isNotNull(account.demonstration)) : byPassword))
		.limit(1);
	return other !== undefined;
}

/** Whether a programme has a lead without this account. Asked with its leads locked. */
export async function anotherLead(tx: Database, programme: ProgrammeId, without: AccountId): Promise<boolean> {
	const [other] = await tx
		.select({ id: account.id })
		.from(account)
		.innerJoin(programmeRole, and(eq(programmeRole.accountId, account.id), eq(programmeRole.programmeId, programme), eq(programmeRole.role, 'lead')))
		.where(and(ne(account.id, without), isNull(account.disabledAt)))
		.limit(1);
	return other !== undefined;
}

export const LAST_ADMINISTRATOR = 'This is the last administrator who can sign in. Make somebody else an administrator first; once they have signed in, try again.';
export const NO_SUCH_ACCOUNT = 'There is no such account. It may have been opened from an old list; load the list again.';
export const ADMINISTRATORS_ONLY = 'Only administrators do this. If that should be you, ask one of them for the role.';
