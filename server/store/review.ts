/** The cross-programme review: one row a programme, counted by the database over committed rows only. */
import { sql, type SQL } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import { programmeStatus, statusReason, worstFirst, type ProgrammeFigures } from '#lib/plan/programme-status.ts';
import type { ReviewedConfidence, ReviewedProgramme } from '#lib/plan/review-row.ts';
import { begunSql, kpisSql, knownSql, milestonesSql, type Until } from './as-of.ts';
import { challengeOpenSql } from './challenges.ts';
import { programmeConfidence, type ProgrammeConfidence } from './confidence.ts';
import { latestChanges, type LatestChange } from './latest-change.ts';
import { execLeadSql, isDueSql, isOpenSql, isOverdueSql, listOf, ruleColumns, statusColumns, statusCountsOf, type StatusColumns } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

export interface ReviewRow extends ReviewedProgramme {
	id: ProgrammeId;
	planId: PlanId;
	lastChange: LatestChange | null;
}

interface Row extends StatusColumns {
	id: ProgrammeId;
	slug: string;
	name: string;
	plan_id: PlanId;
	exec_lead: string | null;
	overdue: number | null;
	late: number | null;
	oldest_overdue: string | null;
	due: number | null;
	next_due: Day | null;
	has_baseline: boolean;
	slipped: number | null;
	most_days: number | null;
	with_target: number | null;
	without_target: number | null;
}

/**
 * Programmes, worst first, as they stand on a day. Who may see these figures is the caller's to check.
 * @param only the plans to count; all of the portfolio's without it
 * @param until counts what was known at an instant, which `today` is the day of (R1)
 */
export async function reviewRows(db: Database, today: Day, only?: readonly PlanId[], until: Until = null): Promise<ReviewRow[]> {
	if (only?.length === 0) return [];
	const among = (column: SQL) => (only ? sql`${column} in (${listOf(only)})` : sql`true`);
	const rows = await rowsOf<Row>(
		db,
		sql`with counted as (
			select m.plan_id as of_plan, ${statusColumns()}, ${ruleColumns(today)},
				count(*) filter (where ${isDueSql(today)})::int as due,
				min(m.forecast) filter (where ${isDueSql(today)})::text as next_due
			from ${milestonesSql(until)} m where not m.archived and ${among(sql`m.plan_id`)} group by m.plan_id
		), baseline as (
			select distinct on (plan_id) plan_id, id from checkpoint where baseline_no is not null and ${knownSql(sql`approved_at`, until)} and ${among(sql`plan_id`)} order by plan_id, baseline_no desc
		), slips as (
			select m.plan_id, count(*)::int as slipped, max(m.forecast - b.forecast)::int as most_days
			from baseline join checkpoint_milestone b on b.checkpoint_id = baseline.id
			join ${milestonesSql(until)} m on m.plan_id = baseline.plan_id and m.id = b.milestone_id
			where ${isOpenSql} and m.forecast > b.forecast group by m.plan_id
		), measures as (
			select plan_id, count(target_value)::int as with_target, count(*) filter (where target_value is null)::int as without_target
			from ${kpisSql(until)} k where not archived and ${among(sql`plan_id`)} group by plan_id
		)
		select p.id, p.slug, p.name, ${execLeadSql(today)} as exec_lead,
			counted.*, slips.slipped, slips.most_days, measures.with_target, measures.without_target,
			baseline.id is not null as has_baseline, pl.id as plan_id,
			(select m.ref from ${milestonesSql(until)} m where m.plan_id = pl.id and ${isOverdueSql(today)} order by m.forecast, m.ref limit 1) as oldest_overdue
		from programme p join plan pl on pl.programme_id = p.id
		left join counted on counted.of_plan = pl.id left join slips on slips.plan_id = pl.id
		left join baseline on baseline.plan_id = pl.id left join measures on measures.plan_id = pl.id
		where ${among(sql`pl.id`)} and ${begunSql(until)}
		order by p.position, p.name`
	);
	const plans = rows.map((row) => row.plan_id);
	const latest = await latestChanges(db, plans, until);
	const challenges = await challengeCounts(db, plans, until);
	const confidence = await programmeConfidence(db, plans, until);
	const beside = ({ plan_id: of }: Row) => ({ lastChange: latest.get(of) ?? null, challenges: challenges.get(of) ?? 0, confidence: confidenceOf(confidence.get(of)) });
	return rows.map((row) => ({ ...figuresOfRow(row), ...beside(row) })).sort((one, other) => worstFirst(one.figures, other.figures));
}

/** How many challenges of each plan are not closed; a closed one's thread is resolved. */
async function challengeCounts(db: Database, plans: readonly PlanId[], until: Until): Promise<Map<PlanId, number>> {
	if (plans.length === 0) return new Map();
	const rows = await rowsOf<{ plan_id: PlanId; open: number }>(
		db,
		sql`select t.plan_id, count(*)::int as open from challenge c join comment_thread t on t.id = c.thread_id
		where ${challengeOpenSql(until)} and t.plan_id in (${listOf(plans)}) group by t.plan_id`
	);
	return new Map(rows.map((row) => [row.plan_id, row.open]));
}

function confidenceOf(stated: ProgrammeConfidence | undefined): ReviewedConfidence {
	const of = (kind: keyof ReviewedConfidence) => {
		const said = stated?.[kind];
		return said ? { level: said.level, was: said.was } : null;
	};
	return { delivery: of('delivery'), clinical: of('clinical') };
}

function figuresOfRow(row: Row): Omit<ReviewRow, 'lastChange' | 'challenges' | 'confidence'> {
	const figures: ProgrammeFigures = { statuses: statusCountsOf(row), overdue: row.overdue ?? 0, late: row.late ?? 0 };
	return {
		id: row.id,
		slug: row.slug,
		name: row.name,
		planId: row.plan_id,
		execLead: row.exec_lead,
		figures,
		status: programmeStatus(figures),
		reason: statusReason(figures),
		overdue: figures.overdue,
		oldestOverdue: row.oldest_overdue,
		due: row.due ?? 0,
		nextDue: row.next_due,
		slipped: row.has_baseline ? { count: row.slipped ?? 0, mostDays: row.most_days ?? 0 } : null,
		kpis: { withTarget: row.with_target ?? 0, withoutTarget: row.without_target ?? 0 }
	};
}
