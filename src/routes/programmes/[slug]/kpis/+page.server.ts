import { todayInLondon } from '#lib/plan/dates.ts';
import { permissionsIn } from '#lib/plan/rules.ts';
import { kpiListAsOf } from '#server/store/kpi-list-as-of.ts';
import { readNamed } from '#server/store/plan-page.ts';
import { pageAsOf } from '../../../as-of.server.ts';
import { programmeThen } from '../past.server.ts';
import { readableProgramme } from '../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const may = permissionsIn(user, programme.id);
	const asked = await pageAsOf(db, locals, url);
	const past = asked.when === 'past' ? asked : null;
	const { epoch, places, people } = await readNamed(db, programme.planId);
	return {
		today: todayInLondon(),
		/** What stands here instead of the live list where the address asks for the past. */
		cannotShow: asked.when === 'never' ? asked.problem : null,
		then: past && (await programmeThen(db, programme.planId, past)),
		past: past && (await kpiListAsOf(db, programme.planId, past.until)),
		planId: programme.planId,
		epoch,
		places,
		people: people.map(({ id, name }) => ({ id, name })),
		may,
		account: user.account,
		me: { name: user.name, initials: user.initials, person: user.person }
	};
};
