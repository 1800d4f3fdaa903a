/**
 * What stands beside the counted figures of the review: what leads state, how each programme stood at
 * the last reviews, what slipped since, what its KPIs say and which decisions are wanted.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { statusTrend } from '#lib/plan/programme-status.ts';
import { isFiltered, NO_REVIEW_FILTERS, type ReviewFilters } from '#lib/plan/review-filters.ts';
import type { DecisionWanted } from '#lib/plan/review-row.ts';
import { milestoneSql, milestonesSql, stoodSql, withinSql, type Until } from './as-of.ts';
import { closedReviews } from './closed-reviews.ts';
import { isOpenSql, listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import { filteredRows, passesSql } from './review-filters.ts';
import { kpisAmong, kpiSignals, reviewSignals, type KpiSignals } from './review-signals.ts';
import type { ReviewRow } from './review.ts';
import { statedStatuses } from './stated-status.ts';

export interface Beside {
	rows: ReviewRow[];
	/** The newest review that was closed; null when there is none. */
	last: { heldOn: Day; closedAt: Date } | null;
}

interface Options {
	today: Day;
	until?: Until;
	filters?: ReviewFilters;
	/** What the caller reads for more than the rows; with the same filters, as of the same time. */
	known?: { signals?: Promise<KpiSignals[]>; decisions?: Promise<DecisionsWanted> };
}

/**
 * Rows of the review with everything beside their figures, all of it over the milestones that pass
 * the filters. Which programmes somebody may read is the caller's to check (T8).
 */
export async function besideRows(db: Database, rows: readonly ReviewRow[], { today, until = null, filters = NO_REVIEW_FILTERS, known = {} }: Options): Promise<Beside> {
	const plans = rows.map(({ planId }) => planId);
	const [filtered, stated, { reviews, slips }, kpis, wanted] = await Promise.all([
		isFiltered(filters) ? filteredRows(db, rows, filters, today, until) : null,
		statedStatuses(db, plans, { asOf: until }),
		lookingBack(db, plans, { until, filters }),
		known.signals ?? kpiSignals(db, plans, { until, places: filters.place }),
		known.decisions ?? decisions(db, plans, { until, filters })
	]);
	const [last] = reviews;
	const signals = reviewSignals(filtered ? kpisAmong(kpis, new Map(filtered.map(({ planId, passingKpis }) => [planId, passingKpis]))) : kpis);
	return {
		last: last ? { heldOn: last.heldOn, closedAt: last.closedAt } : null,
		rows: (filtered ?? rows).map((each): ReviewRow => {
			const { passingKpis: _kpis, ...row } = { passingKpis: null, ...each };
			return {
				...row,
				stated: stated.get(row.planId) ?? null,
				trend: statusTrend(row.status, reviews.map(({ statuses }) => statuses.get(row.planId) ?? null)),
				slippedSince: slips && (slips.get(row.planId) ?? { count: 0, mostDays: 0 }),
				signals: signals.get(row.planId) ?? { shown: [], count: 0 },
				decisions: wanted.counts.get(row.planId) ?? 0
			};
		})
	};
}

/** The last reviews, and what slipped since the newest of them; null when there is none. */
async function lookingBack(db: Database, plans: readonly PlanId[], { until, filters }: Omit<SinceOptions, 'from'>) {
	const reviews = await closedReviews(db, until);
	const [last] = reviews;
	return { reviews, slips: last ? await slippedSince(db, plans, { from: last.closedAt, until, filters }) : null };
}

interface SinceOptions {
	from: Date;
	until: Until;
	filters: ReviewFilters;
}

