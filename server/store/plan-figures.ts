/**
 * The figures of plans: what the review and the rail count of their milestones and KPIs. They follow
 * from a plan's log, its newest baseline and the day alone, so they are kept in the process, and only
 * plans of which one of these has changed are counted again. That is asked of the database each time,
 * so several processes agree. Those of a past instant follow from the log up to it, and are kept too.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import { STATUSES } from '#lib/plan/fields.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ProgrammeFigures } from '#lib/plan/programme-status.ts';
import { kpisSql, knownSql, milestonesSql, type Until } from './as-of.ts';
import { inPlansSql, isOpenSql, isPastSql, isSoonSql, listOf, statusCountsOf, type StatusColumns } from './figures.ts';
import { NewestUsed } from './newest-used.ts';
import type { Database } from './query.ts';
import { rowsAtOnce } from './rows-at-once.ts';

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

interface Kept<Figures> {
	/** What the plan was counted at. */
	state: string;
	figures: Figures;
}
type KeptByPlan<Figures> = Map<PlanId, Kept<Figures>>;

/** So many instants of the past are kept, each with an entry a plan. */
const MOST_INSTANTS = 40;

/** By database: a transaction is one of its own, so what it has not committed is seen by nobody else. */
class Memory {
	private static readonly of = new WeakMap<Database, Memory>();
	readonly now: KeptByPlan<PlanFigures> = new Map();
	private readonly then = new NewestUsed<KeptByPlan<PlanFigures>>(MOST_INSTANTS);
	private readonly rulesThen = new NewestUsed<KeptByPlan<ProgrammeFigures>>(MOST_INSTANTS);

	static for(db: Database): Memory {
		const memory = Memory.of.get(db) ?? new Memory();
		Memory.of.set(db, memory);
		return memory;
	}

	figuresAt(until: Date): KeptByPlan<PlanFigures> {
		return madeIn(this.then, until);
	}

	rulesAt(until: Date): KeptByPlan<ProgrammeFigures> {
		return madeIn(this.rulesThen, until);
	}
}

function madeIn<Figures>(instants: NewestUsed<KeptByPlan<Figures>>, until: Date): KeptByPlan<Figures> {
	const key = until.toISOString();
	const made = instants.get(key) ?? new Map<PlanId, Kept<Figures>>();
	instants.set(key, made);
	return made;
}

/**
 * The figures of each plan on a day.
 * @param only the plans to count; all of them without it
 */
export async function planFigures(db: Database, day: Day, only?: readonly PlanId[]): Promise<Map<PlanId, PlanFigures>> {
	return keptOrCounted(db, Memory.for(db).now, { day, only, until: null }, (among) => count(db, { day, only: among, until: null }));
}

/** The same as it was known at an instant (R1). */
export async function planFiguresAt(db: Database, day: Day, only: readonly PlanId[] | undefined, until: Date): Promise<Map<PlanId, PlanFigures>> {
	return keptOrCounted(db, Memory.for(db).figuresAt(until), { day, only, until }, (among) => count(db, { day, only: among, until }));
}

/** What the rule for a status reads, of each of these plans, as it was known at an instant (R1). */
export async function ruleFiguresAt(db: Database, day: Day, only: readonly PlanId[], until: Date): Promise<Map<PlanId, ProgrammeFigures>> {
	return keptOrCounted(db, Memory.for(db).rulesAt(until), { day, only, until }, (among) => countRules(db, { day, only: among, until }));
}

/** Which plans are counted, for which day, and what was known when. */
interface Asked {
	day: Day;
	/** All of them without it. */
	only: readonly PlanId[] | undefined;
	until: Until;
}
interface Counted<Figures> extends Kept<Figures> {
	planId: PlanId;
}

async function keptOrCounted<Figures>(db: Database, known: KeptByPlan<Figures>, asked: Asked, counted: (among: readonly PlanId[] | undefined) => Promise<Counted<Figures>[]>): Promise<Map<PlanId, Figures>> {
	const { only } = asked;
	if (only?.length === 0) return new Map();
	const states = await rowsAtOnce<{ id: PlanId; state: string }>(db, sql`select pl.id, ${stateSql(asked)} as state from plan pl where ${only ? sql`pl.id in (${listOf(only)})` : sql`true`}`);
	const found = new Map<PlanId, Figures>();
	const changed: PlanId[] = [];
	for (const { id, state } of states) {
		const entry = known.get(id);
		if (entry?.state === state) found.set(id, entry.figures);
		else changed.push(id);
	}
	if (changed.length === 0) return found;
	// When most have changed, one pass over the tables is quicker than looking up each plan.
	for (const { planId, state, figures } of await counted(changed.length === states.length ? only : changed)) {
		found.set(planId, figures);
		known.set(planId, { state, figures });
	}
	return found;
}

/**
 * All that the figures of a plan `pl` depend on. Of now, the head of its log: the time tells a restored
 * copy, whose numbers rise anew, from what it was restored over. Of a past instant, the newest change
 * before it, which a commit that was under way then can still bring.
 */
function stateSql({ day, until }: Asked): SQL {
	const head = until
		? sql`(select concat(c.seq, '@', extract(epoch from c.at)) from plan_change c where c.plan_id = pl.id and ${knownSql(sql`c.at`, until)} order by c.at desc, c.seq desc limit 1)`
		: sql`concat(pl.head_seq, '@', extract(epoch from pl.last_at))`;
	const baseline = sql`(select c.id from checkpoint c where c.plan_id = pl.id and c.baseline_no is not null and ${knownSql(sql`c.approved_at`, until)} order by c.baseline_no desc limit 1)`;
	return sql`concat_ws(' ', ${day}::text, pl.epoch, ${head}, ${baseline})`;
}

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
async function count(db: Database, { day, only, until }: Asked): Promise<Counted<PlanFigures>[]> {
	const among = (column: SQL) => (only ? inPlansSql(column, only) : sql`true`);
	const rows = await rowsAtOnce<Row>(
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
		select pl.id as plan_id, ${stateSql({ day, only, until })} as state, counted.*, slips.slipped, slips.most_days, measures.with_target, measures.without_target, baseline.id is not null as has_baseline
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

async function countRules(db: Database, { day, only, until }: Asked): Promise<Counted<ProgrammeFigures>[]> {
	const among = (column: SQL) => (only ? inPlansSql(column, only) : sql`true`);
	const rows = await rowsAtOnce<Row>(
		db,
		sql`select pl.id as plan_id, ${stateSql({ day, only, until })} as state, counted.* from plan pl left join (${countedSql(day, until, among(sql`m.plan_id`))}) counted on counted.of_plan = pl.id where ${among(sql`pl.id`)}`
	);
	return rows.map((row) => ({ planId: row.plan_id, state: row.state, figures: ruleOf(row) }));
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
