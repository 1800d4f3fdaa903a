/** `GET`: what the review can be filtered by, of the programmes that whoever asks may read (T8). */
import { getDatabase } from '#server/store/database.ts';
import { readableProgrammes } from '#server/store/programmes.ts';
import { filterChoices } from '#server/store/review-filters.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const { user } = locals;
	if (!user) return Response.json({ message: 'Sign in first.' }, { status: 401 });
	const db = await getDatabase();
	const programmes = await readableProgrammes(db, user);
	return Response.json(await filterChoices(db, programmes.map(({ planId }) => planId)));
};
