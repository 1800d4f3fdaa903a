/** The update rounds of a programme, now or as of a time in the past. */
import { mayApproveBaseline } from '#lib/plan/baseline.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { permissionsIn } from '#lib/plan/rules.ts';
import type { Rounds } from '#lib/plan/update-round.ts';
import { confirmedAsOf } from '#server/store/confirmed-as-of.ts';
import { readPlanPage } from '#server/store/plan-page.ts';
import { readRound } from '#server/store/rounds.ts';
import { pageAsOf } from '../../../as-of.server.ts';
import { programmeThen } from '../past.server.ts';
import { readableProgramme } from '../programme.server.ts';
import type { PageServerLoad } from './$types';

const NO_ROUNDS: Rounds = { newest: null, older: [] };

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
	depends('milepost:updates');
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const may = {
		...permissionsIn(user, programme.id),
		approveFirst: mayApproveBaseline(user, programme.id, true),
		approveLater: mayApproveBaseline(user, programme.id, false)
	};
	const asked = await pageAsOf(db, locals, url);
	const past = asked.when === 'past' ? asked : null;
	return {
		today: todayInLondon(),
		planId: programme.planId,
		account: user.account,
		me: { name: user.name, initials: user.initials, person: user.person },
		may,
		/** What stands here instead of the live page where the address asks for the past. */
		cannotShow: asked.when === 'never' ? asked.problem : null,
		then: past && (await programmeThen(db, programme.planId, past)),
		confirmed: past && (await confirmedAsOf(db, programme.planId, past.until)),
		plan: await readPlanPage(db, programme.planId),
		rounds: asked.when === 'never' ? NO_ROUNDS : await readRound(db, programme.planId, past?.until ?? null)
	};
};
