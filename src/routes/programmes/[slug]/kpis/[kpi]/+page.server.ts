import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { can } from '#lib/plan/rules.ts';
import { readKpiPage } from '#server/store/kpi-page.ts';
import { readableProgramme } from '../../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends('milepost:kpi');
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const shown = await readKpiPage(db, programme.planId, params.kpi);
	if (!shown) error(404, 'There is no such KPI in this programme. Choose it from the list of KPIs.');
	return { shown, today: todayInLondon(), mayEnter: can(user, 'edit', programme.id) && !shown.kpi.archived };
};
