/** What is recorded in a review that is open: asked for alone when only that has changed. */
import { isId } from '#lib/plan/ids.ts';
import { getDatabase } from '#server/store/database.ts';
import { openReview } from '#server/store/reviews.ts';
import { meetingRecords } from '../meeting-data.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends('meeting:records');
	const db = await getDatabase();
	const opened = locals.user && isId('rv', params.id) ? await openReview(db, locals.user, params.id) : null;
	// Of a closed one, all is in the page that was frozen.
	if (opened?.closedAt) return { recorded: null, allFrozen: true };
	// The layout refuses who opens it; whoever had it open keeps the page, which says that it was closed to them.
	return { recorded: opened && (await meetingRecords(db, opened)), allFrozen: false };
};
