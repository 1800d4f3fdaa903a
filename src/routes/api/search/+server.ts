/**
 * `GET ?q=`: `{ groups: [{ kind, results: [{ id, title, titleParts, context, excerpt, archived, href }], more }] }`,
 * what the signed-in account may find; at most 8 of a kind. `&kind=comment&limit=30`: one kind, up to 30.
 */
import { SEARCH_KINDS } from '#lib/plan/search.ts';
import { getDatabase } from '#server/store/database.ts';
import { search } from '#server/store/search.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	if (!locals.user) return Response.json({ message: 'Sign in first.' }, { status: 401 });
	const asked = url.searchParams.get('kind');
	const kind = SEARCH_KINDS.find((each) => each === asked);
	if (asked !== null && !kind) return Response.json({ message: `There is no such kind. Choose one of ${SEARCH_KINDS.join(', ')}.` }, { status: 400 });
	const limit = /^\d{1,3}$/.exec(url.searchParams.get('limit') ?? '');
	const found = await search(await getDatabase(), locals.user, { typed: url.searchParams.get('q') ?? '', kind, limit: limit ? Number(limit[0]) : undefined });
	return found.ok ? Response.json({ groups: found.groups }) : Response.json({ message: found.message }, { status: 503 });
};
