/** From an account to the `User` that permissions are decided on. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
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
	const [user] = await withRolesOf(db, [row]);
	if (!user) throw new Error('One row makes one user');
	return user;
}

async function withRolesOf(db: Database, people: readonly UserRow[]): Promise<User[]> {
	const accounts = people.map((row) => row.account);
	const roles = await unionAll(
		db
			.select({ account: sql<AccountId>`${programmeRole.accountId}`, programme: sql<string | null>`${programmeRole.programmeId}`, role: sql<string>`${programmeRole.role}` })
			.from(programmeRole)
			.where(inArray(programmeRole.accountId, accounts)),
		db
			.select({ account: sql<AccountId>`${portfolioRole.accountId}`, programme: sql<string | null>`null`, role: sql<string>`${portfolioRole.role}` })
			.from(portfolioRole)
			.where(inArray(portfolioRole.accountId, accounts))
	);
	return people.map((row) => {
		const programmeRoles: Record<ProgrammeId, ProgrammeRole> = {};
		const portfolioRoles = new Set<PortfolioRole>();
		for (const { account: of, programme, role } of roles) {
			if (of !== row.account) continue;
			const inProgramme = PROGRAMME_ROLES.find((each) => each === role);
			const inPortfolio = PORTFOLIO_ROLES.find((each) => each === role);
			if (programme !== null && inProgramme) programmeRoles[programme as ProgrammeId] = inProgramme;
			if (programme === null && inPortfolio) portfolioRoles.add(inPortfolio);
		}
		return { ...row, portfolioRoles: [...portfolioRoles], programmeRoles };
	});
}

/** An account as a user with the roles it has now; null when it does not exist or is disabled. */
export async function loadUser(db: Database, accountId: AccountId): Promise<User | null> {
	return (await loadUsers(db, [accountId])).get(accountId) ?? null;
}

/** Accounts as users, in two queries; those that do not exist or are disabled are left out. */
export async function loadUsers(db: Database, accountIds: readonly AccountId[]): Promise<Map<AccountId, User>> {
	if (accountIds.length === 0) return new Map();
	const rows = await db
		.select(userColumns)
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(inArray(account.id, [...accountIds]), isNull(account.disabledAt)));
	if (rows.length === 0) return new Map();
	return new Map((await withRolesOf(db, rows)).map((user) => [user.account, user]));
}
