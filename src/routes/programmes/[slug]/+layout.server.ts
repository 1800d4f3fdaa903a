/** The header of a programme's pages: its name, its status by the rule, and the programmes to switch to. */
import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { can } from '#lib/plan/rules.ts';
import { portfolioProgrammes } from '#server/store/programmes.ts';
import { statedStatuses } from '#server/store/stated-status.ts';
import { statusThresholds } from '#server/store/thresholds.ts';
import type { LayoutServerLoad } from './$types';
import { readableProgramme } from './programme.server.ts';

export const load: LayoutServerLoad = async ({ locals, params }) => {
	const { db, user, programme, role } = await readableProgramme(locals, params.slug);
	const summary = (await portfolioProgrammes(db, todayInLondon())).find((each) => each.id === programme.id);
	if (!summary) error(404, 'There is no such programme.');
	const { execLead, figures, status, reason } = summary;
	const stated = (await statedStatuses(db, [programme.planId])).get(programme.planId) ?? null;
	const thresholds = await statusThresholds(db);
	return { programme: { ...programme, role, execLead, figures, status, reason, stated, thresholds }, manages: can(user, 'manage-members', programme.id) };
};
