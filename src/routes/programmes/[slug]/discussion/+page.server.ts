/** What is said about a programme, or was said by a time in the past: challenges, status, confidence, decisions, actions, conversations. */
import { todayInLondon } from '#lib/plan/dates.ts';
import { permissionsIn, type Permissions } from '#lib/plan/rules.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/database.ts';
import { discussionAsOf } from '#server/store/discussion-as-of.ts';
import { readDiscussion } from '#server/store/discussion.ts';
import { statedHistory } from '#server/store/stated-status.ts';
import { pageAsOf } from '../../../as-of.server.ts';
import { programmeThen } from '../past.server.ts';
import { readableProgramme } from '../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const may = permissionsIn(user, programme.id);
	const asked = await pageAsOf(db, locals, url);
	const past = asked.when === 'past' ? asked : null;
	return {
		today: todayInLondon(),
		planId: programme.planId,
		account: user.account,
		me: user.person,
		may,
		/** Why the time that the address asks for cannot be shown. */
		cannotShow: asked.when === 'never' ? asked.problem : null,
		then: past && (await programmeThen(db, programme.planId, past)),
		past: past && (await discussionAsOf(db, programme.planId, past.until)),
		now: asked.when === 'now' ? await saidNow(db, programme.planId, may) : null
	};
};

async function saidNow(db: Database, planId: PlanId, may: Permissions) {
	const { people, ...discussion } = await readDiscussion(db, planId);
	return { discussion, stated: await statedHistory(db, planId), people: may.record ? people : [] };
}
