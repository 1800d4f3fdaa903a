/** The milestones that were touched between two instants, as they stood at both, and what the log says of the time between. */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { LeadKind, Status } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { betweenFrom, type Between, type Move } from '#lib/plan/what-changed-between.ts';
import type { MilestoneState } from '#lib/plan/what-changed.ts';
import { knownSql, stoodSql, withinSql, type Until, type Window } from './as-of.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import { rowsAtOnce } from './rows-at-once.ts';

export interface Touched {
	planId: PlanId;
	id: MilestoneId;
	/** Null: it was not there yet. */
	was: MilestoneState | null;
	now: MilestoneState;
}

interface TouchedRow {
	plan_id: PlanId;
	id: MilestoneId;
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	actual: Day | null;
	archived: boolean;
	/** Of what it was before: null where it was not there yet. */
	was_archived: boolean | null;
	was_status: Status | null;
	was_forecast: Day | null;
	/** What is the same at both moments is not sent: of thousands of milestones that is most. */
	was_title: string | null;
	reasons: [string, string] | null;
	tests: [string, string] | null;
	leads: [Leads, Leads] | null;
}
type Leads = Record<string, LeadKind>;

/**
 * Every milestone of these plans of which a version began within the window. Texts and leads that are
 * the same at both moments stand empty in both; the reference and the actual date are those of the later.
 */
export async function touchedMilestones(db: Database, planIds: readonly PlanId[], window: Window): Promise<Touched[]> {
	const period = (of: SQL) => ({ from: sql`${of}.valid_from`, to: sql`${of}.valid_to` });
	const both = (column: SQL) => sql`json_build_array(was.${column}, now.${column})`;
	const rows = await rowsAtOnce<TouchedRow>(
		db,
		// The version that stands at the end began within the window, and the one it took the place of ended within it: two stretches of the indexes.
		// Materialized, since the planner takes what began lately and still stands for less than it is, and would look up the other one by one.
		sql`with earlier as materialized (
			select v.plan_id, v.id, v.archived, v.status, v.forecast, v.title, v.date_reason, v.done_when, v.leads
			from milestone_version v where ${stoodSql(period(sql`v`), window.from)} and coalesce(v.valid_to, 'infinity'::timestamptz) < ${window.to?.toISOString() ?? 'infinity'}::timestamptz
		)
		select now.plan_id, now.id, now.ref, now.title, now.status, now.forecast::text as forecast, now.actual::text as actual, now.archived,
			was.archived as was_archived, was.status as was_status, was.forecast::text as was_forecast, nullif(was.title, now.title) as was_title,
			case when was.forecast is distinct from now.forecast and was.id is not null then ${both(sql`date_reason`)} end as reasons,
			case when was.done_when <> now.done_when then ${both(sql`done_when`)} end as tests,
			case when was.leads <> now.leads then ${both(sql`leads`)} end as leads
		from milestone_version now left join earlier was on was.plan_id = now.plan_id and was.id = now.id
		where now.plan_id in (${listOf(planIds)}) and ${withinSql(sql`now.valid_from`, window)} and ${stoodSql(period(sql`now`), window.to)}`
	);
	return rows.map((row) => ({ planId: row.plan_id, id: row.id, was: wasOf(row), now: nowOf(row) }));
}

function nowOf({ ref, title, status, forecast, actual, archived, reasons, tests, leads }: TouchedRow): MilestoneState {
	return { ref, title, status, forecast, actual, archived, dateReason: reasons?.[1] ?? '', doneWhen: tests?.[1] ?? '', leads: leads?.[1] ?? {} };
}

function wasOf({ ref, title, actual, was_archived: archived, was_status: status, was_forecast: forecast, was_title: before, reasons, tests, leads }: TouchedRow): MilestoneState | null {
	if (archived === null || status === null) return null;
	return { ref, title: before ?? title, status, forecast, actual, archived, dateReason: reasons?.[0] ?? '', doneWhen: tests?.[0] ?? '', leads: leads?.[0] ?? {} };
}

