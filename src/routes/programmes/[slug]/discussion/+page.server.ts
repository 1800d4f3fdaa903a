/** What is said about a programme: challenges, confidence, decisions, actions, conversations. */
import { todayInLondon } from '#lib/plan/dates.ts';
import { permissionsIn } from '#lib/plan/rules.ts';
import { readDiscussion } from '#server/store/discussion.ts';
import { statedHistory } from '#server/store/stated-status.ts';
import type { PageServerLoad } from './$types';
import { readableProgramme } from '../programme.server.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const may = permissionsIn(user, programme.id);
	const { people, ...discussion } = await readDiscussion(db, programme.planId);
	return {
		today: todayInLondon(),
		planId: programme.planId,
		account: user.account,
		me: user.person,
		may,
		discussion,
		stated: await statedHistory(db, programme.planId),
		people: may.record ? people : []
	};
};
