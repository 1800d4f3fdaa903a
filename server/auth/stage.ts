/**
 * How far a session has come (U2). Only `full` opens anything; one definition, asked in SQL, serves
 * pages, endpoints, sockets, the sweep and the check inside a commit.
 */
import { eq, sql, type SQL } from 'drizzle-orm';
import { secondFactor } from '#drizzle/access.server.ts';
import { account, portfolioRole, session } from '#drizzle/schema.server.ts';
import type { Database } from '#server/store/database.ts';

/** `code`: the second factor has still to be given. `enrol`: an administrator has still to set one up. */
export type Stage = 'full' | 'code' | 'enrol';

/**
 * The stage, over session ⋈ account. A factor given before the present one was confirmed does not
 * count. One-click accounts are nobody's and have none.
 */
export function sessionStage(): SQL<Stage> {
	const confirmed = sql`select ${secondFactor.confirmedAt} from ${secondFactor} where ${secondFactor.accountId} = ${account.id}`;
	const administers = sql`exists (select 1 from ${portfolioRole} where ${portfolioRole.accountId} = ${account.id} and ${portfolioRole.role} = 'admin')`;
	return sql<Stage>`case
		when ${account.demonstration} is not null then 'full'
		when (${confirmed}) is not null then case when ${session.secondFactorAt} >= (${confirmed}) then 'full' else 'code' end
		when ${administers} then 'enrol'
		else 'full' end`;
}

/** Condition over session ⋈ account: nothing is missing. */
export function isFull(): SQL {
	return sql`${sessionStage()} = 'full'`;
}

/** The stage of one session; `code`, which opens nothing, when it has ended. */
export async function stageOf(db: Database, sessionId: string): Promise<Stage> {
	const [row] = await db.select({ stage: sessionStage() }).from(session).innerJoin(account, eq(account.id, session.accountId)).where(eq(session.id, sessionId));
	return row?.stage ?? 'code';
}

/** The page where what is missing is given; null when nothing is. */
export function pageOfStage(stage: Stage): '/sign-in/code' | '/sign-in/second-factor' | null {
	if (stage === 'full') return null;
	return stage === 'code' ? '/sign-in/code' : '/sign-in/second-factor';
}
