/** The exceptions that plans and readings make by themselves: overdue milestones and KPIs of concern. */
import { sql } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import { MOST_NAMED, type Exception } from '#lib/plan/exceptions.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { isFiltered, type ReviewFilters } from '#lib/plan/review-filters.ts';
import { kpisSql, linksSql, milestonesSql, type Until } from './as-of.ts';
import { isOverdueSql, listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import { passesSql } from './review-filters.ts';
import { concernsOf, kpiSignals, type KpiSignals } from './review-signals.ts';

interface Programme {
	planId: PlanId;
	slug: string;
	name: string;
}
interface Options {
	until: Until;
	filters: ReviewFilters;
}

/** One by one while they are few in a programme, in one line when they are many. */
export async function overdueMilestones(db: Database, programmes: readonly Programme[], { today, until, filters }: Options & { today: Day }): Promise<Exception[]> {
	if (programmes.length === 0) return [];
	const rows = await rowsOf<{ plan_id: PlanId; id: MilestoneId; ref: string; title: string; forecast: Day; count: number }>(
		db,
		// Only the titles of those that are named are read: the rest is in indexes.
		sql`with overdue as (
			select m.plan_id, m.id, m.forecast, count(*) over (partition by m.plan_id)::int as count, row_number() over (partition by m.plan_id order by m.forecast, m.ref, m.id) as place
			from ${milestonesSql(until)} m where m.plan_id in (${listOf(programmes.map(({ planId }) => planId))}) and ${isOverdueSql(today)} and ${passesSql(filters, until)}
		), first as materialized (
			select * from overdue where place <= ${MOST_NAMED} order by place limit ${MOST_NAMED * programmes.length}
		)
		select first.plan_id, first.id, named.ref, named.title, first.forecast::text as forecast, first.count
		from first cross join lateral (select m.ref, m.title from ${milestonesSql(until)} m where m.plan_id = first.plan_id and m.id = first.id limit 1) named order by first.place`
	);
	const byPlan = Map.groupBy(rows, (row) => row.plan_id);
	return programmes.flatMap(({ planId, slug, name: programme }): Exception[] => {
		const found = byPlan.get(planId) ?? [];
		const [oldest] = found;
		if (!oldest) return [];
		if (oldest.count > MOST_NAMED) return [{ kind: 'overdue', slug, programme, milestone: null, forecast: oldest.forecast, count: oldest.count }];
		return found.map(({ id, ref, title, forecast }): Exception => ({ kind: 'overdue', slug, programme, milestone: { id, ref, title }, forecast, count: 1 }));
	});
}

/** The same of KPIs; with filters, of those that a milestone that passes should move, in the places chosen. */
export async function kpiConcerns(db: Database, programmes: readonly Programme[], { until, filters }: Options): Promise<Exception[]> {
	const plans = programmes.map(({ planId }) => planId);
	if (plans.length === 0) return [];
	const only = isFiltered(filters) ? await movedKpis(db, plans, { until, filters }) : null;
	const worse = (await kpiSignals(db, plans, { until, places: filters.place, only })).flatMap((kpi) => {
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
