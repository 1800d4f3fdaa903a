/** `GET`: `{ unread }`, how many of one's own notices are not read. */
import { getDatabase } from '#server/store/database.ts';
import { unreadCount } from '#server/store/notice-list.ts';
import { no } from '../../plans/plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	if (!locals.user) return no(401, 'Sign in first.');
	return Response.json({ unread: await unreadCount(await getDatabase(), locals.user) });
};