/** The fields whose changes are told of. */
const TOLD = ['added', 'archived', 'forecast', 'dateReason', 'status', 'title', 'doneWhen', 'leads'];

interface MoveRow {
	plan_id: PlanId;
	entity_id: string;
	field: string;
	member: string;
	/** As JSON; of what was added, nothing: the whole record would travel for no use. */
	old: string | null;
	new: string | null;
	/** Milliseconds. */
	at: number;
	account_id: string | null;
}

/** By `planId/milestoneId`: of each field that is another in the end how often it moved within the window, by whom and when, without what was undone. */
export async function betweenOf(db: Database, planIds: readonly PlanId[], window: Window): Promise<Map<string, Between>> {
	const rows = await rowsAtOnce<MoveRow>(
		db,
		sql`select c.plan_id, c.entity_id, c.field, c.member, case when c.field <> 'added' then c.old::text end as old, case when c.field <> 'added' then c.new::text else '' end as new,
			round(date_part('epoch', c.at) * 1000) as at, c.account_id
		from plan_change c where c.plan_id in (${listOf(planIds)}) and ${withinSql(sql`c.at`, window)} and c.entity = 'milestone' and c.field in (${listOf(TOLD)})
		order by c.plan_id, c.seq, c.part`
	);
	const names = await authorNames(db, rows);
	const moveOf = ({ new: value, at, account_id: account }: MoveRow): Move => ({ value, by: { name: names.get(account) ?? null, at: new Date(at).toISOString() } });
	const byMilestone = Map.groupBy(rows, (row) => `${row.plan_id}/${row.entity_id}`);
	return new Map([...byMilestone].map(([key, of]) => [key, betweenFrom(fieldsOf(of).map(([first, ...more]) => ({ field: first.field, first: first.old, moves: [first, ...more].map(moveOf) })))]));
}

/** The rows of each field, and of each member of one that is a set, in the order of the log. */
function fieldsOf(rows: readonly MoveRow[]): [MoveRow, ...MoveRow[]][] {
	const fields = new Map<string, [MoveRow, ...MoveRow[]]>();
	for (const row of rows) {
		const key = `${row.field} ${row.member}`;
		const earlier = fields.get(key);
		if (earlier) earlier.push(row);
		else fields.set(key, [row]);
	}
	return [...fields.values()];
}

async function authorNames(db: Database, rows: readonly MoveRow[]): Promise<Map<string | null, string>> {
	const accounts = [...new Set(rows.flatMap(({ account_id: account }) => account ?? []))];
	if (accounts.length === 0) return new Map();
	const people = await rowsOf<{ id: string; name: string }>(db, sql`select a.id, w.name from account a join person w on w.id = a.person_id where a.id in (${listOf(accounts)})`);
	return new Map(people.map(({ id, name }) => [id, name]));
}

/** By `planId/milestoneId`: the date that the baseline of then had approved, of those that were completed. */
export async function baselinesOf(db: Database, touched: readonly Touched[], until: Until): Promise<Map<string, Day | null>> {
	const completed = touched.filter(({ was, now }) => now.status === 'complete' && was?.status !== 'complete');
	if (completed.length === 0) return new Map();
	const rows = await rowsAtOnce<{ plan_id: PlanId; id: MilestoneId; forecast: Day | null }>(
		db,
		sql`with baseline as materialized (
			select distinct on (plan_id) plan_id, id from checkpoint
			where baseline_no is not null and ${knownSql(sql`approved_at`, until)} and plan_id in (${listOf([...new Set(completed.map(({ planId }) => planId))])}) order by plan_id, baseline_no desc
		)
		select completed.plan_id, completed.id, b.forecast::text as forecast
		from jsonb_to_recordset(cast(${JSON.stringify(completed.map(({ planId, id }) => ({ plan_id: planId, id })))}::text as jsonb)) as completed(plan_id text, id text)
		join baseline on baseline.plan_id = completed.plan_id join checkpoint_milestone b on b.checkpoint_id = baseline.id and b.milestone_id = completed.id where not b.archived`
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
