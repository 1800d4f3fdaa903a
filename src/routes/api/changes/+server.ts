/** `GET`: server-sent events, one for each plan that has changed and that the signed-in account may read. */
import { loadUser } from '#server/auth/users.ts';
import { sessionIsLive } from '#server/auth/sessions.ts';
import { permissionsIn, type User } from '#lib/plan/rules.ts';
import { runningSync } from '#server/running-sync.ts';
import { getDatabase, type Database } from '#server/store/database.ts';
import { readableProgrammes } from '#server/store/programmes.ts';
import { changeStream, type ReadablePlans } from './change-stream.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const { user, session } = locals;
	if (!user || !session) return Response.json({ message: 'Sign in first.' }, { status: 401 });
	if (!isRunning()) return Response.json({ message: 'Milepost is restarting. Try again in a few seconds.' }, { status: 503, headers: { 'retry-after': '2' } });
	const db = await getDatabase();
	const source = {
		onChanged: runningSync().onChanged.bind(runningSync()),
		onAccess: runningSync().onAccess.bind(runningSync()),
		readablePlans: async () => {
			const now = (await sessionIsLive(db, session.id, new Date())) ? await loadUser(db, user.account) : null;
			return now && plansOf(db, now);
		},
		isRunning
	};
	return new Response(changeStream(source, await plansOf(db, user)), {
		headers: {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'private, no-store, no-transform',
			// Proxies that hold answers back until they are whole would hold this one for ever.
			'x-accel-buffering': 'no'
		}
	});
};

async function plansOf(db: Database, user: User): Promise<ReadablePlans> {
	return new Map((await readableProgrammes(db, user)).map(({ id, planId }) => [planId, JSON.stringify(permissionsIn(user, id))]));
}

/** Whether the sync service is there: it is taken away first when the server stops. */
function isRunning(): boolean {
	try {
		runningSync();
		return true;
	} catch {
		// It says so by throwing; here that is an ordinary answer.
		return false;
	}
}
