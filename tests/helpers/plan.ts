/** A portfolio, programme and empty plan of its own for one test, and people with a role in it. */
import { randomInt, randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { account, person, plan, planClient, planUpdate, portfolio, portfolioRole, programme, programmeRole } from '#drizzle/schema.server.ts';
import { SESSION_COOKIE } from '#server/auth/session-cookie.ts';
import { createSession, type Session } from '#server/auth/sessions.ts';
import type { Database } from '#server/store/database.ts';
import { giveSecondFactor } from './second-factor.ts';
import { newId, type AccountId, type PersonId, type PlanId, type ProgrammeId } from '#lib/plan/ids.ts';
import type { PortfolioRole, ProgrammeRole } from '#lib/plan/rules.ts';

export interface TestPerson {
	account: AccountId;
	person: PersonId;
	name: string;
	session: Session;
	/** The Cookie header that signs them in. */
	cookie: string;
}
export interface TestPlan {
	id: PlanId;
	programme: ProgrammeId;
	/** Yjs client id reserved for the server's own edits. */
	serverClient: number;
	/** A signed-in person with a role in the programme or the portfolio, or with none. */
	person(role: ProgrammeRole | PortfolioRole | null): Promise<TestPerson>;
	/** The rows of the log, in order. */
	log(): Promise<{ seq: number; bytes: Uint8Array; accountId: AccountId | null }[]>;
}

export async function makePlan(db: Database): Promise<TestPlan> {
	const portfolioId = randomUUID();
	await db.insert(portfolio).values({ id: portfolioId, name: 'A portfolio', short: 'AP' });
	const programmeId = newId('pg');
	await db.insert(programme).values({ id: programmeId, portfolioId, slug: programmeId, name: 'Cancer', short: 'Cancer', prefix: 'CAN', position: 1 });
	const id = newId('pl');
	const serverClient = randomInt(1, 2 ** 31);
	await db.insert(plan).values({ id, programmeId, serverClient, lastAt: new Date() });
	await db.insert(planClient).values({ planId: id, client: serverClient, accountId: null });
	return {
		id,
		programme: programmeId,
		serverClient,
		person: (role) => makePerson(db, { role, programmeId, portfolioId }),
		log: () =>
			db
				.select({ seq: planUpdate.seq, bytes: planUpdate.bytes, accountId: planUpdate.accountId })
				.from(planUpdate)
				.where(eq(planUpdate.planId, id))
				.orderBy(asc(planUpdate.seq))
	};
}

let people = 0;

async function makePerson(
	db: Database,
	{ role, programmeId, portfolioId }: { role: ProgrammeRole | PortfolioRole | null; programmeId: ProgrammeId; portfolioId: string }
): Promise<TestPerson> {
	const personId = newId('pe');
	people += 1;
	const name = `Person ${people}`;
	await db.insert(person).values({ id: personId, name, initials: `P${people}` });
	const accountId = newId('ac');
	await db.insert(account).values({ id: accountId, personId });
	if (role === 'reviewer' || role === 'admin') await db.insert(portfolioRole).values({ accountId, portfolioId, role });
	else if (role) await db.insert(programmeRole).values({ accountId, programmeId, role });
	const { session, cookieValue } = await createSession(db, accountId, new Date());
	// An administrator's session opens nothing without one (U2).
	if (role === 'admin') await giveSecondFactor(db, accountId, session.id);
	return { account: accountId, person: personId, name, session, cookie: `${SESSION_COOKIE}=${cookieValue}` };
}
