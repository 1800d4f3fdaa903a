/** The second factor of a session that waits for it. */
import { fail, redirect } from '@sveltejs/kit';
import { safeNextPath } from '#server/auth/next-path.ts';
import { completeSignIn } from '#server/auth/take-code.ts';
import { getDatabase } from '#server/store/database.ts';
import { nextOf, readFields, textOf, withNext } from '../sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = safeNextPath(url.searchParams.get('next'));
	return { next, name: waiting(locals, next).name };
};

const STATUS = { refused: 401, limited: 429 } as const;

export const actions: Actions = {
	default: async (event) => {
		const fields = await readFields(event.request);
		const next = nextOf(event.url, fields);
		const { account, session } = waiting(event.locals, next);
		const recovery = textOf(fields, 'recovery');
		const code = recovery || textOf(fields, 'code');
		const field = recovery ? ('recovery' as const) : ('code' as const);
		if (code.trim() === '') return fail(400, { next, field, message: 'Type the code.' });
		const result = await completeSignIn(await getDatabase(), { account, session: session.id, code, address: event.getClientAddress() });
		if (result.outcome !== 'accepted') return fail(STATUS[result.outcome], { next, field, message: result.message });
		redirect(303, next);
	}
};

/** Whoever waits for the code; anyone else is sent where they belong. */
function waiting({ pending, user }: App.Locals, next: string): NonNullable<App.Locals['pending']> {
	if (pending?.stage === 'code') return pending;
	redirect(303, pending ? withNext('/sign-in/second-factor', next) : user ? next : withNext('/sign-in', next));
}
