/**
 * The figures of plans: what the review and the rail count of their milestones and KPIs. They follow
 * from a plan's log, its newest baseline and the day alone, so they are kept in the process, and only
 * plans of which one of these has changed are counted again. That is asked of the database each time,
 * so several processes agree.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import { STATUSES } from '#lib/plan/fields.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ProgrammeFigures } from '#lib/plan/programme-status.ts';
import { kpisSql, knownSql, milestonesSql, type Until } from './as-of.ts';
import { inPlansSql, isOpenSql, isPastSql, isSoonSql, listOf, statusCountsOf, type StatusColumns } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

/** Shared by everyone who asks: not to be changed. */
export interface PlanFigures {
	/** What the rule for a programme's status reads. */
	readonly rule: ProgrammeFigures;
	/** Of the milestone that is overdue for longest: its reference, and its forecast. */
	readonly oldestOverdue: string | null;
	readonly overdueSince: Day | null;
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
	return new Map((await count(db, day, only, until)).map(({ planId, figures }) => [planId, figures]));
}

/** All that the figures of a plan `pl` depend on beside the day. The time tells a restored copy, whose numbers rise anew, from what it was restored over. */
const stateSql = sql`concat_ws(' ', pl.epoch, pl.head_seq, extract(epoch from pl.last_at), (select c.id from checkpoint c where c.plan_id = pl.id and c.baseline_no is not null order by c.baseline_no desc limit 1))`;

interface Row extends StatusColumns {
	plan_id: PlanId;
	state: string;
	overdue: number | null;
	late: number | null;
	oldest_overdue: string | null;
	overdue_since: Day | null;
	due: number | null;
	next_due: Day | null;
	has_baseline: boolean;
	slipped: number | null;
	most_days: number | null;
	with_target: number | null;
	without_target: number | null;
}

/**
 * In one statement, so that the state is that of the very rows that were counted. What a baseline
 * froze is looked up checkpoint by checkpoint: the planner would read those of all the others too.
 */
async function count(db: Database, day: Day, only: readonly PlanId[] | undefined, until: Until): Promise<{ planId: PlanId; state: string; figures: PlanFigures }[]> {
	const among = (column: SQL) => (only ? inPlansSql(column, only) : sql`true`);
	const rows = await rowsOf<Row>(
		db,
		sql`with baseline as materialized (
			select distinct on (plan_id) plan_id, id from checkpoint where baseline_no is not null and ${knownSql(sql`approved_at`, until)} and ${among(sql`plan_id`)} order by plan_id, baseline_no desc
		), frozen as (
			select baseline.plan_id, b.milestone_id, b.forecast from baseline cross join lateral (select milestone_id, forecast from checkpoint_milestone where checkpoint_id = baseline.id offset 0) b
		), counted as (
			${countedSql(day, until, among(sql`m.plan_id`))}
		), slips as (
			select m.plan_id, count(*)::int as slipped, max(m.forecast - b.forecast)::int as most_days
			from ${milestonesSql(until)} m join frozen b on b.plan_id = m.plan_id and b.milestone_id = m.id
			where ${isOpenSql} and m.forecast > b.forecast and ${among(sql`m.plan_id`)} group by m.plan_id
		), measures as (
			select plan_id, count(target_value)::int as with_target, count(*) filter (where target_value is null)::int as without_target
			from ${kpisSql(until)} k where not archived and ${among(sql`plan_id`)} group by plan_id
		)
		select pl.id as plan_id, ${stateSql} as state, counted.*, slips.slipped, slips.most_days, measures.with_target, measures.without_target, baseline.id is not null as has_baseline
		from plan pl left join counted on counted.of_plan = pl.id left join slips on slips.plan_id = pl.id left join baseline on baseline.plan_id = pl.id left join measures on measures.plan_id = pl.id
		where ${among(sql`pl.id`)}`
	);
	return rows.map((row) => ({ planId: row.plan_id, state: row.state, figures: figuresOf(row) }));
}

/** One row a plan. By status first: there are far more milestones than statuses to ask which of them are open. */
function countedSql(day: Day, until: Until, among: SQL): SQL {
	return sql`select m.plan_id as of_plan,
			${sql.join(STATUSES.map((status) => sql`coalesce(sum(m.milestones) filter (where m.status = ${status}), 0)::int as ${sql.identifier(`n_${status}`)}`), sql`, `)},
			coalesce(sum(m.past) filter (where ${isOpenSql}), 0)::int as overdue,
			coalesce(sum(case when m.status = 'offTrack' then m.milestones else m.past end) filter (where ${isOpenSql}), 0)::int as late,
			(min(m.oldest) filter (where ${isOpenSql}))[2] as oldest_overdue, (min(m.oldest) filter (where ${isOpenSql}))[1] as overdue_since,
			coalesce(sum(m.soon) filter (where ${isOpenSql}), 0)::int as due, (min(m.next) filter (where ${isOpenSql}))::text as next_due
		from (
			select m.plan_id, m.status, m.archived, count(*) as milestones, count(*) filter (where ${isPastSql(day)}) as past, min(array[m.forecast::text, m.ref]) filter (where ${isPastSql(day)} and ${isOpenSql}) as oldest,
				count(*) filter (where ${isSoonSql(day)}) as soon, min(m.forecast) filter (where ${isSoonSql(day)}) as next
			from ${milestonesSql(until)} m where not m.archived and ${among} group by m.plan_id, m.status, m.archived
		) m group by m.plan_id`;
}

/** What the rule for a status reads, of each of these plans that has milestones, as it was known at an instant (R1). */
export async function ruleFiguresAt(db: Database, day: Day, only: readonly PlanId[], until: Date): Promise<Map<PlanId, ProgrammeFigures>> {
	if (only.length === 0) return new Map();
	const rows = await rowsOf<Omit<Row, 'plan_id'> & { of_plan: PlanId }>(db, countedSql(day, until, inPlansSql(sql`m.plan_id`, only)));
	return new Map(rows.map((row) => [row.of_plan, ruleOf(row)]));
}

function ruleOf(row: Pick<Row, 'overdue' | 'late'> & StatusColumns): ProgrammeFigures {
	return { statuses: statusCountsOf(row), overdue: row.overdue ?? 0, late: row.late ?? 0 };
}

function figuresOf(row: Row): PlanFigures {
	return {
		rule: ruleOf(row),
		oldestOverdue: row.oldest_overdue,
		overdueSince: row.overdue_since,
		due: row.due ?? 0,
		nextDue: row.next_due,
		slipped: row.has_baseline ? { count: row.slipped ?? 0, mostDays: row.most_days ?? 0 } : null,
		kpis: { withTarget: row.with_target ?? 0, withoutTarget: row.without_target ?? 0 }
	};
}
