/** The re-check of rule A2: may this author still edit, asked inside the transaction that commits the edit. */
import { and, eq } from 'drizzle-orm';
import { account, person, portfolioRole, programmeRole, session } from '#drizzle/schema.server.ts';
import type { AccountId, ProgrammeId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import type { Database } from '#server/store/database.ts';
import { isLive } from './sessions.ts';
import { isFull } from './stage.ts';
import { userColumns } from './users.ts';

export interface EditAuthor {
	sessionId: string;
	accountId: AccountId;
	programmeId: ProgrammeId;
	now: Date;
}

/**
 * Whether an author may edit a programme's plan now. The rows it rests on are read FOR SHARE, so
 * that a sign-out, a disabled account or a taken role waits for this transaction or is seen by it:
 * no edit lands after the revocation has committed.
 *
 * Locks are taken in the order account, session, roles; whoever changes several of them in one
 * transaction keeps that order, or the two could wait for each other.
 * @param tx the transaction that will commit the edit
 */
export async function authorisedForEdit(tx: Database, author: EditAuthor): Promise<'yes' | 'signed-out' | 'no-role'> {
	const [row] = await tx
		.select(userColumns)
		.from(account)
		.innerJoin(session, eq(session.accountId, account.id))
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(eq(account.id, author.accountId), eq(session.id, author.sessionId), isLive(author.now), isFull()))
		.for('share', { of: [account, session] });
	if (!row) return 'signed-out';
	const inProgramme = await tx
		.select({ role: programmeRole.role })
		.from(programmeRole)
		.where(and(eq(programmeRole.accountId, author.accountId), eq(programmeRole.programmeId, author.programmeId)))
		.for('share');
	const user: User = { ...row, portfolioRoles: [], programmeRoles: {} };
	const withProgramme: User = { ...user, programmeRoles: Object.fromEntries(inProgramme.map(({ role }) => [author.programmeId, role])) };
	if (can(withProgramme, 'edit', author.programmeId)) return 'yes';
	// Asked only now: a programme role nearly always answers it.
	const inPortfolio = await tx
		.select({ role: portfolioRole.role })
		.from(portfolioRole)
		.where(eq(portfolioRole.accountId, author.accountId))
		.for('share');
	const withBoth: User = { ...withProgramme, portfolioRoles: inPortfolio.map(({ role }) => role) };
	return can(withBoth, 'edit', author.programmeId) ? 'yes' : 'no-role';
}

/** Which of a group's sessions may no longer edit, and why; `sessions` are session ids with their accounts. */
export async function unauthorisedSessions(tx: Database, sessions: ReadonlyMap<string, AccountId>, programmeId: ProgrammeId): Promise<Map<string, 'signed-out' | 'no-role'>> {
	const refused = new Map<string, 'signed-out' | 'no-role'>();
	// In the order of ids, as everyone locks several accounts.
	for (const [sessionId, accountId] of [...sessions].sort(([, one], [, other]) => (one < other ? -1 : 1))) {
		const answer = await authorisedForEdit(tx, { sessionId, accountId, programmeId, now: new Date() });
		if (answer !== 'yes') refused.set(sessionId, answer);
	}
	return refused;
}
