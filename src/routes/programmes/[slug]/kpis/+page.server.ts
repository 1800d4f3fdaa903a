import { permissionsIn } from '#lib/plan/rules.ts';
import { readPlanPage } from '#server/store/plan-page.ts';
import { readableProgramme } from '../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const may = permissionsIn(user, programme.id);
	const { epoch, places, people } = await readPlanPage(db, programme.planId, { mayEdit: false });
	return {
		planId: programme.planId,
		epoch,
		places,
		people: people.map(({ id, name }) => ({ id, name })),
		may,
		account: user.account,
		me: { name: user.name, initials: user.initials, person: user.person }
	};
};
