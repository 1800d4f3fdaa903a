/** People as administrators and leads see them: who can sign in, with which roles, and what they hold. */
import { and, asc, count, eq, gt, ilike, inArray, isNotNull, isNull, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import { mail } from '#drizzle/notices.server.ts';
import { account, person, portfolioRole, post, postHolder, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { AccountId, PersonId, ProgrammeId } from '#lib/plan/ids.ts';
import { PORTFOLIO_ROLES, PROGRAMME_ROLES, type PortfolioRole, type ProgrammeRole } from '#lib/plan/rules.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

/**
 * `active`: can sign in; `invited`: has no password yet; `closed`: has an account without an e-mail,
 * which nobody signs in to; `none`: no account at all, such as a former holder of a post.
 */
export type PersonState = 'active' | 'invited' | 'disabled' | 'closed' | 'none';

export interface PersonSummary {
	person: PersonId;
	/** Null: no account. */
	account: AccountId | null;
	name: string;
	initials: string;
	organisation: string;
	email: string | null;
	demonstration: boolean;
	state: PersonState;
	lastSignIn: Date | null;
	portfolioRoles: PortfolioRole[];
	/** In the portfolio's order. */
	programmeRoles: { programme: ProgrammeId; name: string; short: string; role: ProgrammeRole }[];
}

const columns = {
	person: person.id,
	account: account.id,
	name: person.name,
	initials: person.initials,
	organisation: person.organisation,
	email: account.email,
	password: sql<boolean>`${account.passwordHash} is not null`,
	demonstration: account.demonstration,
	disabledAt: account.disabledAt
};

export const PEOPLE_AT_ONCE = 100;

/** People whose name, e-mail or organisation holds every word that was asked for, by name. */
export async function listPeople(db: Database, asked: string): Promise<{ people: PersonSummary[]; more: number }> {
	const words = asked.replaceAll('\0', '').trim().split(/\s+/).filter((word) => word !== '').slice(0, 8);
	const where = and(...words.map((word) => or(...[person.name, account.email, person.organisation].map((column) => ilike(column, `%${word.replace(/[\\%_]/g, '\\$&')}%`)))));
	const [found] = await db.select({ people: count() }).from(person).leftJoin(account, eq(account.personId, person.id)).where(where);
	const people = await readPeople(db, where, PEOPLE_AT_ONCE);
	return { people, more: Math.max(0, (found?.people ?? 0) - people.length) };
}

/** One account with its person; null when there is none. */
export async function readAccount(db: Database, id: AccountId): Promise<PersonSummary | null> {
	const [found] = await readPeople(db, eq(account.id, id), 1);
	return found ?? null;
}

/** Somebody who is known without an account; null when there is no such person or they have one. */
export async function personWithoutAccount(db: Database, id: PersonId): Promise<PersonSummary | null> {
	const [found] = await readPeople(db, and(eq(person.id, id), isNull(account.id)), 1);
	return found ?? null;
}

async function readPeople(db: Database, where: SQL | undefined, most: number): Promise<PersonSummary[]> {
	const rows = await db.select(columns).from(person).leftJoin(account, eq(account.personId, person.id)).where(where).orderBy(asc(person.name), asc(person.id)).limit(most);
	const accounts = rows.flatMap((row) => (row.account === null ? [] : [row.account]));
	if (accounts.length === 0) return rows.map((row) => summary({ ...row, lastSignIn: null }, [], []));
	const signIns = await lastSignIns(db, accounts);
	const inProgrammes = await db
		.select({ account: programmeRole.accountId, programme: programme.id, name: programme.name, short: programme.short, role: programmeRole.role })
		.from(programmeRole)
		.innerJoin(programme, eq(programme.id, programmeRole.programmeId))
		.where(inArray(programmeRole.accountId, accounts))
		.orderBy(asc(programme.position), asc(programme.name));
	const inPortfolio = await db.selectDistinct({ account: portfolioRole.accountId, role: portfolioRole.role }).from(portfolioRole).where(inArray(portfolioRole.accountId, accounts));
	return rows.map((row) => summary({ ...row, lastSignIn: (row.account && signIns.get(row.account)) ?? null }, inProgrammes, inPortfolio));
}

/** When each of these signed in last; by the trail, or by a session where the trail does not reach back. The trail is read once. */
async function lastSignIns(db: Database, accounts: readonly AccountId[]): Promise<Map<AccountId, Date>> {
	const rows = await rowsOf<{ id: AccountId; at: number }>(
		db,
		sql`select id, (extract(epoch from max(at)) * 1000)::float8 as at from (
			select about_account as id, at from audit_event where kind = 'signedIn' and about_account in (${listOf(accounts)})
			union all select account_id, created_at from session where account_id in (${listOf(accounts)})
		) seen group by id`
	);
	return new Map(rows.map(({ id, at }) => [id, new Date(at)]));
}

type Row = Pick<PersonSummary, 'person' | 'account' | 'name' | 'initials' | 'organisation' | 'email' | 'lastSignIn'> & { password: boolean; demonstration: string | null; disabledAt: Date | null };
type InProgramme = PersonSummary['programmeRoles'][number] & { account: AccountId };

function summary({ password, demonstration, disabledAt, ...row }: Row, inProgrammes: readonly InProgramme[], inPortfolio: readonly { account: AccountId; role: PortfolioRole }[]): PersonSummary {
	const own = inPortfolio.filter((each) => each.account === row.account).map((each) => each.role);
	return {
		...row,
		demonstration: demonstration !== null,
		state: stateOf({ ...row, password, demonstration, disabledAt }),
		portfolioRoles: PORTFOLIO_ROLES.filter((role) => own.includes(role)),
		programmeRoles: inProgrammes.filter((each) => each.account === row.account).map(({ account: _, ...each }) => each)
	};
}

function stateOf({ account: id, email, password, demonstration, disabledAt }: Pick<Row, 'account' | 'email' | 'password' | 'demonstration' | 'disabledAt'>): PersonState {
	if (id === null) return 'none';
	if (disabledAt) return 'disabled';
	if (demonstration !== null || (email !== null && password)) return 'active';
	return email === null ? 'closed' : 'invited';
}

export interface Member {
	account: AccountId;
	name: string;
	initials: string;
	email: string | null;
	role: ProgrammeRole;
	disabled: boolean;
}

/** Who has a role in a programme, leads first. Not whether they have signed in yet: a lead is not told who had an account before. */
export async function programmeMembers(db: Database, id: ProgrammeId): Promise<Member[]> {
	const rows = await db
		.select({ account: account.id, name: person.name, initials: person.initials, email: account.email, role: programmeRole.role, disabledAt: account.disabledAt })
		.from(programmeRole)
		.innerJoin(account, eq(account.id, programmeRole.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(eq(programmeRole.programmeId, id))
		.orderBy(asc(person.name), asc(account.id));
	const members = rows.map(({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null }));
	return members.sort((one, other) => PROGRAMME_ROLES.indexOf(one.role) - PROGRAMME_ROLES.indexOf(other.role));
}

/** The posts that somebody holds on a day, with the day they took each. */
export async function postsHeld(db: Database, id: PersonId, today: Day): Promise<{ id: string; title: string; from: Day }[]> {
	return db
		.select({ id: post.id, title: post.title, from: postHolder.from })
		.from(postHolder)
		.innerJoin(post, eq(post.id, postHolder.postId))
		.where(and(eq(postHolder.personId, id), lte(postHolder.from, today), or(isNull(postHolder.until), gt(postHolder.until, today))))
		.orderBy(asc(post.title));
}

export interface AdminCounts {
	active: number;
	invited: number;
	disabled: number;
	programmes: number;
	posts: number;
	vacantPosts: number;
	mailKept: number;
	mailFailed: number;
	mailWaiting: number;
}

/** The figures of the overview. */
export async function adminCounts(db: Database, today: Day): Promise<AdminCounts> {
	const canSignIn = or(isNotNull(account.demonstration), and(isNotNull(account.email), isNotNull(account.passwordHash)));
	const waits = and(isNotNull(account.email), isNull(account.passwordHash), isNull(account.demonstration));
	const number = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition ?? sql`true`})::int`;
	const [people] = await db.select({ active: number(and(isNull(account.disabledAt), canSignIn)), invited: number(and(isNull(account.disabledAt), waits)), disabled: number(isNotNull(account.disabledAt)) }).from(account);
	const [programmes] = await db.select({ programmes: count() }).from(programme);
	const held = sql`exists (select 1 from ${postHolder} where ${postHolder.postId} = ${post.id} and ${postHolder.from} <= ${today} and (${postHolder.until} is null or ${postHolder.until} > ${today}))`;
	const [posts] = await db.select({ posts: count(), vacantPosts: number(sql`not ${held}`) }).from(post);
	const [mails] = await db.select({ mailKept: number(eq(mail.state, 'kept')), mailFailed: number(eq(mail.state, 'failed')), mailWaiting: number(eq(mail.state, 'waiting')) }).from(mail).where(ne(mail.state, 'sent'));
	return {
		...(people ?? { active: 0, invited: 0, disabled: 0 }),
		programmes: programmes?.programmes ?? 0,
		...(posts ?? { posts: 0, vacantPosts: 0 }),
		...(mails ?? { mailKept: 0, mailFailed: 0, mailWaiting: 0 })
	};
}
