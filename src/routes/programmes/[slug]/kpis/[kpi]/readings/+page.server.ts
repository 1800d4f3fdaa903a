import { error } from '@sveltejs/kit';
import { momentWords } from '#lib/plan/as-of.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import { can } from '#lib/plan/rules.ts';
import { kpisOf, placesOf } from '#server/store/reading-rows.ts';
import { lastBefore } from '#server/store/as-of.ts';
import { kpisAsOf } from '#server/store/kpis-as-of.ts';
import { readingsOf } from '#server/store/readings-read.ts';
import { pageAsOf } from '../../../../../as-of.server.ts';
import { programmeThen } from '../../../past.server.ts';
import { readableProgramme } from '../../../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
	depends('milepost:readings');
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const id = params.kpi;
	const asked = await pageAsOf(db, locals, url);
	const past = asked.when === 'past' ? asked : null;
	const current = isId('kpi', id) ? (await kpisOf(db, programme.planId)).find((each) => each.id === id) : undefined;
	const kpi = past && current ? (await kpisAsOf(db, programme.planId, past.until, current.id)).get(current.id) : current;
	const common = { planId: programme.planId, today: todayInLondon(), until: past?.until ?? null };
	if (asked.when === 'never') return { ...common, kpi: null, cannotShow: asked.problem, then: null, readings: [], places: [], mayEnter: false };
	if (!kpi && current && past) {
		locals.answersWith = 404;
		return { ...common, kpi: null, cannotShow: `This KPI was not in the plan yet on ${momentWords(past)}. Choose a later day.`, then: null, readings: [], places: [], mayEnter: false };
	}
	if (!kpi) error(404, 'There is no such KPI in this programme. Choose it from the list of KPIs.');
	const places = await placesOf(db, programme.planId);
	return {
		...common,
		cannotShow: null,
		then: past && (await programmeThen(db, programme.planId, past)),
		kpi: { id: kpi.id, title: kpi.title, unit: kpi.unit, archived: kpi.archived },
		readings: await readingsOf(db, programme.planId, kpi.id, past ? { asOf: lastBefore(past.until) } : {}),
		places: places.map(({ id: placeId, name }) => ({ id: placeId, name })),
		mayEnter: !past && can(user, 'edit', programme.id) && !kpi.archived
	};
};
