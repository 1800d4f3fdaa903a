/** Programmes as lists and headers show them: names, figures for the rule, exec lead, who to ask. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { account, person, plan, portfolio, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import { statusReason, programmeStatus, type ProgrammeFigures } from '#lib/plan/programme-status.ts';
import { can, roleIn, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import type { Status } from '#lib/plan/fields.ts';
import { execLeadSql, listOf } from './figures.ts';
import { planFigures } from './plan-figures.ts';
import { rowsOf, type Database } from './query.ts';
import { statusThresholds } from './thresholds.ts';

/** What anyone with a role in the portfolio may see of every programme. */
export interface ProgrammeSummary {
	id: ProgrammeId;
	slug: string;
	name: string;
	short: string;
	planId: PlanId;
	/** Whoever holds the exec post today; null when nobody does. */
	execLead: string | null;
	figures: ProgrammeFigures;
	/** By the rule of programme-status.ts. */
	status: Status;
	/** Why the rule says so. */
	reason: string;
}

interface SummaryRow {
	id: ProgrammeId;
	slug: string;
	name: string;
	short: string;
	plan_id: PlanId;
	exec_lead: string | null;
}

/** Every programme in the portfolio's order, with its status on a day. */
export async function portfolioProgrammes(db: Database, today: Day): Promise<ProgrammeSummary[]> {
	const rows = await rowsOf<SummaryRow>(
		db,
		sql`select p.id, p.slug, p.name, p.short, pl.id as plan_id, ${execLeadSql(today)} as exec_lead from programme p join plan pl on pl.programme_id = p.id order by p.position, p.name`
	);
	const counted = await planFigures(db, today);
	const thresholds = await statusThresholds(db);
	return rows.flatMap(({ plan_id: planId, exec_lead: execLead, ...row }) => {
		const figures = counted.get(planId)?.rule;
		return figures ? [{ ...row, planId, execLead, figures, status: programmeStatus(figures, thresholds), reason: statusReason(figures) }] : [];
	});
}

export interface ReadableProgramme {
	id: ProgrammeId;
	slug: string;
	name: string;
	planId: PlanId;
	role: ProgrammeRole | PortfolioRole;
}

/** The programmes whose plans a user may read, in the portfolio's order, with the role they read them in. */
export async function readableProgrammes(db: Database, user: User): Promise<ReadableProgramme[]> {
	const rows = await db
		.select({ id: programme.id, slug: programme.slug, name: programme.name, planId: plan.id })
		.from(programme)
		.innerJoin(plan, eq(plan.programmeId, programme.id))
		.orderBy(asc(programme.position), asc(programme.name));
	return rows.flatMap((row) => {
		const role = roleIn(user, row.id);
		return role !== null && can(user, 'read', row.id) ? [{ ...row, role }] : [];
	});
}

export interface ProgrammeRecord {
	id: ProgrammeId;
	slug: string;
	name: string;
	short: string;
	prefix: string;
	category: string;
	ledBy: string;
	incorporates: string[];
	strapline: string;
	planId: PlanId;
	/** The portfolio's content is an example. */
	illustrative: boolean;
}

const recordColumns = {
	id: programme.id,
	slug: programme.slug,
	name: programme.name,
	short: programme.short,
	prefix: programme.prefix,
	category: programme.category,
	ledBy: programme.ledBy,
	incorporates: programme.incorporates,
	strapline: programme.strapline,
	planId: plan.id,
	illustrative: portfolio.illustrative
};

/** A programme by the word in its address; null when there is none. Permission is the caller's to check. */
export async function programmeBySlug(db: Database, slug: string): Promise<ProgrammeRecord | null> {
	return firstProgramme(db, eq(programme.slug, slug));
}

/** The programme that a plan belongs to; null when there is no such plan. Permission is the caller's to check. */
export async function programmeOfPlan(db: Database, planId: PlanId): Promise<ProgrammeRecord | null> {
	return firstProgramme(db, eq(plan.id, planId));
}

async function firstProgramme(db: Database, condition: ReturnType<typeof eq>): Promise<ProgrammeRecord | null> {
	const [row] = await db
		.select(recordColumns)
		.from(programme)
		.innerJoin(plan, eq(plan.programmeId, programme.id))
		.innerJoin(portfolio, eq(portfolio.id, programme.portfolioId))
		.where(condition);
	return row ?? null;
}

/** Names of a programme's leads, whom to ask for a role. */
export async function programmeLeads(db: Database, programmeId: ProgrammeId): Promise<string[]> {
	const rows = await db
		.select({ name: person.name })
		.from(programmeRole)
		.innerJoin(account, eq(account.id, programmeRole.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(eq(programmeRole.programmeId, programmeId), eq(programmeRole.role, 'lead'), isNull(account.disabledAt)))
		.orderBy(asc(person.name));
	return rows.map((row) => row.name);
}

export interface NeededMilestone {
	/** Of the programme that may not be read. */
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	/** Reference of the milestone that waits for it, and the word of its programme's address. */
	neededBy: string;
	neededBySlug: string;
}

/** The milestones of a plan that those of readable plans depend on: all that someone without a role may see of it. */
export async function neededFrom(db: Database, planId: PlanId, readable: readonly PlanId[]): Promise<NeededMilestone[]> {
	if (readable.length === 0) return [];
	return rowsOf<NeededMilestone>(
		db,
		sql`select m.ref, m.title, m.status, m.forecast::text as forecast, waiting.ref as "neededBy", p.slug as "neededBySlug"
		from milestone_dependency d
		join milestone m on m.plan_id = d.on_plan_id and m.id = d.on_milestone_id
		join milestone waiting on waiting.plan_id = d.plan_id and waiting.id = d.milestone_id
		join plan pl on pl.id = d.plan_id join programme p on p.id = pl.programme_id
		where d.on_plan_id = ${planId} and d.plan_id in (${listOf(readable)}) and not m.archived and not waiting.archived
		order by m.ref, waiting.ref`
	);
}

/** The organisation whose portfolio this is, and whether its content is an example; null before there is one. */
export async function organisation(db: Database): Promise<{ short: string; illustrative: boolean } | null> {
	const [row] = await db.select({ short: portfolio.short, illustrative: portfolio.illustrative }).from(portfolio).orderBy(asc(portfolio.id)).limit(1);
	return row ?? null;
}
