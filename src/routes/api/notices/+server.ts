/** `GET ?before=`: `{ notices, older }`, one's own, those of one group together; `older` is the `before` of the next page, or null. */
import { getDatabase } from '#server/store/database.ts';
import { noticesOf } from '#server/store/notice-list.ts';
import { no } from '../plans/plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	if (!locals.user) return no(401, 'Sign in first.');
	return Response.json(await noticesOf(await getDatabase(), locals.user, { before: url.searchParams.get('before') }));
};
