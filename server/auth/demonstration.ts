/**
 * The one-click accounts of demonstration mode. They have neither e-mail nor password, so outside
 * that mode there is no way in to them; `endDemonstrationSessions` closes what a switch of modes
 * would leave open.
 */
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { account, person, portfolioRole, programmeRole, session } from '#drizzle/schema.server.ts';
import { newId, type PersonId, type ProgrammeId } from '#lib/plan/ids.ts';
import type { PortfolioRole, ProgrammeRole } from '#lib/plan/rules.ts';
import type { Database } from '#server/store/database.ts';
import { removeExpiredSessions } from './sessions.ts';
import { startSession, type StartedSession } from './start-session.ts';

interface Description {
	name: string;
	initials: string;
	/** What they may do, in one line. */
	may: string;
	programmeRole?: ProgrammeRole;
	portfolioRole?: PortfolioRole;
}

export const DEMONSTRATION_KEYS = ['lead', 'editor', 'clinical', 'reader', 'reviewer', 'admin'] as const;
export type DemonstrationKey = (typeof DEMONSTRATION_KEYS)[number];

/** The first four belong to Cancer. */
export const DEMONSTRATION_ACCOUNTS: Readonly<Record<DemonstrationKey, Description>> = {
	lead: {
		name: 'Programme manager, Cancer',
		initials: 'PM',
		may: 'Edits the Cancer workplan and approves its baseline',
		programmeRole: 'lead'
	},
	editor: { name: 'Screening lead', initials: 'SL', may: 'Edits the Cancer workplan', programmeRole: 'editor' },
	clinical: {
		name: 'Clinical lead, breast',
		initials: 'BR',
		may: 'Reads the Cancer workplan and comments on its milestones',
		programmeRole: 'clinical'
	},
	reader: { name: 'Board member', initials: 'BM', may: 'Reads the Cancer workplan', programmeRole: 'reader' },
	reviewer: { name: 'Chief medical officer', initials: 'CM', may: 'Reviews all programmes', portfolioRole: 'reviewer' },
	admin: { name: 'Administrator', initials: 'AD', may: 'Reads all programmes', portfolioRole: 'admin' }
};

export interface DemonstrationAccount {
	key: DemonstrationKey;
	name: string;
	initials: string;
	may: string;
}

/** The accounts that exist, in the order they are shown; names as the database has them. */
export async function demonstrationAccounts(db: Database): Promise<DemonstrationAccount[]> {
	const rows = await db
		.select({ key: account.demonstration, name: person.name, initials: person.initials })
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(isNotNull(account.demonstration), isNull(account.disabledAt)));
	const byKey = new Map(rows.map((row) => [row.key, row]));
	return DEMONSTRATION_KEYS.flatMap((key) => {
		const row = byKey.get(key);
		return row ? [{ key, name: row.name, initials: row.initials, may: DEMONSTRATION_ACCOUNTS[key].may }] : [];
	});
}

/**
 * Makes the accounts that are missing, each with its role. Running it twice changes nothing.
 * @param where the programme of the first four, the portfolio of the other two, and the people who
 *   already exist, such as holders of posts that lead milestones; others are made
 */
export async function createDemonstrationAccounts(
	db: Database,
	where: { programmeId: ProgrammeId; portfolioId: string; people?: Partial<Record<DemonstrationKey, PersonId>> }
): Promise<void> {
	await db.transaction(async (tx) => {
		const existing = await tx.select({ key: account.demonstration }).from(account).where(isNotNull(account.demonstration));
		const done = new Set(existing.map((row) => row.key));
		for (const key of DEMONSTRATION_KEYS.filter((each) => !done.has(each))) {
			const { name, initials, programmeRole: inProgramme, portfolioRole: inPortfolio } = DEMONSTRATION_ACCOUNTS[key];
			let personId = where.people?.[key];
			if (!personId) {
				personId = newId('pe');
				await tx.insert(person).values({ id: personId, name, initials });
			}
			const accountId = newId('ac');
			await tx.insert(account).values({ id: accountId, personId, demonstration: key });
			if (inProgramme) await tx.insert(programmeRole).values({ accountId, programmeId: where.programmeId, role: inProgramme });
			if (inPortfolio) await tx.insert(portfolioRole).values({ accountId, portfolioId: where.portfolioId, role: inPortfolio });
		}
	});
}

/** Signs in to a one-click account; null when there is none of that name. Only for demonstration mode, which the caller checks. */
export async function signInToDemonstration(db: Database, key: string, { now, address }: { now: Date; address: string }): Promise<StartedSession | null> {
	if (!DEMONSTRATION_KEYS.some((each) => each === key)) return null;
	const [found] = await db
		.select({ id: account.id })
		.from(account)
		.where(and(eq(account.demonstration, key), isNull(account.disabledAt)));
	if (!found) return null;
	await removeExpiredSessions(db, now);
	return db.transaction((tx) => startSession(tx, { accountId: found.id, way: 'demonstration', address, now }));
}

/** Ends every session of a one-click account: for a start outside demonstration mode. */
export async function endDemonstrationSessions(db: Database): Promise<void> {
	await db
		.delete(session)
		.where(inArray(session.accountId, db.select({ id: account.id }).from(account).where(isNotNull(account.demonstration))));
}
