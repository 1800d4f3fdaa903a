/** Everyone's own: password, second factor, and where they are signed in. */
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { can } from '#lib/plan/rules.ts';
import { changePassword, readOwnAccount, signOutOthers } from '#server/auth/own-account.ts';
import { readSecondFactor, removeSecondFactor, renewRecoveryCodes } from '#server/auth/second-factor.ts';
import { sessionsOf } from '#server/auth/sessions.ts';
import { runningSync } from '#server/running-sync.ts';
import { getDatabase } from '#server/store/database.ts';
import { readFields, textOf } from '../../sign-in/sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { user, session } = signedIn(locals);
	const db = await getDatabase();
	const sessions = await sessionsOf(db, user.account, new Date());
	return {
		own: await readOwnAccount(db, user.account),
		factor: await readSecondFactor(db, user.account),
		administers: can(user, 'administer'),
		// Without their ids, which are half of a cookie.
		sessions: sessions.map(({ id, ...each }) => ({ ...each, here: id === session.id }))
	};
};

const STATUS = { refused: 400, limited: 429 } as const;

/** What came of a form, in one shape for all of them. */
interface Outcome {
	/** Which form it was. */
	form: 'password' | 'codes' | 'remove' | 'others';
	/** What was wrong with which field; null when nothing was. */
	wrong: { field: 'present' | 'password' | 'code'; message: string } | null;
	/** What was done, in a sentence. */
	done: string | null;
	recoveryCodes: string[] | null;
}
const outcome = (form: Outcome['form'], rest: Partial<Outcome>): Outcome => ({ form, wrong: null, done: null, recoveryCodes: null, ...rest });

export const actions: Actions = {
	password: async (event) => {
		const { holder, fields } = await asked(event);
		const changed = await changePassword(await getDatabase(), { ...holder, present: textOf(fields, 'present'), password: textOf(fields, 'password') });
		if (changed.outcome !== 'changed') {
			const field = changed.outcome === 'refused' ? changed.field : 'present';
			return fail(STATUS[changed.outcome], outcome('password', { wrong: { field, message: changed.message } }));
		}
		closeSockets(changed.ended);
		return outcome('password', { done: `Your password is changed. ${endedWords(changed.ended.length)}` });
	},
	codes: async (event) => {
		const { holder, fields } = await asked(event);
		const set = await renewRecoveryCodes(await getDatabase(), { ...holder, code: textOf(fields, 'code') });
		if (set.outcome !== 'set') return fail(STATUS[set.outcome], outcome('codes', { wrong: { field: 'code', message: set.message } }));
		return outcome('codes', { recoveryCodes: set.recoveryCodes });
	},
	remove: async (event) => {
		const { holder, fields, user } = await asked(event);
		const removed = await removeSecondFactor(await getDatabase(), { ...holder, user, code: textOf(fields, 'code') });
		if (removed.outcome !== 'accepted') return fail(STATUS[removed.outcome], outcome('remove', { wrong: { field: 'code', message: removed.message } }));
		return outcome('remove', { done: 'The second factor is removed. Your password alone signs you in.' });
	},
	others: async (event) => {
		const { holder } = await asked(event);
		const ended = await signOutOthers(await getDatabase(), holder);
		closeSockets(ended);
		return outcome('others', { done: endedWords(ended.length) });
	}
};

async function asked(event: RequestEvent) {
	const { user, session } = signedIn(event.locals);
	return { user, holder: { account: user.account, session: session.id, address: event.getClientAddress() }, fields: await readFields(event.request) };
}

function signedIn({ user, session }: App.Locals) {
	if (!user || !session) error(401, 'Sign in first.');
	return { user, session };
}

function closeSockets(sessions: readonly string[]): void {
	for (const session of sessions) runningSync().signedOut({ session });
}

function endedWords(sessions: number): string {
	if (sessions === 0) return 'You are signed in nowhere else.';
	return sessions === 1 ? 'You are signed out on the one other device or browser.' : `You are signed out on ${sessions} other devices or browsers.`;
}
