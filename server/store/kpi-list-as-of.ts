/** All KPIs of a plan as they stood at an instant: definitions, newest values, what should move them, and what had been said of them. */
import type { ThreadView } from '#lib/plan/conversation.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { kpisOnTop, linkedMilestones, rankedPlaces } from './kpi-page.ts';
import { kpisAsOf } from './kpis-as-of.ts';
import type { Database } from './query.ts';
import { threadsAsOf } from './said-as-of.ts';

/** KPIs that stood before an instant (R1), by title; archived ones are left out. Permission is the caller's to check. */
export async function kpiListAsOf(db: Database, planId: PlanId, until: Date) {
	const places = await rankedPlaces(db, planId);
	const kpis = await kpisAsOf(db, planId, until);
	const linked = Map.groupBy(await linkedMilestones(db, planId, null, until), ({ kpi }) => kpi);
	const threads = Map.groupBy(await threadsAsOf(db, planId, 'kpis', until), kpiOf);
	return {
		places: places.map(({ id, name, kind }) => ({ id, name, kind })),
		kpis: (await kpisOnTop(db, planId, until, places)).flatMap(({ id, newest }) => {
			const kpi = kpis.get(id);
			return kpi ? [{ kpi, newest, milestones: linked.get(id) ?? [], threads: threads.get(id) ?? [] }] : [];
		})
	};
}

function kpiOf({ subject }: ThreadView): string {
	return subject.on === 'kpi' ? subject.kpi : '';
}
