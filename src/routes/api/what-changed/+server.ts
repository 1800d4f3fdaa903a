/**
 * `GET ?from=&to=`: what changed in the programmes that the signed-in account may read, net (R2). Each
 * end is a day, the id of a closed review or an instant in UTC; without them it is since the last
 * review that was closed, until now. 400 with a sentence where the two cannot be compared.
 */
import { changesFor } from '#server/store/changes-page.ts';
import { getDatabase } from '#server/store/database.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	if (!locals.user) return Response.json({ message: 'Sign in first.' }, { status: 401 });
	const typed = { from: url.searchParams.get('from') ?? '', to: url.searchParams.get('to') ?? '' };
	const { asked, changes } = await changesFor(await getDatabase(), locals.user, typed, new Date());
	if (asked.problem) return Response.json({ message: asked.problem }, { status: 400 });
	const { from, to } = asked;
	return Response.json({ from: from.until?.toISOString() ?? null, to: to.until?.toISOString() ?? null, programmes: changes });
};
