import { fail, redirect } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { demonstrationAccounts } from '#server/auth/demonstration.ts';
import { safeNextPath } from '#server/auth/next-path.ts';
import { readWelcome } from '#server/auth/welcome.ts';
import { config } from '#server/config.ts';
import { getDatabase } from '#server/store/database.ts';
import type { Actions, PageServerLoad } from './$types';
import { signInFromForm, wayOn } from './sign-in.server.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const next = safeNextPath(url.searchParams.get('next'));
	// In a demonstration people come here again to try another account.
	if (locals.user && !config.demonstration) redirect(303, next);
	if (locals.pending && !config.demonstration) redirect(303, wayOn(locals.pending.stage, next));
	const db = await getDatabase();
	return {
		next,
		today: todayInLondon(),
		signedInAs: locals.user?.name ?? null,
		welcome: await readWelcome(db),
		demonstration: config.demonstration ? await demonstrationAccounts(db) : null
	};
};

const STATUS = { incomplete: 400, refused: 401, limited: 429 } as const;

export const actions: Actions = {
	default: async (event) => {
		const { email, next, result } = await signInFromForm(event);
		if (result.outcome === 'signed-in') redirect(303, wayOn(result.stage, next));
		return fail(STATUS[result.outcome], { email, next, message: result.message });
	}
};
