/** The exceptions that plans and readings make by themselves: overdue milestones and KPIs of concern. */
import { sql } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import { MOST_NAMED, type Exception } from '#lib/plan/exceptions.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { isFiltered, type ReviewFilters } from '#lib/plan/review-filters.ts';
import { kpisSql, linksSql, milestoneSql, milestonesSql, type Until } from './as-of.ts';
import { inPlansSql, isOverdueSql, listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import { passesSql } from './review-filters.ts';
import { concernsOf, kpisAmong, type KpiSignals } from './review-signals.ts';

interface Programme {
	planId: PlanId;
	slug: string;
	name: string;
	/** Of all its milestones, where that is known. */
	overdue?: number;
	overdueSince?: Day | null;
}
interface Options {
	until: Until;
	filters: ReviewFilters;
}

/** One by one while they are few in a programme, in one line when they are many. */
export async function overdueMilestones(db: Database, programmes: readonly Programme[], { today, until, filters }: Options & { today: Day }): Promise<Exception[]> {
	// Of the past it has been counted just now, and to count it reads the history; of the present it reads an index of the few that are open.
	const counted = until !== null && !isFiltered(filters);
	const asked = counted ? programmes.filter((programme) => programme.overdue !== 0 && tooManyOverdue(programme) === null) : programmes;
	const byPlan = Map.groupBy(await overdueIn(db, asked, { today, until, filters }), (row) => row.plan_id);
	return programmes.flatMap((programme): Exception[] => {
		const about = { kind: 'overdue', slug: programme.slug, programme: programme.name } as const;
		const known = counted ? tooManyOverdue(programme) : null;
		if (known) return [{ ...about, milestone: null, ...known }];
		const found = byPlan.get(programme.planId) ?? [];
		const [oldest] = found;
		if (!oldest) return [];
		if (oldest.count > MOST_NAMED) return [{ ...about, milestone: null, forecast: oldest.oldest, count: oldest.count }];
		return found.flatMap(({ id, ref, title, forecast }): Exception[] => (id === null ? [] : [{ ...about, milestone: { id, ref, title }, forecast, count: 1 }]));
	});
}

/** What is said of more than are named, without looking; null where they are few, or it is not known. */
function tooManyOverdue({ overdue = 0, overdueSince = null }: Programme): { forecast: Day; count: number } | null {
	return overdue > MOST_NAMED && overdueSince !== null ? { forecast: overdueSince, count: overdue } : null;
}

interface OverdueRow {
	plan_id: PlanId;
	count: number;
	oldest: Day;
	/** Null: there are too many to be named. */
	id: MilestoneId | null;
	ref: string;
	title: string;
	forecast: Day;
}

async function overdueIn(db: Database, programmes: readonly Programme[], { today, until, filters }: Options & { today: Day }): Promise<OverdueRow[]> {
	if (programmes.length === 0) return [];
	return rowsOf<OverdueRow>(
		db,
		// Only those that are named are looked up: to count the rest, indexes are enough.
		sql`with overdue as (
			select m.plan_id, count(*)::int as count, min(m.forecast)::text as oldest, case when count(*) <= ${MOST_NAMED} then array_agg(m.id) else '{}' end as named
			from ${milestonesSql(until)} m where ${inPlansSql(sql`m.plan_id`, programmes.map(({ planId }) => planId))} and ${isOverdueSql(today)} and ${passesSql(filters, until)} group by m.plan_id
		)
		select overdue.plan_id, overdue.count, overdue.oldest, m.id, m.ref, m.title, m.forecast::text as forecast
		from overdue left join lateral unnest(overdue.named) as name(id) on true left join lateral ${milestoneSql({ plan: sql`overdue.plan_id`, id: sql`name.id` }, until)} m on true
		order by m.forecast, m.ref, m.id`
	);
}

/** The same of KPIs; with filters, of those that a milestone that passes should move, in the places chosen. */
export async function kpiConcerns(db: Database, programmes: readonly Programme[], { until, filters, signals }: Options & { signals: Promise<KpiSignals[]> }): Promise<Exception[]> {
	const plans = programmes.map(({ planId }) => planId);
	if (plans.length === 0) return [];
	const [kpis, only] = await Promise.all([signals, isFiltered(filters) ? movedKpis(db, plans, { until, filters }) : null]);
	const worse = (only ? kpisAmong(kpis, only) : kpis).flatMap((kpi) => {
		const places = concernsOf(kpi);
		return places.length > 0 ? [{ ...kpi, places }] : [];
	});
	const byPlan = Map.groupBy(worse, ({ planId }) => planId);
	return programmes.flatMap(({ planId, slug, name: programme }): Exception[] => {
		const found = byPlan.get(planId) ?? [];
		const about = { kind: 'kpi-concern', slug, programme, milestone: null } as const;
		if (found.length > MOST_NAMED) return [{ ...about, kpi: null, places: [], way: 'mixed', count: found.length }];
		return found.map(({ kpiId: id, title, places }): Exception => ({ ...about, kpi: { id, title }, places: places.filter(({ place }) => place.kind === 'place').map(({ place }) => place.name), way: wayOf(places), count: 1 }));
	});
}

function wayOf(places: KpiSignals['places']): 'higher' | 'lower' | 'mixed' {
	const high = places.filter(({ signal }) => signal.variation === 'concern-high').length;
	return high === places.length ? 'higher' : high === 0 ? 'lower' : 'mixed';
}

async function movedKpis(db: Database, plans: readonly PlanId[], { until, filters }: Options): Promise<Map<PlanId, Set<KpiSignals['kpiId']>>> {
	const rows = await rowsOf<{ plan_id: PlanId; kpi_id: KpiSignals['kpiId'] }>(
		db,
		sql`select distinct k.plan_id, k.id as kpi_id from ${kpisSql(until)} k join ${linksSql('kpi', until)} l on l.plan_id = k.plan_id and l.kpi_id = k.id
		join ${milestonesSql(until)} m on m.plan_id = l.plan_id and m.id = l.milestone_id
		where k.plan_id in (${listOf(plans)}) and not m.archived and ${passesSql(filters, until)}`
	);
	return new Map([...Map.groupBy(rows, (row) => row.plan_id)].map(([planId, own]) => [planId, new Set(own.map((row) => row.kpi_id))]));
}