/** Open milestones with a later forecast than at an instant: of those that have changed since, which are few, the versions that stood then and stand now. */
async function slippedSince(db: Database, plans: readonly PlanId[], { from, until, filters }: SinceOptions): Promise<Map<PlanId, { count: number; mostDays: number }>> {
	if (plans.length === 0) return new Map();
	const period = (of: SQL) => ({ from: sql`${of}.valid_from`, to: sql`${of}.valid_to` });
	const rows = await rowsOf<{ plan_id: PlanId; count: number; most_days: number }>(
		db,
		sql`with now as (
			select m.plan_id, m.id, m.forecast from milestone_version m
			where m.plan_id in (${listOf(plans)}) and ${withinSql(sql`m.valid_from`, { from, to: until })} and ${stoodSql(period(sql`m`), until)} and ${isOpenSql}
		), moved as (
			select now.plan_id, now.id, now.forecast - was.forecast as days from now join milestone_version was on was.plan_id = now.plan_id and was.id = now.id
			where ${stoodSql(period(sql`was`), from)} and coalesce(was.valid_to, 'infinity'::timestamptz) < ${until?.toISOString() ?? 'infinity'}::timestamptz and now.forecast > was.forecast
		)
		select moved.plan_id, count(*)::int as count, max(moved.days)::int as most_days from moved
		${isFiltered(filters) ? sql`cross join lateral ${milestoneSql({ plan: sql`moved.plan_id`, id: sql`moved.id` }, until)} m where ${passesSql(filters, until)}` : sql``}
		group by moved.plan_id`
	);
	return new Map(rows.map((row) => [row.plan_id, { count: row.count, mostDays: row.most_days }]));
}

function wantedSql(plans: readonly PlanId[], filters: ReviewFilters, until: Until): SQL {
	// Twice, since the few that ask are in an index, and the planner knows how few by the column alone.
	return sql`m.plan_id in (${listOf(plans)}) and ${isOpenSql} and m.ask <> '' and btrim(m.ask) <> '' and ${passesSql(filters, until)}`;
}

/** A list that nobody reads to its end is no list. */
const MOST_DECISIONS = 40;

/** What waits for a decision: how many of each plan, and the first of all. */
export interface DecisionsWanted {
	counts: ReadonlyMap<PlanId, number>;
	/** The soonest forecast first, bounded. */
	first: DecisionWanted[];
}
interface DecisionRow {
	plan_id: PlanId;
	count: number;
	place: number;
	slug: string;
	programme: string;
	id: MilestoneId;
	ref: string;
	title: string;
	ask: string;
	forecast: Day | null;
}

/** What waits for a decision, of open milestones. Which plans somebody may read is the caller's to check (T8). */
export async function decisions(db: Database, plans: readonly PlanId[], { until = null, filters = NO_REVIEW_FILTERS }: { until?: Until; filters?: ReviewFilters } = {}): Promise<DecisionsWanted> {
	if (plans.length === 0) return { counts: new Map(), first: [] };
	const rows = await rowsOf<DecisionRow>(
		db,
		// The list, and one of each plan for its count.
		sql`select * from (
			select m.plan_id, p.slug, p.name as programme, m.id, m.ref, m.title, m.ask, m.forecast::text as forecast, (count(*) over its)::int as count, row_number() over its as nth,
				(row_number() over (order by m.forecast nulls last, p.position, m.ref))::int as place
			from ${milestonesSql(until)} m join plan pl on pl.id = m.plan_id join programme p on p.id = pl.programme_id
			where ${wantedSql(plans, filters, until)} window its as (partition by m.plan_id)
		) wanted where place <= ${MOST_DECISIONS} or nth = 1 order by place`
	);
	const first = rows.filter(({ place }) => place <= MOST_DECISIONS);
	return {
		counts: new Map(rows.map((row) => [row.plan_id, row.count])),
		first: first.map(({ slug, programme, id, ref, title, ask, forecast }) => ({ slug, programme, milestone: { id, ref, title }, ask, forecast }))
	};
}

/** The first of them alone. */
export async function decisionsWanted(db: Database, plans: readonly PlanId[], options: { until?: Until; filters?: ReviewFilters } = {}): Promise<DecisionWanted[]> {
	return (await decisions(db, plans, options)).first;
}
