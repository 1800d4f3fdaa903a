import { todayInLondon } from '#lib/plan/dates.ts';
import { permissionsIn } from '#lib/plan/rules.ts';
import { mayApproveBaseline } from '#lib/plan/baseline.ts';
import { readPlanPage } from '#server/store/plan-page.ts';
import type { PageServerLoad } from './$types';
import { readableProgramme } from '../programme.server.ts';
import { pageAsOf } from '../../../as-of.server.ts';
import { programmeThen } from '../past.server.ts';
import { pastPlan } from './past.server.ts';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
	depends('milepost:plan');
	const { db, user, programme } = await readableProgramme(locals, params.slug);
	const may = {
		...permissionsIn(user, programme.id),
		approveFirst: mayApproveBaseline(user, programme.id, true),
		approveLater: mayApproveBaseline(user, programme.id, false)
	};
	const asked = await pageAsOf(db, locals, url);
	const then = asked.when === 'past' ? await programmeThen(db, programme.planId, asked) : null;
	return {
		today: todayInLondon(),
		planId: programme.planId,
		account: user.account,
		me: { name: user.name, initials: user.initials, person: user.person },
		may,
		/** What stands here instead of the live plan where the address asks for the past. */
		cannotShow: asked.when === 'never' ? asked.problem : null,
		then,
		past: asked.when === 'past' ? await pastPlan(db, programme.planId, asked, url.searchParams.get('milestone')) : null,
		plan: await readPlanPage(db, programme.planId)
	};
};
