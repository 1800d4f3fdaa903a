/** `POST { ids }` or `{ upTo }` (ISO 8601): marks one's own notices as read; answers `{ unread }`. */
import { parseInstant } from '#lib/plan/instants.ts';
import { getDatabase } from '#server/store/database.ts';
import { isNoticeId, markRead, type WhichNotices } from '#server/store/notice-commands.ts';
import { unreadCount } from '#server/store/notice-list.ts';
import { fieldsOf, no, type Fields } from '../../plans/plan-request.server.ts';
import type { RequestHandler } from './$types';

const MOST = 500;

export const POST: RequestHandler = async ({ locals, request }) => {
	if (!locals.user) return no(401, 'Sign in first.');
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	const which = whichOf(fields);
	if (!which) return no(400, 'The request did not say which notices were read. Load the page again.');
	const db = await getDatabase();
	await markRead(db, locals.user.account, which);
	return Response.json({ unread: await unreadCount(db, locals.user) });
};

function whichOf(fields: Fields): WhichNotices | null {
	const [ids, upTo] = [fields.get('ids'), fields.get('upTo')];
	if (Array.isArray(ids) && ids.length <= MOST && ids.every(isNoticeId)) return { ids };
	const instant = parseInstant(upTo);
	return instant && { upTo: instant };
}
