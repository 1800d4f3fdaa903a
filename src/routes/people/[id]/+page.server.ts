/** One person: who they are, and what they lead and owe in programmes the reader may read. */
import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import { getDatabase } from '#server/store/database.ts';
import { personPage } from '#server/store/person-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const today = todayInLondon();
	const found = locals.user && isId('pe', params.id) ? await personPage(await getDatabase(), locals.user, params.id, today) : null;
	// The same for nobody and for somebody who may not know: an id says nothing.
	if (!locals.user || !found) error(404, 'There is no such person here. The address may be mistyped; you can look for people by name with Search.');
	return { found, today, own: locals.user.person === found.id };
};
