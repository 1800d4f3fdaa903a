/** What the SMART check of a programme reads, as it stood at an instant: milestones from their versions, KPIs and the plan's length from what the log kept of their fields. */
import { sql } from 'drizzle-orm';
import { fieldSpec } from '#lib/plan/fields.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { SmartMilestone, SmartPlan } from '#lib/plan/smart-list.ts';
import { knownSql, milestonesSql } from './as-of.ts';
import { kpisAsOf } from './kpis-as-of.ts';
import { rowsOf, type Database } from './query.ts';

/** What was to be checked before an instant (R1), archived ones too. Permission is the caller's to check. */
export async function smartPlanAsOf(db: Database, planId: PlanId, until: Date): Promise<SmartPlan> {
	return { milestones: await milestonesThen(db, planId, until), kpis: [...(await kpisAsOf(db, planId, until)).values()], info: await lengthThen(db, planId, until) };
}

/** The two drivers give jsonb differently, so it travels as text. */
type Row = Omit<SmartMilestone, 'leads' | 'kpis'> & { leads: string; kpis: string };

async function milestonesThen(db: Database, planId: PlanId, until: Date): Promise<SmartMilestone[]> {
	const rows = await rowsOf<Row>(
		db,
		sql`select m.id, m.ref, m.archived, m.status, m.title, m.done_when as "doneWhen", m.forecast::text as forecast, m.priority_id as priority, m.leads::text as leads, m.kpis::text as kpis
		from ${milestonesSql(until)} m where m.plan_id = ${planId}`
	);
	return rows.map((row) => ({ ...row, leads: JSON.parse(row.leads) as SmartMilestone['leads'], kpis: JSON.parse(row.kpis) as SmartMilestone['kpis'] }));
}

async function lengthThen(db: Database, planId: PlanId, until: Date): Promise<SmartPlan['info']> {
	const rows = await rowsOf<{ field: string; new: string | null }>(
		db,
		sql`select distinct on (c.field) c.field, c.new::text as new from plan_change c
		where c.plan_id = ${planId} and c.entity = 'plan' and c.field in ('starts', 'months') and ${knownSql(sql`c.at`, until)} order by c.field, c.seq desc, c.part desc`
	);
	const written = new Map(rows.map(({ field, new: text }): [string, unknown] => [field, text === null ? null : JSON.parse(text)]));
	const valueOf = (field: string): unknown => written.get(field) ?? emptyOf(field);
	return { starts: String(valueOf('starts')), months: Number(valueOf('months')) };
}

/** What a field holds that was never written. */
function emptyOf(field: string): unknown {
	const spec = fieldSpec('plan', field);
	return spec?.form === 'value' ? spec.empty : null;
}
