/** One review: worked out while it is open, as it was frozen once it is closed. */
import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import { can } from '#lib/plan/rules.ts';
import { getDatabase } from '#server/store/database.ts';
import { readReview } from '#server/store/reviews.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { user } = locals;
	if (!user) error(401, 'Sign in first.');
	const meeting = isId('rv', params.id) ? await readReview(await getDatabase(), user, params.id) : null;
	if (!meeting) error(404, 'There is no such review, or it is not open to you. Choose one from the list of meetings.');
	return {
		meeting,
		today: todayInLondon(),
		me: user.person,
		reviewer: can(user, 'review'),
		/** Words of the addresses of programmes whose decisions and actions the reader looks after. */
		records: meeting.page.programmes.filter(({ id }) => can(user, 'record', id)).map(({ slug }) => slug)
	};
};
