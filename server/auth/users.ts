/** From an account to the `User` that permissions are decided on. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { account, person, portfolioRole, programmeRole } from '#drizzle/schema.server.ts';
import type { AccountId, PersonId, ProgrammeId } from '#lib/plan/ids.ts';
import { PORTFOLIO_ROLES, PROGRAMME_ROLES, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import type { Database } from '#server/store/database.ts';

/** The columns of account ⋈ person that a `User` needs. */
export const userColumns = {
	account: account.id,
	person: person.id,
	name: person.name,
	initials: person.initials
};

export interface UserRow {
	account: AccountId;
	person: PersonId;
	name: string;
	initials: string;
}

/** The user with the roles they have now. */
export async function withRoles(db: Database, row: UserRow): Promise<User> {
	const roles = await unionAll(
		db
			.select({ programme: sql<string | null>`${programmeRole.programmeId}`, role: sql<string>`${programmeRole.role}` })
			.from(programmeRole)
			.where(eq(programmeRole.accountId, row.account)),
		db
			.select({ programme: sql<string | null>`null`, role: sql<string>`${portfolioRole.role}` })
			.from(portfolioRole)
			.where(eq(portfolioRole.accountId, row.account))
	);
	const programmeRoles: Record<ProgrammeId, ProgrammeRole> = {};
	const portfolioRoles = new Set<PortfolioRole>();
	for (const { programme, role } of roles) {
		const inProgramme = PROGRAMME_ROLES.find((each) => each === role);
		const inPortfolio = PORTFOLIO_ROLES.find((each) => each === role);
		if (programme !== null && inProgramme) programmeRoles[programme as ProgrammeId] = inProgramme;
		if (programme === null && inPortfolio) portfolioRoles.add(inPortfolio);
	}
	return { ...row, portfolioRoles: [...portfolioRoles], programmeRoles };
}

/** An account as a user with the roles it has now; null when it does not exist or is disabled. */
export async function loadUser(db: Database, accountId: AccountId): Promise<User | null> {
	const [row] = await db
		.select(userColumns)
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(eq(account.id, accountId), isNull(account.disabledAt)));
	return row ? withRoles(db, row) : null;
}
