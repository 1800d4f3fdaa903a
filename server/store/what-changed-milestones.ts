/** The milestones that were touched between two instants, as they stood at both, and what the log says of the time between. */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { LeadKind, Status } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import type { Between, MilestoneState } from '#lib/plan/what-changed.ts';
import { knownSql, withinSql, type Until, type Window } from './as-of.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

export interface Touched {
	planId: PlanId;
	id: MilestoneId;
	/** Null: it was not there yet. */
	was: MilestoneState | null;
	now: MilestoneState;
}

interface StateColumns {
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	actual: Day | null;
	date_reason: string;
	done_when: string;
	archived: boolean;
	leads: string;
}
type Prefixed<Prefix extends string, Columns> = { [Key in keyof Columns & string as `${Prefix}${Key}`]: Columns[Key] };
type TouchedRow = { plan_id: PlanId; id: MilestoneId } & StateColumns & Prefixed<'was_', { [Key in keyof StateColumns]: StateColumns[Key] | null }>;

/** Every milestone of these plans of which a version began within the window. */
export async function touchedMilestones(db: Database, planIds: readonly PlanId[], window: Window): Promise<Touched[]> {
	const rows = await rowsOf<TouchedRow>(
		db,
		sql`with touched as (
			select distinct v.plan_id, v.id from milestone_version v where v.plan_id in (${listOf(planIds)}) and ${withinSql(sql`v.valid_from`, window)}
		)
		select t.plan_id, t.id, ${stateColumns('now', '')}, ${stateColumns('was', 'was_')}
		from touched t cross join lateral (${versionAt(window.to)}) now left join lateral (${versionAt(window.from)}) was on true`
	);
	return rows.map((row) => ({ planId: row.plan_id, id: row.id, was: wasOf(row), now: stateOf(row) }));
}

/** The version that stood: from its first on, a milestone always has one. */
function versionAt(until: Until): SQL {
	return sql`select v.* from milestone_version v where v.plan_id = t.plan_id and v.id = t.id and ${knownSql(sql`v.valid_from`, until)} order by v.valid_from desc limit 1`;
}

const STATE_COLUMNS: Record<keyof StateColumns, string> = { ref: '', title: '', status: '', forecast: '::text', actual: '::text', date_reason: '', done_when: '', archived: '', leads: '::text' };
function stateColumns(of: 'was' | 'now', prefix: 'was_' | ''): SQL {
	return sql.join(
		Object.entries(STATE_COLUMNS).map(([name, cast]) => sql`${sql.identifier(of)}.${sql.identifier(name)}${sql.raw(cast)} as ${sql.identifier(`${prefix}${name}`)}`),
		sql`, `
	);
}

function stateOf({ ref, title, status, forecast, actual, date_reason: dateReason, done_when: doneWhen, archived, leads }: StateColumns): MilestoneState {
	return { ref, title, status, forecast, actual, dateReason, doneWhen, archived, leads: JSON.parse(leads) as Record<string, LeadKind> };
}

function wasOf(row: TouchedRow): MilestoneState | null {
	if (row.was_status === null) return null;
	return stateOf({
		ref: row.was_ref ?? '',
		title: row.was_title ?? '',
		status: row.was_status,
		forecast: row.was_forecast,
		actual: row.was_actual,
		date_reason: row.was_date_reason ?? '',
		done_when: row.was_done_when ?? '',
		archived: row.was_archived ?? false,
		leads: row.was_leads ?? '{}'
	});
}

/** The fields whose changes are told of. */
const TOLD = ['added', 'archived', 'forecast', 'dateReason', 'status', 'title', 'doneWhen', 'leads'];

/** By `planId/milestoneId`: of each field how often it was changed within the window, by whom last and when. */
export async function betweenOf(db: Database, planIds: readonly PlanId[], window: Window): Promise<Map<string, Between>> {
	const rows = await rowsOf<{ plan_id: PlanId; entity_id: string; field: string; times: number; at: number; name: string | null }>(
		db,
		sql`select distinct on (c.plan_id, c.entity_id, c.field) c.plan_id, c.entity_id, c.field, w.name, (extract(epoch from c.at) * 1000)::float8 as at,
			(count(*) over (partition by c.plan_id, c.entity_id, c.field))::int as times
		from plan_change c left join account a on a.id = c.account_id left join person w on w.id = a.person_id
		where c.plan_id in (${listOf(planIds)}) and ${withinSql(sql`c.at`, window)} and c.entity = 'milestone' and c.field in (${listOf(TOLD)})
		order by c.plan_id, c.entity_id, c.field, c.seq desc, c.part desc`
	);
	const byMilestone = Map.groupBy(rows, (row) => `${row.plan_id}/${row.entity_id}`);
	return new Map([...byMilestone].map(([key, of]) => [key, new Map(of.map(({ field, times, name, at }) => [field, { times, by: { name, at: new Date(at).toISOString() } }]))]));
}

/** By `planId/milestoneId`: the date that the baseline of then had approved, of those that were completed. */
export async function baselinesOf(db: Database, touched: readonly Touched[], until: Until): Promise<Map<string, Day | null>> {
	const completed = touched.filter(({ was, now }) => now.status === 'complete' && was?.status !== 'complete');
	if (completed.length === 0) return new Map();
	const rows = await rowsOf<{ plan_id: PlanId; id: MilestoneId; forecast: Day | null }>(
		db,
		sql`with baseline as (
			select distinct on (plan_id) plan_id, id from checkpoint
			where baseline_no is not null and ${knownSql(sql`approved_at`, until)} and plan_id in (${listOf(completed.map(({ planId }) => planId))}) order by plan_id, baseline_no desc
		)
		select baseline.plan_id, b.milestone_id as id, b.forecast::text as forecast from baseline join checkpoint_milestone b on b.checkpoint_id = baseline.id
		where not b.archived and b.milestone_id in (${listOf(completed.map(({ id }) => id))})`
	);
	return new Map(rows.map((row) => [`${row.plan_id}/${row.id}`, row.forecast]));
}

/** The names of everyone who leads these milestones at either moment. */
export async function leadNames(db: Database, touched: readonly Touched[]): Promise<Map<string, string>> {
	const people = new Set(touched.flatMap(({ was, now }) => [...Object.keys(was?.leads ?? {}), ...Object.keys(now.leads)]));
	if (people.size === 0) return new Map();
	const rows = await rowsOf<{ id: string; name: string }>(db, sql`select id, name from person where id in (${listOf([...people])})`);
	return new Map(rows.map(({ id, name }) => [id, name]));
}
