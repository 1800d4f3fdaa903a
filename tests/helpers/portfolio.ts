/** A portfolio of two programmes made of plain rows, and people with roles in it, for tests of what is read from it. */
import { account, checkpoint, checkpointMilestone, kpi, milestone, milestoneLead, person, place, plan, planChange, portfolio, portfolioRole, post, postHolder, priority, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { AccountId, KpiId, MilestoneId, PersonId, PlaceId, PlanId, PriorityId, ProgrammeId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import type { Database } from '#server/store/database.ts';

export const TODAY = '2026-09-14';
export const CANCER = { id: 'pg_cancer' as ProgrammeId, plan: 'pl_cancer' as PlanId, slug: 'cancer' };
export const FRAGILE = { id: 'pg_fragile' as ProgrammeId, plan: 'pl_fragile' as PlanId, slug: 'fragile' };

function user(key: string, name: string, roles: Pick<Partial<User>, 'programmeRoles' | 'portfolioRoles'> = {}): User {
	return { account: `ac_${key}` as AccountId, person: `pe_${key}` as PersonId, name, initials: key.slice(0, 2).toUpperCase(), portfolioRoles: [], programmeRoles: {}, ...roles };
}
export const USERS = {
	manager: user('manager', 'Programme manager, Cancer', { programmeRoles: { [CANCER.id]: 'lead' } }),
	reader: user('reader', 'Board member', { programmeRoles: { [CANCER.id]: 'reader' } }),
	fragile: user('fragile', 'Programme manager, Fragile services', { programmeRoles: { [FRAGILE.id]: 'lead' } }),
	reviewer: user('reviewer', 'Chief medical officer', { portfolioRoles: ['reviewer'] }),
	admin: user('admin', 'Administrator', { portfolioRoles: ['admin'] }),
	nobody: user('nobody', 'Newcomer')
} as const;

/** Writes the portfolio, its programmes, places, posts and people. */
export async function makePortfolio(db: Database): Promise<void> {
	await db.insert(portfolio).values({ id: 'blmk', name: 'A portfolio', short: 'AP', illustrative: true });
	await db.insert(place).values({ id: 'luton' as PlaceId, portfolioId: 'blmk', name: 'Luton', short: 'LU', kind: 'place', position: 1 });
	await db.insert(person).values(Object.values(USERS).map(({ person: id, name, initials }) => ({ id, name, initials })));
	await db.insert(account).values(Object.values(USERS).map((each) => ({ id: each.account, personId: each.person })));
	await db.insert(person).values([{ id: 'pe_before' as PersonId, name: 'Ian', initials: 'IA' }, { id: 'pe_now' as PersonId, name: 'Andrew', initials: 'AN' }]);
	await db.insert(post).values({ id: 'exec', portfolioId: 'blmk', title: 'Executive lead' });
	await db.insert(postHolder).values([
		{ postId: 'exec', personId: 'pe_before' as PersonId, from: '2024-01-01', until: '2026-09-14' },
		{ postId: 'exec', personId: 'pe_now' as PersonId, from: '2026-09-14' }
	]);
	const common = { portfolioId: 'blmk' };
	await db.insert(programme).values([
		{ ...common, id: FRAGILE.id, slug: FRAGILE.slug, name: 'Fragile services', short: 'Fragile', prefix: 'FRA', position: 1 },
		{ ...common, id: CANCER.id, slug: CANCER.slug, name: 'Cancer', short: 'Cancer', prefix: 'CAN', position: 2, execPostId: 'exec' }
	]);
	const at = new Date('2026-09-01T09:00:00Z');
	await db.insert(plan).values([
		{ id: CANCER.plan, programmeId: CANCER.id, lastAt: at, serverClient: 1 },
		{ id: FRAGILE.plan, programmeId: FRAGILE.id, lastAt: at, serverClient: 2 }
	]);
	for (const each of Object.values(USERS)) {
		for (const [id, role] of Object.entries(each.programmeRoles)) await db.insert(programmeRole).values({ accountId: each.account, programmeId: id as ProgrammeId, role });
		for (const role of each.portfolioRoles) await db.insert(portfolioRole).values({ accountId: each.account, portfolioId: 'blmk', role });
	}
}

type MilestoneRow = typeof milestone.$inferInsert;

/** Adds a milestone; its id is made of its reference: `ms_can-01`. */
export async function addMilestone(db: Database, planId: PlanId, ref: string, values: Partial<MilestoneRow> & { lead?: PersonId } = {}): Promise<MilestoneId> {
	const { lead, ...row } = values;
	const id = `ms_${ref.toLowerCase()}` as MilestoneId;
	await db.insert(milestone).values({
		planId, id, ref, kind: 'milestone', title: `Title of ${ref}`, order: 'a0', start: null, forecast: null, dateReason: '', status: 'onTrack', doneWhen: '',
		evidence: '', ask: '', enablers: [], archived: false, description: '', commentary: '', updatedAt: new Date('2026-09-01T09:00:00.123Z'), ...row
	});
	if (lead) await db.insert(milestoneLead).values({ planId, milestoneId: id, personId: lead, kind: 'accountable' });
	return id;
}

/** Freezes dates as an approved baseline of that number. */
export async function addBaseline(db: Database, planId: PlanId, baselineNo: number, forecasts: Record<string, string | null>): Promise<void> {
	const id = `${planId}-${baselineNo}`;
	const at = new Date('2025-04-01T09:00:00Z');
	await db.insert(checkpoint).values({ id, planId, name: `Baseline ${baselineNo}`, seq: 1, at, accountId: USERS.manager.account, approvedAt: at, approvedBy: USERS.manager.account, baselineNo });
	const rows = Object.entries(forecasts).map(([milestoneId, forecast]) => ({ checkpointId: id, milestoneId: milestoneId as MilestoneId, ref: '', title: '', status: 'onTrack' as const, start: null, forecast, archived: false }));
	if (rows.length > 0) await db.insert(checkpointMilestone).values(rows);
}

export async function addKpi(db: Database, planId: PlanId, key: string, target: number | null): Promise<KpiId> {
	const id = `kpi_${key}` as KpiId;
	await db.insert(kpi).values({ planId, id, title: `Measure ${key}`, unit: '%', direction: 'increase', source: '', frequency: '', note: '', targetValue: target, targetBy: null, baselines: {}, trajectory: {}, archived: false });
	return id;
}

export async function addPriority(db: Database, planId: PlanId, key: string, order: string): Promise<PriorityId> {
	const id = `pr_${key}` as PriorityId;
	await db.insert(priority).values({ planId, id, title: `Priority ${key}`, order, archived: false });
	return id;
}

type ChangeRow = typeof planChange.$inferInsert;

/** Adds a row of the history. */
export async function addChange(db: Database, change: Pick<ChangeRow, 'planId' | 'seq' | 'field'> & Partial<ChangeRow>): Promise<void> {
	await db.insert(planChange).values({ part: 0, entity: 'milestone', entityId: 'ms_can-01', accountId: USERS.manager.account, at: new Date('2026-09-10T09:00:00Z'), ...change });
}
