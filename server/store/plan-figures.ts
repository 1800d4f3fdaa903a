/**
 * The figures of plans: what the review and the rail count of their milestones and KPIs. They follow
 * from a plan's log, its newest baseline and the day alone, so they are kept in the process, and only
 * plans of which one of these has changed are counted again. That is asked of the database each time,
 * so several processes agree.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ProgrammeFigures } from '#lib/plan/programme-status.ts';
import { kpisSql, knownSql, milestonesSql, type Until } from './as-of.ts';
import { isDueSql, isOpenSql, isOverdueSql, listOf, ruleColumns, statusColumns, statusCountsOf, type StatusColumns } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

/** Shared by everyone who asks: not to be changed. */
export interface PlanFigures {
	/** What the rule for a programme's status reads. */
	readonly rule: ProgrammeFigures;
	/** Of the milestone that is overdue for longest. */
	readonly oldestOverdue: string | null;
	readonly due: number;
	readonly nextDue: Day | null;
	/** Against the newest baseline; null when there is none. */
	readonly slipped: { readonly count: number; readonly mostDays: number } | null;
	readonly kpis: { readonly withTarget: number; readonly withoutTarget: number };
}

interface Kept {
	day: Day;
	/** What the plan was counted at. */
	state: string;
	figures: PlanFigures;
}
/**
 * At most one entry a plan. By database: a transaction is one of its own, so what it has not
 * committed is seen by nobody else.
 */
const kept = new WeakMap<Database, Map<PlanId, Kept>>();

/**
 * The figures of each plan on a day.
 * @param only the plans to count; all of them without it
 */
export async function planFigures(db: Database, day: Day, only?: readonly PlanId[]): Promise<Map<PlanId, PlanFigures>> {
	if (only?.length === 0) return new Map();
	const states = await rowsOf<{ plan_id: PlanId; state: string }>(db, sql`select pl.id as plan_id, ${stateSql} as state from plan pl where ${only ? sql`pl.id in (${listOf(only)})` : sql`true`}`);
	const known = kept.get(db) ?? new Map<PlanId, Kept>();
	kept.set(db, known);
	const current = (planId: PlanId, state: string) => {
		const entry = known.get(planId);
		return entry?.state === state && entry.day === day ? entry : undefined;
	};
	const changed = states.filter(({ plan_id: planId, state }) => !current(planId, state)).map((row) => row.plan_id);
	const found = new Map(states.flatMap(({ plan_id: planId, state }): [PlanId, PlanFigures][] => {
		const entry = current(planId, state);
		return entry ? [[planId, entry.figures]] : [];
	}));
	if (changed.length === 0) return found;
	// When most have changed, one pass over the tables is quicker than looking up each plan.
	const counted = await count(db, day, changed.length === states.length ? only : changed, null);
	for (const { planId, state, figures } of counted) {
		found.set(planId, figures);
		known.set(planId, { day, state, figures });
	}
	return found;
}

/** The same as it was known at an instant (R1), counted each time. */
export async function planFiguresAt(db: Database, day: Day, only: readonly PlanId[] | undefined, until: Date): Promise<Map<PlanId, PlanFigures>> {
	if (only?.length === 0) return new Map();
	const counted = await db.transaction(async (tx) => {
		// Compiling the statement takes longer than running it.
		await tx.execute(sql`set local jit = off`);
		return count(tx, day, only, until);
	});
	return new Map(counted.map(({ planId, figures }) => [planId, figures]));
}

/** All that the figures of a plan `pl` depend on beside the day. The time tells a restored copy, whose numbers rise anew, from what it was restored over. */
const stateSql = sql`concat_ws(' ', pl.epoch, pl.head_seq, extract(epoch from pl.last_at), (select c.id from checkpoint c where c.plan_id = pl.id and c.baseline_no is not null order by c.baseline_no desc limit 1))`;

interface Row extends StatusColumns {
	plan_id: PlanId;
	state: string;
	overdue: number | null;
	late: number | null;
	oldest_overdue: string | null;
	due: number | null;
	next_due: Day | null;
	has_baseline: boolean;
	slipped: number | null;
	most_days: number | null;
	with_target: number | null;
	without_target: number | null;
}

/** Of so many plans, what their baselines froze is looked up plan by plan; of more, read in one go. The planner cannot tell. */
const FEW = 10;

/** One pass over the milestones, in one statement, so that the state is that of the very rows that were counted. */
async function count(db: Database, day: Day, only: readonly PlanId[] | undefined, until: Until): Promise<{ planId: PlanId; state: string; figures: PlanFigures }[]> {
	const among = (column: SQL) => (only ? sql`${column} in (${listOf(only)})` : sql`true`);
	const isSlipped = sql`${isOpenSql} and m.forecast > b.forecast`;
	const rows = await rowsOf<Row>(
		db,
		sql`with baseline as materialized (
			select distinct on (plan_id) plan_id, id from checkpoint where baseline_no is not null and ${knownSql(sql`approved_at`, until)} and ${among(sql`plan_id`)} order by plan_id, baseline_no desc
		), frozen as (
			select baseline.plan_id, b.milestone_id, b.forecast from baseline ${only && only.length <= FEW ? sql`cross join lateral (select * from checkpoint_milestone where checkpoint_id = baseline.id offset 0) b` : sql`join checkpoint_milestone b on b.checkpoint_id = baseline.id`}
		), counted as (
			select m.plan_id as of_plan, ${statusColumns()}, ${ruleColumns(day)},
				(min(array[m.forecast::text, m.ref]) filter (where ${isOverdueSql(day)}))[2] as oldest_overdue,
				count(*) filter (where ${isDueSql(day)})::int as due,
				min(m.forecast) filter (where ${isDueSql(day)})::text as next_due,
				count(*) filter (where ${isSlipped})::int as slipped, max(m.forecast - b.forecast) filter (where ${isSlipped})::int as most_days
			from ${milestonesSql(until)} m left join frozen b on b.plan_id = m.plan_id and b.milestone_id = m.id
			where not m.archived and ${among(sql`m.plan_id`)} group by m.plan_id
		), measures as (
			select plan_id, count(target_value)::int as with_target, count(*) filter (where target_value is null)::int as without_target
			from ${kpisSql(until)} k where not archived and ${among(sql`plan_id`)} group by plan_id
		)
		select pl.id as plan_id, ${stateSql} as state, counted.*, measures.with_target, measures.without_target, baseline.id is not null as has_baseline
		from plan pl left join counted on counted.of_plan = pl.id left join baseline on baseline.plan_id = pl.id left join measures on measures.plan_id = pl.id
		where ${among(sql`pl.id`)}`
	);
	return rows.map((row) => ({ planId: row.plan_id, state: row.state, figures: figuresOf(row) }));
}

function figuresOf(row: Row): PlanFigures {
	return {
		rule: { statuses: statusCountsOf(row), overdue: row.overdue ?? 0, late: row.late ?? 0 },
		oldestOverdue: row.oldest_overdue,
		due: row.due ?? 0,
		nextDue: row.next_due,
		slipped: row.has_baseline ? { count: row.slipped ?? 0, mostDays: row.most_days ?? 0 } : null,
		kpis: { withTarget: row.with_target ?? 0, withoutTarget: row.without_target ?? 0 }
	};
}
