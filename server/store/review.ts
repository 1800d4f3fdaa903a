/** The cross-programme review: one row a programme, counted by the database over committed rows only. */
import { sql } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { PersonId, PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import { programmeStatus, statusReason, worstFirst } from '#lib/plan/programme-status.ts';
import type { ReviewedConfidence, ReviewedProgramme } from '#lib/plan/review-row.ts';
import type { StatusThresholds } from '#lib/plan/status-thresholds.ts';
import { begunSql, type Until } from './as-of.ts';
import { challengeOpenSql } from './challenges.ts';
import { programmeConfidence, type ProgrammeConfidence } from './confidence.ts';
import { latestChanges, type LatestChange } from './latest-change.ts';
import { execLeadsSql, listOf } from './figures.ts';
import { planFigures, planFiguresAt, type PlanFigures } from './plan-figures.ts';
import { rowsOf, type Database } from './query.ts';
import { statusThresholds } from './thresholds.ts';

export interface ReviewRow extends ReviewedProgramme {
	id: ProgrammeId;
	planId: PlanId;
	lastChange: LatestChange | null;
	/** The forecast of the milestone that is overdue for longest. */
	overdueSince: Day | null;
}

interface Row {
	id: ProgrammeId;
	slug: string;
	name: string;
	plan_id: PlanId;
	exec_leads: { id: PersonId; name: string }[] | null;
}

/**
 * Programmes, worst first, as they stand on a day. Who may see these figures is the caller's to check.
 * @param only the plans to count; all of the portfolio's without it
 * @param until counts what was known at an instant, which `today` is the day of (R1)
 */
export async function reviewRows(db: Database, today: Day, only?: readonly PlanId[], until: Until = null): Promise<ReviewRow[]> {
	if (only?.length === 0) return [];
	const rows = await rowsOf<Row>(
		db,
		sql`select p.id, p.slug, p.name, pl.id as plan_id, ${execLeadsSql(today)} as exec_leads from programme p join plan pl on pl.programme_id = p.id
		where ${only ? sql`pl.id in (${listOf(only)})` : sql`true`} and ${begunSql(until)} order by p.position, p.name`
	);
	const plans = rows.map((row) => row.plan_id);
	const [figures, latest, challenges, confidence, thresholds] = await Promise.all([
		until ? planFiguresAt(db, today, only, until) : planFigures(db, today, only),
		latestChanges(db, plans, until),
		challengeCounts(db, plans, until),
		programmeConfidence(db, plans, until),
		statusThresholds(db, until)
	]);
	return rows
		.flatMap(({ id, slug, name, plan_id: planId, exec_leads: holders }) => {
			const execLeads = holders ?? [];
			const counted = figures.get(planId);
			if (!counted) return [];
			const beside = { lastChange: latest.get(planId) ?? null, challenges: challenges.get(planId) ?? 0, confidence: confidenceOf(confidence.get(planId)) };
			const execLead = execLeads.length === 0 ? null : execLeads.map((each) => each.name).join(' and ');
			return [{ id, slug, name, planId, execLead, execLeads, ...ofFigures(counted, thresholds), ...beside }];
		})
		.sort(worstFirst);
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

function ofFigures({ rule, oldestOverdue, overdueSince, due, nextDue, slipped, kpis }: PlanFigures, thresholds: StatusThresholds) {
	return { figures: rule, status: programmeStatus(rule, thresholds), reason: statusReason(rule), overdue: rule.overdue, oldestOverdue, overdueSince, due, nextDue, slipped, kpis };
}
