/**
 * A whole plan as it stood at an instant, read from its log alone. Reported state could be had from
 * `milestone_version` too, and must be the same; prose is in the log only.
 */
import { and, asc, eq, lt } from 'drizzle-orm';
import * as Y from 'yjs';
import { planUpdate } from '#drizzle/schema.server.ts';
import { watchChanges } from '#lib/plan/changes.ts';
import { readAll, readEntity, rootsOf } from '#lib/plan/document.ts';
import type { Kpi, Milestone, PlanInfo, Priority } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { planMilestones, type MilestoneRecord } from './milestones.ts';
import type { Database } from './query.ts';

export interface PastPlan {
	info: PlanInfo;
	priorities: Priority[];
	milestones: Milestone[];
	kpis: Kpi[];
	/** When each milestone was last touched by then. */
	touchedAt: ReadonlyMap<MilestoneId, Date>;
}

/** The plan as it stood before an instant (R1); null when it had not been written into. Permission is the caller's to check. */
export async function planAsOf(db: Database, planId: PlanId, until: Date): Promise<PastPlan | null> {
	const rows = await db
		.select({ bytes: planUpdate.bytes, at: planUpdate.at })
		.from(planUpdate)
		.where(and(eq(planUpdate.planId, planId), lt(planUpdate.at, until)))
		.orderBy(asc(planUpdate.seq));
	if (rows.length === 0) return null;
	const doc = new Y.Doc();
	rootsOf(doc);
	const touchedAt = new Map<MilestoneId, Date>();
	let at = new Date(0);
	const stop = watchChanges(doc, ({ changes }) => {
		for (const { entity, id } of changes) if (entity === 'milestone') touchedAt.set(id as MilestoneId, at);
	});
	for (const row of rows) {
		at = row.at;
		Y.applyUpdate(doc, row.bytes);
	}
	stop();
	const past = pastPlanOf(doc, touchedAt);
	doc.destroy();
	return past;
}

function pastPlanOf(doc: Y.Doc, touchedAt: ReadonlyMap<MilestoneId, Date>): PastPlan | null {
	const info = readEntity(doc, 'plan', '')?.record;
	return info ? { info, priorities: readAll(doc, 'priority'), milestones: readAll(doc, 'milestone'), kpis: readAll(doc, 'kpi'), touchedAt } : null;
}

/** The milestones of a plan as `planMilestones` tells them, as they stood before an instant, prose included (R1). */
export async function milestonesAsOf(db: Database, planId: PlanId, until: Date): Promise<MilestoneRecord[]> {
	const past = await planAsOf(db, planId, until);
	if (!past) return [];
	const written = new Map(past.milestones.map((milestone) => [milestone.id, milestone]));
	return (await planMilestones(db, planId, until)).map((record) => ({
		...record,
		description: written.get(record.id)?.description ?? '',
		commentary: written.get(record.id)?.commentary ?? '',
		updatedAt: past.touchedAt.get(record.id)?.toISOString() ?? record.updatedAt
	}));
}
