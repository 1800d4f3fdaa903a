/** `POST /sign-out`: here, or with the field `everywhere` set to 1 on every device. */
import type { RequestHandler } from '@sveltejs/kit';
import { signOutHere } from '#server/auth/own-account.ts';
import { SESSION_COOKIE, sessionCookie } from '#server/auth/session-cookie.ts';
import { endAllSessions } from '#server/auth/sessions.ts';
import { runningSync } from '#server/running-sync.ts';
import { recordAudit } from '#server/store/audit.ts';
import { getDatabase } from '#server/store/database.ts';
import { readFields, textOf } from '../sign-in/sign-in.server.ts';

export const POST: RequestHandler = async (event) => {
	// Whoever has not completed the sign-in can leave it too.
	const complete = event.locals.session;
	const session = complete ?? event.locals.pending?.session;
	if (session) {
		const db = await getDatabase();
		const account = session.accountId;
		const address = event.getClientAddress();
		// A password alone does not end the sessions that also gave a second factor.
		const everywhere = complete !== null && textOf(await readFields(event.request), 'everywhere') === '1';
		if (everywhere) {
			await db.transaction(async (tx) => {
				await endAllSessions(tx, account);
				await recordAudit(tx, { kind: 'sessionsEnded', by: account, about: account, address, details: { which: 'all' } });
			});
		} else await signOutHere(db, { account, session: session.id, address });
		// Open plans close at once, not at the next sweep.
		runningSync().signedOut(everywhere ? { account } : { session: session.id });
	}
	event.cookies.delete(SESSION_COOKIE, sessionCookie(event.url.protocol === 'https:'));
	return new Response(null, { status: 303, headers: { location: '/sign-in' } });
};
