/** The two pages where a link lets somebody choose a password. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { setPasswordByLink } from '#server/auth/enter-by-link.ts';
import { findLink } from '#server/auth/links.ts';
import { readWelcome } from '#server/auth/welcome.ts';
import { runningSync } from '#server/running-sync.ts';
import { getDatabase } from '#server/store/database.ts';
import { begin, readFields, textOf, wayOn } from './sign-in.server.ts';

/** Whose the link is; null when it no longer works. Looking uses nothing up. */
export async function holderOf(token: string, purpose: 'reset' | 'invite') {
	const db = await getDatabase();
	const holder = await findLink(db, purpose, token);
	const { organisation } = await readWelcome(db);
	return { holder: holder && { name: holder.name, email: holder.email }, organisation };
}

/** Sets the password, signs in, and goes on. */
export async function passwordChosen(event: RequestEvent, token: string, purpose: 'reset' | 'invite') {
	const password = textOf(await readFields(event.request), 'password');
	const entered = await setPasswordByLink(await getDatabase(), { token, purpose, password, address: event.getClientAddress(), now: new Date() });
	if (entered.outcome === 'dead') return fail(410, { problem: null });
	if (entered.outcome === 'refused') return fail(400, { problem: entered.message });
	// Whoever was signed in with the old password is out at once.
	runningSync().signedOut({ account: entered.account });
	await begin(event, entered.started);
	redirect(303, wayOn(entered.started.stage, '/'));
}
