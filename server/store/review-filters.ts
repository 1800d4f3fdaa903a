/** The review counted over the milestones that pass its filters; review-filters.ts of lib/plan in SQL. */
import { sql, type SQL } from 'drizzle-orm';
import { quarterOf, type Day } from '#lib/plan/dates.ts';
import type { KpiId, MilestoneId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { quarterDays, type FilterNames, type ReviewFilters } from '#lib/plan/review-filters.ts';
import { kpisSql, knownSql, linksSql, milestonesSql, prioritiesSql, type Until } from './as-of.ts';
import { challengeOpenSql } from './challenges.ts';
import { isDueSql, isOpenSql, isOverdueSql, listOf, ruleColumns, statusColumns, statusCountsOf, type StatusColumns } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import type { ReviewRow } from './review.ts';

/** Whether a milestone `m` passes. */
export function passesSql(filters: ReviewFilters, until: Until): SQL {
	const { place, lead, quarter, priority, status, enabler } = filters;
	const conditions = [
		status.length > 0 && sql`m.status in (${listOf(status)})`,
		priority.length > 0 && sql`m.priority_id in (${listOf(priority)})`,
		quarter.length > 0 && sql`(${sql.join(quarter.flatMap((each) => quarterDays(each) ?? []).map(({ first, last }) => sql`m.forecast between ${first}::date and ${last}::date`), sql` or `)})`,
		place.length > 0 && memberSql('place', place, until),
		lead.length > 0 && memberSql('lead', lead, until),
		enabler.length > 0 && sql`jsonb_exists_any(m.enablers, array[${listOf(enabler)}]::text[])`
	].filter((condition) => condition !== false);
	return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

function memberSql(links: 'place' | 'lead', values: readonly string[], until: Until): SQL {
	// A version holds its members itself.
	if (until) return sql`jsonb_exists_any(${links === 'place' ? sql`m.places` : sql`m.leads`}, array[${listOf(values)}]::text[])`;
	const member = links === 'place' ? sql`x.place_id` : sql`x.person_id`;
	return sql`exists (select 1 from ${linksSql(links, null)} x where x.plan_id = m.plan_id and x.milestone_id = m.id and ${member} in (${listOf(values)}))`;
}

interface Row extends StatusColumns {
	plan_id: PlanId;
	overdue: number | null;
	late: number | null;
	oldest_overdue: string | null;
	overdue_since: Day | null;
	due: number | null;
	next_due: Day | null;
	slipped: number | null;
	most_days: number | null;
	kpi_ids: KpiId[] | null;
	with_target: number | null;
	challenges: number | null;
}

/** A row whose figures are those of the milestones that pass, with the KPIs that these should move. */
export interface FilteredRow extends ReviewRow {
	passing: number;
	passingKpis: ReadonlySet<KpiId>;
}

/**
 * The rows with every figure counted over the milestones that pass; the status, what is stated, the
 * confidence and the last change stay those of the whole programme. A programme with nothing stays, at 0.
 */
export async function filteredRows(db: Database, rows: readonly ReviewRow[], filters: ReviewFilters, today: Day, until: Until = null): Promise<FilteredRow[]> {
	const plans = rows.map(({ planId }) => planId);
	const counted = plans.length === 0 ? [] : await rowsOf<Row>(db, filteredSql(plans, filters, today, until));
	const byPlan = new Map(counted.map((row) => [row.plan_id, row]));
	return rows.map((row): FilteredRow => {
		const found: Partial<Row> = byPlan.get(row.planId) ?? {};
		const statuses = statusCountsOf(found);
		const kpis = found.kpi_ids ?? [];
		const withTarget = found.with_target ?? 0;
		return {
			...row,
			figures: { statuses, overdue: found.overdue ?? 0, late: found.late ?? 0 },
			overdue: found.overdue ?? 0,
			oldestOverdue: found.oldest_overdue ?? null,
			overdueSince: found.overdue_since ?? null,
			due: found.due ?? 0,
			nextDue: found.next_due ?? null,
			slipped: row.slipped && { count: found.slipped ?? 0, mostDays: found.most_days ?? 0 },
			kpis: { withTarget, withoutTarget: kpis.length - withTarget },
			challenges: found.challenges ?? 0,
			passing: Object.values(statuses).reduce((sum, count) => sum + count, 0),
			passingKpis: new Set(kpis)
		};
	});
}

function filteredSql(plans: readonly PlanId[], filters: ReviewFilters, today: Day, until: Until): SQL {
	const among = (column: SQL) => sql`${column} in (${listOf(plans)})`;
	return sql`with passing as materialized (
		select m.plan_id, m.id, m.ref, m.status, m.forecast, m.archived from ${milestonesSql(until)} m where not m.archived and ${among(sql`m.plan_id`)} and ${passesSql(filters, until)}
	), counted as (
		select m.plan_id, ${statusColumns()}, ${ruleColumns(today)},
			(array_agg(m.ref order by m.forecast, m.ref) filter (where ${isOverdueSql(today)}))[1] as oldest_overdue, min(m.forecast) filter (where ${isOverdueSql(today)})::text as overdue_since,
			count(*) filter (where ${isDueSql(today)})::int as due, min(m.forecast) filter (where ${isDueSql(today)})::text as next_due
		from passing m group by m.plan_id
	), baseline as (
		select distinct on (plan_id) plan_id, id from checkpoint where baseline_no is not null and ${knownSql(sql`approved_at`, until)} and ${among(sql`plan_id`)} order by plan_id, baseline_no desc
	), slips as (
		select m.plan_id, count(*)::int as slipped, max(m.forecast - b.forecast)::int as most_days
		from baseline join checkpoint_milestone b on b.checkpoint_id = baseline.id join passing m on m.plan_id = baseline.plan_id and m.id = b.milestone_id
		where ${isOpenSql} and m.forecast > b.forecast group by m.plan_id
	), measures as (
		select k.plan_id, array_agg(k.id order by k.id) as kpi_ids, count(k.target_value)::int as with_target from ${kpisSql(until)} k
		where not k.archived and ${among(sql`k.plan_id`)} and exists (select 1 from ${linksSql('kpi', until)} l join passing m on m.plan_id = l.plan_id and m.id = l.milestone_id where l.plan_id = k.plan_id and l.kpi_id = k.id)
		group by k.plan_id
	), challenged as (
		select t.plan_id, count(*)::int as challenges from challenge c join comment_thread t on t.id = c.thread_id join passing m on m.plan_id = t.plan_id and m.id = t.milestone_id
		where ${challengeOpenSql(until)} group by t.plan_id
	)
	select counted.*, slips.slipped, slips.most_days, measures.kpi_ids, measures.with_target, challenged.challenges from counted
	left join slips on slips.plan_id = counted.plan_id left join measures on measures.plan_id = counted.plan_id left join challenged on challenged.plan_id = counted.plan_id`;
}

/** Which of these milestones pass, as `planId/id`. */
export async function passingAmong(db: Database, milestones: readonly { planId: PlanId; id: string }[], filters: ReviewFilters, until: Until = null): Promise<Set<string>> {
	if (milestones.length === 0) return new Set();
	const rows = await rowsOf<{ plan_id: PlanId; id: MilestoneId }>(
		db,
		sql`select m.plan_id, m.id from ${milestonesSql(until)} m where m.plan_id in (${listOf([...new Set(milestones.map(({ planId }) => planId))])})
			and m.id in (${listOf([...new Set(milestones.map(({ id }) => id))])}) and ${passesSql(filters, until)}`
	);
	return new Set(rows.map((row) => `${row.plan_id}/${row.id}`));
}

export interface FilterChoice {
	value: string;
	label: string;
}
export type FilterChoices = Readonly<Record<'lead' | 'quarter' | 'priority' | 'enabler', readonly FilterChoice[]>>;

/** What can be chosen in these plans beside place and status, by name. Which plans somebody may read is the caller's to check (T8). */
export async function filterChoices(db: Database, plans: readonly PlanId[]): Promise<FilterChoices> {
	if (plans.length === 0) return { lead: [], quarter: [], priority: [], enabler: [] };
	const among = sql`in (${listOf(plans)})`;
	const lead = await rowsOf<FilterChoice>(db, sql`select distinct person.id as value, person.name as label from milestone_lead l join person on person.id = l.person_id where l.plan_id ${among} order by label, value`);
	const quarters = await rowsOf<{ first: Day }>(db, sql`select distinct date_trunc('quarter', m.forecast)::date::text as first from milestone m where m.plan_id ${among} and not m.archived and m.forecast is not null order by first`);
	const priority = await rowsOf<FilterChoice>(
		db,
		sql`select r.id as value, p.short || ': ' || r.title as label from priority r join plan pl on pl.id = r.plan_id join programme p on p.id = pl.programme_id
		where r.plan_id ${among} and not r.archived order by p.position, p.name, r.order_key collate "C", r.id`
	);
	const enabler = await rowsOf<{ id: string }>(db, sql`select distinct jsonb_array_elements_text(m.enablers) as id from milestone m where m.plan_id ${among} and not m.archived and m.enablers <> '[]'::jsonb order by id`);
	return { lead, quarter: quarters.map(({ first }) => ({ value: quarterOf(first), label: quarterOf(first) })), priority, enabler: enabler.map(({ id }) => ({ value: id, label: id.replaceAll('-', ' ') })) };
}

/** The places of milestones, in the portfolio's order. */
export async function filterPlaces(db: Database): Promise<{ id: PlaceId; name: string }[]> {
	return rowsOf(db, sql`select id, name from place where kind = 'place' order by position, name`);
}

/** What the values of an address are called; only of the plans given, so that an address tells nothing about others (T8). */
export async function filterNames(db: Database, { place, lead, priority }: ReviewFilters, plans: readonly PlanId[], until: Until = null): Promise<FilterNames> {
	const named = async (query: SQL) => Object.fromEntries((await rowsOf<{ id: string; name: string }>(db, query)).map(({ id, name }) => [id, name]));
	const places = place.length === 0 ? {} : await named(sql`select id, name from place where id in (${listOf(place)})`);
	if (plans.length === 0) return { place: places };
	return {
		place: places,
		lead: lead.length === 0 ? {} : await named(sql`select person.id, person.name from person where id in (${listOf(lead)}) and exists (select 1 from ${linksSql('lead', until)} l where l.person_id = person.id and l.plan_id in (${listOf(plans)}))`),
		priority: priority.length === 0 ? {} : await named(sql`select r.id, r.title as name from ${prioritiesSql(until)} r where r.id in (${listOf(priority)}) and r.plan_id in (${listOf(plans)})`)
	};
}
