/**
 * What stands beside the counted figures of the review: what leads state, how each programme stood at
 * the last reviews, what slipped since, what its KPIs say and which decisions are wanted.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { statusTrend } from '#lib/plan/programme-status.ts';
import { isFiltered, NO_REVIEW_FILTERS, type ReviewFilters } from '#lib/plan/review-filters.ts';
import type { DecisionWanted } from '#lib/plan/review-row.ts';
import { knownSql, milestonesSql, withinSql, type Until } from './as-of.ts';
import { isOpenSql, listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import { filteredRows, passesSql } from './review-filters.ts';
import { reviewSignals } from './review-signals.ts';
import type { ReviewRow } from './review.ts';
import { statedStatuses } from './stated-status.ts';

/** A review that was closed, with the status of each programme then. */
export interface ClosedBefore {
	heldOn: Day;
	closedAt: Date;
	statuses: ReadonlyMap<PlanId, Status>;
}

export interface Beside {
	rows: ReviewRow[];
	/** The newest review that was closed; null when there is none. */
	last: { heldOn: Day; closedAt: Date } | null;
}

interface Options {
	today: Day;
	until?: Until;
	filters?: ReviewFilters;
}

/**
 * Rows of the review with everything beside their figures, all of it over the milestones that pass
 * the filters. Which programmes somebody may read is the caller's to check (T8).
 */
export async function besideRows(db: Database, rows: readonly ReviewRow[], { today, until = null, filters = NO_REVIEW_FILTERS }: Options): Promise<Beside> {
	const plans = rows.map(({ planId }) => planId);
	const filtered = isFiltered(filters) ? await filteredRows(db, rows, filters, today, until) : null;
	const stated = await statedStatuses(db, plans, { asOf: until });
	const reviews = await closedReviews(db, until);
	const [last] = reviews;
	const slips = last ? await slippedSince(db, plans, { from: last.closedAt, until, filters }) : null;
	const kpis = filtered && new Map(filtered.map(({ planId, passingKpis }) => [planId, passingKpis]));
	const signals = await reviewSignals(db, plans, { until, places: filters.place, only: kpis });
	const decisions = await decisionCounts(db, plans, filters, until);
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
				decisions: decisions.get(row.planId) ?? 0
			};
		})
	};
}

/** A trend looks so many reviews back. */
const REVIEWS_BACK = 3;

interface ReviewFound {
	held_on: Day;
	closed_at: number;
	programmes: { slug: string; planId: PlanId }[] | null;
	rows: { slug: string; status: Status }[] | null;
}

/** The last closed reviews, the newest first, with what they froze of each programme's status (R3). */
export async function closedReviews(db: Database, until: Until = null): Promise<ClosedBefore[]> {
	const found = await rowsOf<ReviewFound>(
		db,
		sql`select held_on::text as held_on, (extract(epoch from closed_at) * 1000)::float8 as closed_at,
			jsonb_path_query_array(frozen, '$.programmes[*]') as programmes,
			(select jsonb_agg(jsonb_build_object('slug', each -> 'slug', 'status', each -> 'status')) from jsonb_array_elements(frozen -> 'rows') each) as rows
		from review where closed_at is not null and frozen is not null and ${knownSql(sql`closed_at`, until)}
		order by closed_at desc limit ${REVIEWS_BACK}`
	);
	return found.map(({ held_on: heldOn, closed_at: closedAt, programmes, rows }) => {
		const planOf = new Map((programmes ?? []).map(({ slug, planId }) => [slug, planId]));
		return {
			heldOn,
			closedAt: new Date(closedAt),
			statuses: new Map((rows ?? []).flatMap(({ slug, status }): [PlanId, Status][] => {
				const plan = planOf.get(slug);
				return plan ? [[plan, status]] : [];
			}))
		};
	});
}

interface SinceOptions {
	from: Date;
	until: Until;
	filters: ReviewFilters;
}

/** Open milestones with a later forecast than at an instant. The log names those that were moved at all, which are few. */
async function slippedSince(db: Database, plans: readonly PlanId[], { from, until, filters }: SinceOptions): Promise<Map<PlanId, { count: number; mostDays: number }>> {
	if (plans.length === 0) return new Map();
	const then = sql`${from.toISOString()}::timestamptz`;
	const rows = await rowsOf<{ plan_id: PlanId; count: number; most_days: number }>(
		db,
		sql`with moved as (
			select distinct c.plan_id, c.entity_id from plan_change c
			where c.plan_id in (${listOf(plans)}) and ${withinSql(sql`c.at`, { from, to: until })} and c.entity = 'milestone' and c.field = 'forecast'
		)
		select m.plan_id, count(*)::int as count, max(m.forecast - v.forecast)::int as most_days
		from moved join ${milestonesSql(until)} m on m.plan_id = moved.plan_id and m.id = moved.entity_id
		join milestone_version v on v.plan_id = m.plan_id and v.id = m.id and v.valid_from < ${then} and (v.valid_to is null or v.valid_to >= ${then})
		where ${isOpenSql} and m.forecast > v.forecast and ${passesSql(filters, until)}
		group by m.plan_id`
	);
	return new Map(rows.map((row) => [row.plan_id, { count: row.count, mostDays: row.most_days }]));
}

function wantedSql(plans: readonly PlanId[], filters: ReviewFilters, until: Until): SQL {
	// Twice, since the few that ask are in an index, and the planner knows how few by the column alone.
	return sql`m.plan_id in (${listOf(plans)}) and ${isOpenSql} and m.ask <> '' and btrim(m.ask) <> '' and ${passesSql(filters, until)}`;
}

async function decisionCounts(db: Database, plans: readonly PlanId[], filters: ReviewFilters, until: Until): Promise<Map<PlanId, number>> {
	if (plans.length === 0) return new Map();
	const rows = await rowsOf<{ plan_id: PlanId; count: number }>(db, sql`select m.plan_id, count(*)::int as count from ${milestonesSql(until)} m where ${wantedSql(plans, filters, until)} group by m.plan_id`);
	return new Map(rows.map((row) => [row.plan_id, row.count]));
}

/** A list that nobody reads to its end is no list. */
const MOST_DECISIONS = 40;

/** What waits for a decision, of open milestones: the soonest forecast first, bounded. Which plans somebody may read is the caller's to check (T8). */
export async function decisionsWanted(db: Database, plans: readonly PlanId[], { until = null, filters = NO_REVIEW_FILTERS }: { until?: Until; filters?: ReviewFilters } = {}): Promise<DecisionWanted[]> {
	if (plans.length === 0) return [];
	const rows = await rowsOf<{ slug: string; programme: string; id: MilestoneId; ref: string; title: string; ask: string; forecast: Day | null }>(
		db,
		sql`select p.slug, p.name as programme, m.id, m.ref, m.title, m.ask, m.forecast::text as forecast
		from ${milestonesSql(until)} m join plan pl on pl.id = m.plan_id join programme p on p.id = pl.programme_id
		where ${wantedSql(plans, filters, until)} order by m.forecast nulls last, p.position, m.ref limit ${MOST_DECISIONS}`
	);
	return rows.map(({ id, ref, title, ...row }) => ({ ...row, milestone: { id, ref, title } }));
}

