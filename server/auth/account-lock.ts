/**
 * Commands on one account take turns: each locks its row first. That is the beginning of the order
 * of locks that `authorisedForEdit` keeps (account, second factor and links, session, roles).
 */
import { and, eq, isNull } from 'drizzle-orm';
import { account } from '#drizzle/schema.server.ts';
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
