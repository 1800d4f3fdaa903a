/** Texts of the activity that were still being written at an instant: one row of the log takes all that is written in a minute, so what was written after is left out. */
import { sql } from 'drizzle-orm';
import { fieldSpec } from '#lib/plan/fields.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { knownSql } from './as-of.ts';
import type { ReadChange } from './change-rows.ts';
import { planAsOf, type PastPlan } from './plan-as-of.ts';
import { SAME_WRITING_MS } from './plan-changes.ts';
import { rowsOf, type Database } from './query.ts';

/** These changes with their texts as they stood before the instant (R1). */
export async function textsBy<Row extends ReadChange>(db: Database, planId: PlanId, rows: readonly Row[], until: Date): Promise<Row[]> {
	const late = rows.filter((row) => fieldSpec(row.entity, row.field)?.form === 'prose' && until.getTime() - row.at.getTime() < SAME_WRITING_MS);
	if (late.length === 0) return [...rows];
	const newest = await newestOf(db, planId, late, until);
	const past = await planAsOf(db, planId, until);
	return rows.map((row) => (late.includes(row) && newest.has(placeOf(row)) ? { ...row, new: textOf(past, row) } : row));
}

/** Only the newest row of a text is written on. */
async function newestOf(db: Database, planId: PlanId, rows: readonly ReadChange[], until: Date): Promise<Set<string>> {
	const fields = sql.join(rows.map(({ entity, entityId, field }) => sql`(${entity}::text, ${entityId}::text, ${field}::text)`), sql`, `);
	const found = await rowsOf<{ seq: number; part: number }>(
		db,
		sql`select distinct on (c.entity, c.entity_id, c.field) c.seq, c.part from plan_change c
		where c.plan_id = ${planId} and (c.entity, c.entity_id, c.field) in (${fields}) and ${knownSql(sql`c.at`, until)}
		order by c.entity, c.entity_id, c.field, c.seq desc, c.part desc`
	);
	return new Set(found.map(placeOf));
}

function placeOf({ seq, part }: { seq: number; part: number }): string {
	return `${seq}.${part}`;
}

function textOf(past: PastPlan | null, { entity, entityId, field }: ReadChange): unknown {
	const record: object | undefined = entity === 'plan' ? past?.info : past?.milestones.find(({ id }) => id === entityId);
	return Object.entries(record ?? {}).find(([name]) => name === field)?.[1];
}
