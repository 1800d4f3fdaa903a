import { mayApproveBaseline } from '#lib/plan/baseline.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { permissionsIn } from '#lib/plan/rules.ts';
import { readPlanPage } from '#server/store/plan-page.ts';
import { readRound } from '#server/store/rounds.ts';
import { readableProgramme } from '../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends('milepost:updates');
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const may = {
		...permissionsIn(user, programme.id),
		approveFirst: mayApproveBaseline(user, programme.id, true),
		approveLater: mayApproveBaseline(user, programme.id, false)
	};
	return {
		today: todayInLondon(),
		planId: programme.planId,
		account: user.account,
		me: { name: user.name, initials: user.initials, person: user.person },
		may,
		plan: await readPlanPage(db, programme.planId, { mayEdit: false }),
		rounds: await readRound(db, programme.planId)
	};
};
