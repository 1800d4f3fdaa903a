/** One review: its page as it was frozen once it is closed; while it is open, what of it is worked out. What is recorded in it is the page's own. */
import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import { can } from '#lib/plan/rules.ts';
import { getDatabase } from '#server/store/database.ts';
import { frozenPage, openReview } from '#server/store/reviews.ts';
import { meetingFigures } from '../meeting-data.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
	const { user } = locals;
	if (!user) error(401, 'Sign in first.');
	const db = await getDatabase();
	const opened = isId('rv', params.id) ? await openReview(db, user, params.id) : null;
	if (!opened) error(404, 'There is no such review, or it is not open to you. Choose one from the list of meetings.');
	const { id, title, heldOn, previous, closedAt, programmes } = opened;
	const frozen = closedAt ? await frozenPage(db, opened) : null;
	return {
		review: { id, title, heldOn, previous },
		/** The whole page as it was frozen; null while the review is open. */
		frozen,
		closed: frozen && closedAt && { name: frozen.closedBy ?? '', at: closedAt.toISOString() },
		/** What is worked out, which stays as it is when something is only recorded. */
		figures: frozen ?? (await meetingFigures(db, opened)),
		today: todayInLondon(),
		me: user.person,
		reviewer: can(user, 'review'),
		/** Words of the addresses of programmes whose decisions and actions the reader looks after. */
		looksAfter: programmes.filter((programme) => can(user, 'record', programme.id)).map(({ slug }) => slug)
	};
};
