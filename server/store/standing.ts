/** Who somebody is now, asked inside the transaction that acts on it (T1). */
import { and, eq, isNull } from 'drizzle-orm';
import { account, portfolioRole, programmeRole } from '#drizzle/schema.server.ts';
import type { PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { programmeOf, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';

export interface Standing {
	/** With the roles they have at this moment; these hold until the transaction ends. */
	user: User;
	programmeId: ProgrammeId;
}

/**
 * The user with the roles they have now, read FOR SHARE, so that whoever takes a role away waits for
 * this transaction or is seen by it. Locks are taken in the order account, roles.
 * @returns null when the account is disabled or gone
 */
export async function userNow(tx: Database, user: User): Promise<User | null> {
	const [row] = await tx.select({ id: account.id }).from(account).where(and(eq(account.id, user.account), isNull(account.disabledAt))).for('share');
	if (!row) return null;
	const inProgrammes = await tx.select({ id: programmeRole.programmeId, role: programmeRole.role }).from(programmeRole).where(eq(programmeRole.accountId, user.account)).for('share');
	const inPortfolio = await tx.select({ role: portfolioRole.role }).from(portfolioRole).where(eq(portfolioRole.accountId, user.account)).for('share');
	return {
		...user,
		programmeRoles: Object.fromEntries(inProgrammes.map(({ id, role }) => [id, role])),
		portfolioRoles: inPortfolio.map(({ role }) => role)
	};
}

/**
 * Runs a command on what belongs to a plan, in one transaction, for someone who may read that plan
 * now. A refusal rolls nothing back by itself: a command refuses before it writes.
 */
export async function inStanding<Value>(db: Database, user: User, planId: PlanId, work: (tx: Database, standing: Standing) => Promise<Answer<Value>>): Promise<Answer<Value>> {
	return db.transaction(async (tx) => {
		const now = await userNow(tx, user);
		const programmeId = await programmeOf(tx, planId);
		if (programmeId === null) return refused('not-found', 'There is no such plan.');
		if (!now || !can(now, 'read', programmeId)) return refused('no-access', 'You no longer have access to this plan. Ask the programme’s lead for a role in it.');
		return work(tx, { user: now, programmeId });
	});
}
