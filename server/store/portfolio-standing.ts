/** Who somebody is in the portfolio now, asked inside the transaction that acts on it (T1). */
import { asc } from 'drizzle-orm';
import { portfolio } from '#drizzle/schema.server.ts';
import { can, type PortfolioAction, type User } from '#lib/plan/rules.ts';
import { refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { userNow } from './standing.ts';

export interface PortfolioStanding {
	/** With the roles they have at this moment; these hold until the transaction ends. */
	user: User;
	portfolioId: string;
}

/**
 * Runs a command on what belongs to the portfolio, in one transaction, for someone who may do such
 * things now; roles are read FOR SHARE. A refusal rolls nothing back by itself: a command refuses before it writes.
 * @param mayNot what those are told who may not
 */
export async function inPortfolio<Value>(db: Database, user: User, action: PortfolioAction, mayNot: string, work: (tx: Database, standing: PortfolioStanding) => Promise<Answer<Value>>): Promise<Answer<Value>> {
	return db.transaction(async (tx) => {
		const now = await userNow(tx, user);
		if (!now || !can(now, action)) return refused('no-access', mayNot);
		const [one] = await tx.select({ id: portfolio.id }).from(portfolio).orderBy(asc(portfolio.id)).limit(1);
		if (!one) return refused('not-found', 'There is no portfolio yet. An administrator makes it.');
		return work(tx, { user: now, portfolioId: one.id });
	});
}
