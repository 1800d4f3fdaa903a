/** Who can be mentioned in a plan's conversations: the people who may read it, and nobody else (T6). */
import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { account, person, portfolioRole, programmeRole } from '#drizzle/schema.server.ts';
import type { Mentionable } from '#lib/plan/conversation.ts';
import type { AccountId, PersonId, ProgrammeId } from '#lib/plan/ids.ts';
import { can, PORTFOLIO_ROLES, ROLE_WORDS, roleIn, type User } from '#lib/plan/rules.ts';
import type { Database } from './query.ts';

/** The accounts that may read a programme's plan now, by name; disabled ones may not. */
export async function readersOf(db: Database, programmeId: ProgrammeId): Promise<Mentionable[]> {
	const rows = await db
		.select({ account: account.id, person: person.id, name: person.name, initials: person.initials, inProgramme: programmeRole.role, inPortfolio: portfolioRole.role })
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.leftJoin(programmeRole, and(eq(programmeRole.accountId, account.id), eq(programmeRole.programmeId, programmeId)))
		.leftJoin(portfolioRole, eq(portfolioRole.accountId, account.id))
		.where(and(isNull(account.disabledAt), or(isNotNull(programmeRole.role), isNotNull(portfolioRole.role))));
	const users = new Map<AccountId, User>();
	for (const { inProgramme, inPortfolio, ...who } of rows) {
		const roles = [...(users.get(who.account)?.portfolioRoles ?? []), ...(inPortfolio ? [inPortfolio] : [])];
		const portfolioRoles = PORTFOLIO_ROLES.filter((role) => roles.includes(role));
		users.set(who.account, { ...who, portfolioRoles, programmeRoles: inProgramme ? { [programmeId]: inProgramme } : {} });
	}
	return [...users.values()].flatMap((user) => {
		const role = roleIn(user, programmeId);
		if (role === null || !can(user, 'read', programmeId)) return [];
		return [{ account: user.account, person: user.person, name: user.name, initials: user.initials, role: ROLE_WORDS[role] }];
	}).sort(byName);
}

export interface PeopleOfPlan {
	/** Whom one can mention; not oneself. */
	people: Mentionable[];
	/** People of the directory who may not see the plan, so that a page can say so before it sends. */
	others: { name: string }[];
}

/** The people of a plan, as whoever writes a comment sees them. */
export async function peopleOf(db: Database, programmeId: ProgrammeId, asking: AccountId): Promise<PeopleOfPlan> {
	const readers = await readersOf(db, programmeId);
	const reading = new Set<PersonId>(readers.map((reader) => reader.person));
	// Somebody else of the same name may see the plan: then the name alone warns of nothing.
	const names = new Set(readers.map((reader) => reader.name));
	const directory = await db.select({ id: person.id, name: person.name }).from(person).orderBy(asc(person.name), asc(person.id));
	const others = new Set(directory.filter((each) => !reading.has(each.id) && !names.has(each.name)).map((each) => each.name));
	return { people: readers.filter((reader) => reader.account !== asking), others: [...others].map((name) => ({ name })).sort(byName) };
}

/** Which of these accounts cannot be mentioned, by name; one that does not exist has the name null. */
export async function notMentionable(db: Database, programmeId: ProgrammeId, accounts: readonly AccountId[]): Promise<(string | null)[]> {
	if (accounts.length === 0) return [];
	const readers = new Set((await readersOf(db, programmeId)).map((reader) => reader.account));
	const shut = accounts.filter((each) => !readers.has(each));
	if (shut.length === 0) return [];
	const known = await db.select({ account: account.id, name: person.name }).from(account).innerJoin(person, eq(person.id, account.personId)).where(inArray(account.id, shut));
	const names = new Map(known.map((each) => [each.account, each.name]));
	return shut.map((each) => names.get(each) ?? null);
}

function byName(one: { name: string }, other: { name: string }): number {
	return one.name.localeCompare(other.name, 'en-GB');
}
