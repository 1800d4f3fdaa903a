/**
 * Where queries read from: the tables of the present, or what they held at an instant. A query that
 * takes its sources and conditions from here answers for now and for any time in the past by the
 * same SQL, so the two cannot drift apart.
 */
import { sql, type SQL } from 'drizzle-orm';
import { dayInLondon, type Day } from '#lib/plan/dates.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

/** What was known before this instant; null: what is known now. */
export type Until = Date | null;

function instant(until: Date): SQL {
	return sql`${until.toISOString()}::timestamptz`;
}

/** The last instant before another: times are kept in whole milliseconds, and some queries count their instant in. */
export function lastBefore(until: Date): Date {
	return new Date(until.getTime() - 1);
}

/** Whether what happened at a time was known. */
export function knownSql(at: SQL, until: Until): SQL {
	return until ? sql`${at} < ${instant(until)}` : sql`true`;
}

/** Whether what begins at one time and ends at another (null: it has not ended) stood. */
export function stoodSql({ from, to }: { from: SQL; to: SQL }, until: Until): SQL {
	// Written as the index milestone_version_ended has it.
	return until ? sql`(${from} < ${instant(until)} and coalesce(${to}, 'infinity'::timestamptz) >= ${instant(until)})` : sql`${to} is null`;
}

/** The time between two instants: what happened at `from` is in it, what happened at `to` is not. */
export interface Window {
	from: Date;
	/** Null: until now. */
	to: Until;
}

/** Whether what happened at a time happened within the window. */
export function withinSql(at: SQL, { from, to }: Window): SQL {
	return sql`(${at} >= ${instant(from)} and ${knownSql(at, to)})`;
}

/** Milestones, archived ones too, with their reported state; to stand as `m`. Prose is not in the past ones: the log has it. */
export function milestonesSql(until: Until): SQL {
	return until ? sql`(select v.* from milestone_version v where ${versionStood(until)})` : sql`milestone`;
}

function versionStood(until: Date): SQL {
	return stoodSql({ from: sql`v.valid_from`, to: sql`v.valid_to` }, until);
}

/** One milestone, to be joined laterally where few are asked for: they are looked up, instead of reading what stood of all of them. */
export function milestoneSql({ plan, id }: { plan: SQL; id: SQL }, until: Until): SQL {
	if (!until) return sql`(select * from milestone where plan_id = ${plan} and id = ${id} limit 1)`;
	// From its first version on, a milestone always has one.
	return sql`(select v.* from milestone_version v where v.plan_id = ${plan} and v.id = ${id} and v.valid_from < ${instant(until)} order by v.valid_from desc limit 1)`;
}

/** The rows of `milestone_lead`, `milestone_kpi`, `milestone_place` or `milestone_dependency`. */
export function linksSql(links: 'lead' | 'kpi' | 'place' | 'dependency', until: Until): SQL {
	if (!until) return sql`${sql.identifier(`milestone_${links}`)}`;
	const { members, columns } = LINKS[links];
	return sql`(select v.plan_id, v.id as milestone_id, ${columns} from milestone_version v cross join lateral ${members} where ${versionStood(until)})`;
}
const LINKS = {
	lead: { members: sql`jsonb_each_text(v.leads) each`, columns: sql`each.key as person_id, each.value as kind` },
	kpi: { members: sql`jsonb_each(v.kpis) each`, columns: sql`each.key as kpi_id, each.value ->> 'effect' as effect, (each.value ->> 'lagMonths')::int as lag_months` },
	place: { members: sql`jsonb_each_text(v.places) each`, columns: sql`each.key as place_id, each.value as status` },
	dependency: { members: sql`jsonb_array_elements_text(v.depends_on) each`, columns: sql`split_part(each.value, '/', 1) as on_plan_id, split_part(each.value, '/', 2) as on_milestone_id` }
};

/** KPIs, archived ones too: `plan_id`, `id`, `title`, `target_value`, `archived`. */
export function kpisSql(until: Until): SQL {
	if (!until) return sql`kpi`;
	const columns = sql`${fieldThen('title')} #>> '{}' as title, (${fieldThen('target')} ->> 'value')::float8 as target_value`;
	return recordsThen({ of: sql`kpi`, fields: ['title', 'target'], columns }, until);
}

/** Priorities, archived ones too: `plan_id`, `id`, `title`, `order_key`, `archived`. */
export function prioritiesSql(until: Until): SQL {
	if (!until) return sql`priority`;
	const columns = sql`${fieldThen('title')} #>> '{}' as title, ${fieldThen('order')} #>> '{}' as order_key`;
	return recordsThen({ of: sql`priority`, fields: ['title', 'order'], columns }, until);
}

/** The rows of a table that had been added, each folded from its changes in one pass over them. */
function recordsThen({ of, fields, columns }: { of: SQL; fields: readonly string[]; columns: SQL }, until: Date): SQL {
	return sql`(select k.plan_id, k.id, ${columns}, coalesce(${fieldThen('archived')} = 'true'::jsonb, false) as archived
		from ${of} k join plan_change c on c.plan_id = k.plan_id and c.entity_id = k.id
		where c.field in ('added', 'archived', ${listOf(fields)}) and ${knownSql(sql`c.at`, until)} group by k.plan_id, k.id)`;
}

/** What a field of such a row held: what its newest change `c` set, or its value in the record that `added` holds. */
function fieldThen(field: string): SQL {
	return sql`(array_agg(case when c.field = 'added' then c.new -> ${field}::text else c.new end order by c.seq desc, c.part desc) filter (where c.field in ('added', ${field})))[1]`;
}

/**
 * Whether a plan `pl` had begun: it was made by an administrator, or first written into, before the
 * instant. One of which neither is known has nothing in it, and counts as there.
 */
export function begunSql(until: Until): SQL {
	if (!until) return sql`true`;
	return sql`coalesce(least(
		(select u.at from plan_update u where u.plan_id = pl.id and u.seq = 1),
		(select min(e.at) from audit_event e where e.programme_id = pl.programme_id and e.kind = 'programmeMade')
	) < ${instant(until)}, true)`;
}

/** The day of the first commit to any plan; null when there was none. */
export async function firstKnownDay(db: Database): Promise<Day | null> {
	const [row] = await rowsOf<{ at: number | null }>(db, sql`select (extract(epoch from min(u.at)) * 1000)::float8 as at from plan pl join plan_update u on u.plan_id = pl.id and u.seq = 1`);
	const at = row?.at ?? null;
	return at === null ? null : dayInLondon(new Date(at));
}
