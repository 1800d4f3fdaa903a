import { can } from '#lib/plan/rules.ts';
import { kpisOf } from '#server/store/reading-rows.ts';
import { readableProgramme } from '../../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const kpis = await kpisOf(db, programme.planId);
	return {
		planId: programme.planId,
		mayEnter: can(user, 'edit', programme.id),
		kpis: kpis.filter(({ archived }) => !archived).map(({ id, title }) => ({ id, title })).sort((one, other) => one.title.localeCompare(other.title, 'en-GB'))
	};
};
