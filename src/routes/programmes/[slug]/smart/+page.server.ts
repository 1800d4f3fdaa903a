/** What the SMART check says of a programme's milestones and KPIs, now or as of a time in the past. */
import { todayInLondon } from '#lib/plan/dates.ts';
import { readAll, readEntity } from '#lib/plan/document.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { smartList, type SmartPlan } from '#lib/plan/smart-list.ts';
import type { Database } from '#server/store/database.ts';
import { loadPlan } from '#server/store/load.ts';
import { smartPlanAsOf } from '#server/store/smart-as-of.ts';
import { pageAsOf } from '../../../as-of.server.ts';
import { programmeThen } from '../past.server.ts';
import { readableProgramme } from '../programme.server.ts';
import type { PageServerLoad } from './$types';

const NOTHING: SmartPlan = { milestones: [], kpis: [], info: null };

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { db, programme } = await readableProgramme(locals, params.slug);
	const asked = await pageAsOf(db, locals, url);
	const past = asked.when === 'past' ? asked : null;
	const plan = past ? await smartPlanAsOf(db, programme.planId, past.until) : asked.when === 'now' ? await smartPlanNow(db, programme.planId) : NOTHING;
	return {
		today: todayInLondon(),
		/** Why the time that the address asks for cannot be shown. */
		cannotShow: asked.when === 'never' ? asked.problem : null,
		then: past && (await programmeThen(db, programme.planId, past)),
		listed: smartList(programme.slug, plan),
		checked: plan.milestones.length + plan.kpis.length
	};
};

async function smartPlanNow(db: Database, planId: PlanId): Promise<SmartPlan> {
	const loaded = await loadPlan(db, planId);
	if (!loaded) return NOTHING;
	const { doc } = loaded;
	const read = { milestones: readAll(doc, 'milestone'), kpis: readAll(doc, 'kpi'), info: readEntity(doc, 'plan', '')?.record ?? null };
	doc.destroy();
	return read;
}
