/** The KPIs of a plan as their definitions stood at an instant, folded from the changes the log kept of them. No field of a KPI is prose, so nothing is lost on the way. */
import { sql } from 'drizzle-orm';
import { ADDED } from '#lib/plan/changes.ts';
import { FIELDS, type Kpi } from '#lib/plan/fields.ts';
import type { KpiId, PlanId } from '#lib/plan/ids.ts';
import { knownSql } from './as-of.ts';
import { rowsOf, type Database } from './query.ts';

interface Row {
	id: KpiId;
	field: string;
	member: string;
	new: string | null;
}

/**
 * KPIs, archived ones too, as they stood before an instant (R1), by id. Permission is the caller's to check.
 * @param only one of them; all without it
 */
export async function kpisAsOf(db: Database, planId: PlanId, until: Date, only?: KpiId): Promise<Map<KpiId, Kpi>> {
	const rows = await rowsOf<Row>(
		db,
		sql`select c.entity_id as id, c.field, c.member, c.new::text as new from kpi k join plan_change c on c.plan_id = k.plan_id and c.entity_id = k.id
		where k.plan_id = ${planId} and ${only ? sql`k.id = ${only}` : sql`true`} and c.entity = 'kpi' and ${knownSql(sql`c.at`, until)} order by c.seq, c.part`
	);
	const kpis = new Map<KpiId, Kpi>();
	for (const { id, field, member, new: text } of rows) {
		const value: unknown = text === null ? null : JSON.parse(text);
		if (field === ADDED) kpis.set(id, value as Kpi);
		const before = kpis.get(id);
		if (field !== ADDED && before) kpis.set(id, after(before, field, member, value));
	}
	return kpis;
}

/** The record after one change of it, as the log's row has it: null is the empty value, or a member taken out. */
function after(kpi: Kpi, field: string, member: string, value: unknown): Kpi {
	if (field !== 'baselines' && field !== 'trajectory') return field in FIELDS.kpi ? { ...kpi, [field]: value } : kpi;
	const { [member]: _was, ...others }: Record<string, unknown> = kpi[field];
	return { ...kpi, [field]: value === null ? others : { ...others, [member]: value } };
}
