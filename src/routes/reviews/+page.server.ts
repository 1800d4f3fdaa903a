/** The reviews there were, and, for reviewers, a way to begin the next. */
import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { can } from '#lib/plan/rules.ts';
import { getDatabase } from '#server/store/database.ts';
import { listReviews } from '#server/store/reviews.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	if (!locals.user) error(401, 'Sign in first.');
	const reviews = await listReviews(await getDatabase(), locals.user);
	if (!reviews) error(403, 'Reviews are open to those with a role in a programme, and to those who review all of them. Ask a programme’s lead for a role.');
	return { reviews, today: todayInLondon(), runs: can(locals.user, 'review') };
};
