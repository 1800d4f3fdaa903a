/** `GET`: a list of `{ id, slug, name, planId, role }`, the programmes that the signed-in account may read. */
import { getDatabase } from '#server/store/database.ts';
import { readableProgrammes } from '#server/store/programmes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	if (!locals.user) return Response.json({ message: 'Sign in first.' }, { status: 401 });
	return Response.json(await readableProgrammes(await getDatabase(), locals.user));
};
