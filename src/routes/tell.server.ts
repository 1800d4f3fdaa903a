/** Telling open pages what concerns all programmes. */
import type { User } from '#lib/plan/rules.ts';
import type { PlanEvent } from '#lib/sync/wire.ts';
import { runningSync } from '#server/running-sync.ts';
import type { Database } from '#server/store/database.ts';
import { readableProgrammes } from '#server/store/programmes.ts';

/**
 * Tells every page that is open on a plan, and every page of the whole portfolio: streams of changes
 * name plans, each to those who may read it, so what concerns all is told as an event of every plan.
 * @param by a reviewer or an administrator, who may read them all
 */
export async function tellEveryPlan(db: Database, by: User, event: PlanEvent): Promise<void> {
	for (const { planId } of await readableProgrammes(db, by)) await runningSync().tell(planId, event);
}
