/** An administrator without a second factor sets one up before anything else (U2). */
import { fail, redirect } from '@sveltejs/kit';
import { safeNextPath } from '#server/auth/next-path.ts';
import { setSecondFactor } from '#server/auth/second-factor.ts';
import { runningSync } from '#server/running-sync.ts';
import { getDatabase } from '#server/store/database.ts';
import { offerTo } from '../factor.server.ts';
import { nextOf, readFields, textOf, withNext } from '../sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const next = safeNextPath(url.searchParams.get('next'));
	const { account, name, session } = enrolling(locals, next);
	// Null right after it was set up, when the page shows the recovery codes.
	return { next, name, offer: await offerTo(account, session.id) };
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await readFields(event.request);
		const next = nextOf(event.url, fields);
		const { account, session } = enrolling(event.locals, next);
		const set = await setSecondFactor(await getDatabase(), { account, session: session.id, code: textOf(fields, 'code'), address: event.getClientAddress() });
		if (set.outcome !== 'set') return fail(400, { next, recoveryCodes: null, message: set.message });
		await runningSync().accessChanged(account);
		return { next, recoveryCodes: set.recoveryCodes, message: null };
	}
};

/** Whoever has one to set up; anyone else is sent where they belong. */
function enrolling({ pending, user }: App.Locals, next: string): NonNullable<App.Locals['pending']> {
	if (pending?.stage === 'enrol') return pending;
	redirect(303, pending ? withNext('/sign-in/code', next) : user ? '/account/security' : withNext('/sign-in', next));
}
