/** What the SMART check says of a programme's milestones and KPIs. */
import { readAll, readEntity } from '#lib/plan/document.ts';
import { smartList } from '#lib/plan/smart-list.ts';
import { loadPlan } from '#server/store/load.ts';
import type { PageServerLoad } from './$types';
import { readableProgramme } from '../programme.server.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { db, programme } = await readableProgramme(locals, params.slug);
	const loaded = await loadPlan(db, programme.planId);
	if (!loaded) return { listed: [], checked: 0 };
	const { doc } = loaded;
	const milestones = readAll(doc, 'milestone');
	const kpis = readAll(doc, 'kpi');
	const listed = smartList(programme.slug, { milestones, kpis, info: readEntity(doc, 'plan', '')?.record ?? null });
	doc.destroy();
	return { listed, checked: milestones.length + kpis.length };
};
