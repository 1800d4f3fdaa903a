/** A sign-in link. Opening it does nothing: mail scanners open every link. The button uses it (U1). */
import { fail, redirect } from '@sveltejs/kit';
import { signInByLink } from '#server/auth/enter-by-link.ts';
import { findLink } from '#server/auth/links.ts';
import { getDatabase } from '#server/store/database.ts';
import { begin, wayOn } from '../../sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => ({ good: (await findLink(await getDatabase(), 'sign-in', params.token)) !== null });

export const actions: Actions = {
	default: async (event) => {
		const entered = await signInByLink(await getDatabase(), { token: event.params.token, address: event.getClientAddress(), now: new Date() });
		if (entered.outcome !== 'signed-in') return fail(410, { dead: true });
		await begin(event, entered.started);
		redirect(303, wayOn(entered.started.stage, '/'));
	}
};
