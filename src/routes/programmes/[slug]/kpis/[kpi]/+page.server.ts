import { error } from '@sveltejs/kit';
import { momentWords } from '#lib/plan/as-of.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { can } from '#lib/plan/rules.ts';
import { kpiExists, readKpiPage } from '#server/store/kpi-page.ts';
import { pageAsOf } from '../../../../as-of.server.ts';
import { programmeThen } from '../../past.server.ts';
import { readableProgramme } from '../../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
	depends('milepost:kpi');
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const now = todayInLondon();
	const asked = await pageAsOf(db, locals, url);
	const past = asked.when === 'past' ? asked : null;
	const common = { planId: programme.planId, now, today: past?.day ?? now, then: past && (await programmeThen(db, programme.planId, past)) };
	if (asked.when === 'never') return { ...common, shown: null, cannotShow: asked.problem, mayEnter: false };
	const shown = await readKpiPage(db, programme.planId, params.kpi, past?.until ?? null);
	if (shown) return { ...common, shown, cannotShow: null, mayEnter: !past && can(user, 'edit', programme.id) && !shown.kpi.archived };
	if (!past || !(await kpiExists(db, programme.planId, params.kpi))) error(404, 'There is no such KPI in this programme. Choose it from the list of KPIs.');
	locals.answersWith = 404;
	return { ...common, then: null, shown: null, cannotShow: `This KPI was not in the plan yet on ${momentWords(past)}. Choose a later day.`, mayEnter: false };
};
