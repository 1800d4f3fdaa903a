/**
 * Commands on one account take turns: each locks its row first. That is the beginning of the order
 * of locks that `authorisedForEdit` keeps (account, second factor and links, session, roles).
 */
import { and, eq, isNull } from 'drizzle-orm';
import { account, session } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/database.ts';

/** Locks the account until the transaction ends. @returns false when it is disabled or gone */
export async function lockAccount(tx: Database, accountId: AccountId): Promise<boolean> {
	const [row] = await tx
		.select({ id: account.id })
		.from(account)
		.where(and(eq(account.id, accountId), isNull(account.disabledAt)))
		.for('no key update');
	return row !== undefined;
}

/** Holds a session until the transaction ends; after its account. @returns false when it was signed out meanwhile */
export async function lockSession(tx: Database, sessionId: string): Promise<boolean> {
	const [row] = await tx.select({ id: session.id }).from(session).where(eq(session.id, sessionId)).for('no key update');
	return row !== undefined;
}
