/** Roles given, changed and taken away: of a programme by its leads and administrators, of the portfolio by administrators alone (U4, U5, U7). */
import { and, eq, inArray } from 'drizzle-orm';
import { portfolio, portfolioRole, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { AccountId, ProgrammeId } from '#lib/plan/ids.ts';
import { can, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import { recordAudit } from '#server/store/audit.ts';
import { done, refused, type Answer } from '#server/store/plain-command.ts';
import type { Database } from '#server/store/query.ts';
import { anotherAdministrator, anotherLead, LAST_ADMINISTRATOR, lockConcerned, NO_SUCH_ACCOUNT } from './member-locks.ts';

export type Role = { programme: ProgrammeId; role: ProgrammeRole } | { portfolio: PortfolioRole };
/** A programme has one role for each person, or none (null); a portfolio role they have or do not. */
export type RoleChange = { programme: ProgrammeId; role: ProgrammeRole | null } | { portfolio: PortfolioRole; has: boolean };

interface Asked {
	account: AccountId;
	/** The network address it is done from. */
	address: string;
}
export interface RolesChanged {
	account: AccountId;
	name: string;
	/** What was really changed, with what was there before. */
	changed: EffectiveChange[];
}
export type EffectiveChange = { programme: ProgrammeId; role: ProgrammeRole | null; was: ProgrammeRole | null } | { portfolio: PortfolioRole; has: boolean };

/** Gives a role; in a programme it takes the place of the one they had. */
export async function giveRole(db: Database, by: User, { role, ...asked }: Asked & { role: Role }): Promise<Answer<RolesChanged>> {
	return changeRoles(db, by, { ...asked, changes: ['programme' in role ? role : { portfolio: role.portfolio, has: true }] });
}

/** Takes a role away: of a programme whichever it is, or one of the portfolio. */
export async function takeRole(db: Database, by: User, { role, ...asked }: Asked & { role: { programme: ProgrammeId } | { portfolio: PortfolioRole } }): Promise<Answer<RolesChanged>> {
	return changeRoles(db, by, { ...asked, changes: ['programme' in role ? { ...role, role: null } : { portfolio: role.portfolio, has: false }] });
}

/** Makes several changes, all or none. The caller tells the running sync service after the commit, so that open pages notice. */
export async function changeRoles(db: Database, by: User, { account, changes, address }: Asked & { changes: readonly RoleChange[] }): Promise<Answer<RolesChanged>> {
	return db.transaction(async (tx) => {
		const programmes = changes.flatMap((each) => ('programme' in each ? [each.programme] : []));
		const administrators = changes.some((each) => 'portfolio' in each && each.portfolio === 'admin');
		const concerned = await lockConcerned(tx, by, account, { administrators, leadsOf: programmes });
		const { by: now, about } = concerned;
		if (!now || !changes.every((each) => ('programme' in each ? can(now, 'manage-members', each.programme) : can(now, 'administer')))) {
			return refused('no-access', 'Your role does not let you give or take this role. A programme’s lead does in that programme, an administrator everywhere.');
		}
		if (!about) return refused('not-found', NO_SUCH_ACCOUNT);
		if (!(await allExist(tx, programmes))) return refused('not-found', 'There is no such programme. Load the page again.');
		const effective = await effectiveChanges(tx, account, changes);
		for (const change of effective) {
			if ('portfolio' in change) {
				if (change.portfolio === 'admin' && !change.has && !(await anotherAdministrator(tx, account))) return refused('conflict', LAST_ADMINISTRATOR);
			} else if (change.was === 'lead' && !can(now, 'administer') && !(await anotherLead(tx, change.programme, account))) {
				return refused('conflict', `${about.name} is the only lead of this programme. Make somebody else a lead first, or ask an administrator.`);
			}
		}
		for (const change of effective) await write(tx, { change, account, by: now.account, address });
		return done({ account, name: about.name, changed: effective });
	});
}

/** Writes one change with its audit event. The caller has checked and locked. */
export async function write(tx: Database, { change, account, by, address }: { change: EffectiveChange; account: AccountId; by: AccountId; address: string }): Promise<void> {
	if ('programme' in change) {
		const where = and(eq(programmeRole.accountId, account), eq(programmeRole.programmeId, change.programme));
		if (change.role === null) await tx.delete(programmeRole).where(where);
		else await tx.insert(programmeRole).values({ accountId: account, programmeId: change.programme, role: change.role }).onConflictDoUpdate({ target: [programmeRole.accountId, programmeRole.programmeId], set: { role: change.role } });
		const details = { ...(change.role !== null && { role: change.role }), ...(change.was !== null && { was: change.was }) };
		return recordAudit(tx, { kind: change.role === null ? 'roleTaken' : 'roleGiven', by, about: account, programme: change.programme, address, details });
	}
	const { portfolio: role, has } = change;
	if (has) {
		// As the administrator's command does: a portfolio role holds in every portfolio there is.
		const portfolios = await tx.select({ id: portfolio.id }).from(portfolio);
		await tx.insert(portfolioRole).values(portfolios.map(({ id }) => ({ accountId: account, portfolioId: id, role }))).onConflictDoNothing();
	} else {
		await tx.delete(portfolioRole).where(and(eq(portfolioRole.accountId, account), eq(portfolioRole.role, role)));
	}
	await recordAudit(tx, { kind: has ? 'roleGiven' : 'roleTaken', by, about: account, address, details: has ? { role } : { was: role } });
}

async function allExist(tx: Database, programmes: readonly ProgrammeId[]): Promise<boolean> {
	if (programmes.length === 0) return true;
	const found = await tx.select({ id: programme.id }).from(programme).where(inArray(programme.id, [...programmes]));
	return new Set(programmes).size === found.length;
}

/** Leaves out what is so already. */
async function effectiveChanges(tx: Database, account: AccountId, changes: readonly RoleChange[]): Promise<EffectiveChange[]> {
	const inProgrammes = await tx.select().from(programmeRole).where(eq(programmeRole.accountId, account)).for('update');
	const inPortfolio = await tx.select().from(portfolioRole).where(eq(portfolioRole.accountId, account)).for('update');
	const effective: EffectiveChange[] = [];
	for (const change of changes) {
		if ('programme' in change) {
			const was = inProgrammes.find((row) => row.programmeId === change.programme)?.role ?? null;
			if (was !== change.role) effective.push({ ...change, was });
		} else if (inPortfolio.some((row) => row.role === change.portfolio) !== change.has) {
			effective.push(change);
		}
	}
	return effective;
}

