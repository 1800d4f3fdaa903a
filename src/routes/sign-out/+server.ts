/** `POST /sign-out`: here, or with the field `everywhere` set to 1 on every device. */
import type { RequestHandler } from '@sveltejs/kit';
import { SESSION_COOKIE, sessionCookie } from '#server/auth/session-cookie.ts';
import { endAllSessions, endSession } from '#server/auth/sessions.ts';
import { runningSync } from '#server/running-sync.ts';
import { getDatabase } from '#server/store/database.ts';
import { readFields, textOf } from '../sign-in/sign-in.server.ts';

export const POST: RequestHandler = async (event) => {
	const { session } = event.locals;
	if (session) {
		const db = await getDatabase();
		const everywhere = textOf(await readFields(event.request), 'everywhere') === '1';
		if (everywhere) await endAllSessions(db, session.accountId);
		else await endSession(db, session.id);
		// Open plans close at once, not at the next sweep.
		runningSync().signedOut(everywhere ? { account: session.accountId } : { session: session.id });
	}
	event.cookies.delete(SESSION_COOKIE, sessionCookie(event.url.protocol === 'https:'));
	return new Response(null, { status: 303, headers: { location: '/sign-in' } });
};
