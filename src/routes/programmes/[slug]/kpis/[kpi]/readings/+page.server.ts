import { error } from '@sveltejs/kit';
import { isId } from '#lib/plan/ids.ts';
import { can } from '#lib/plan/rules.ts';
import { kpisOf, placesOf } from '#server/store/reading-rows.ts';
import { readingsOf } from '#server/store/readings-read.ts';
import { readableProgramme } from '../../../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends('milepost:readings');
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const id = params.kpi;
	const kpi = isId('kpi', id) ? (await kpisOf(db, programme.planId)).find((each) => each.id === id) : undefined;
	if (!kpi) error(404, 'There is no such KPI in this programme. Choose it from the list of KPIs.');
	const places = await placesOf(db, programme.planId);
	return {
		planId: programme.planId,
		kpi,
		readings: await readingsOf(db, programme.planId, kpi.id),
		places: places.map(({ id: placeId, name }) => ({ id: placeId, name })),
		mayEnter: can(user, 'edit', programme.id) && !kpi.archived
	};
};
