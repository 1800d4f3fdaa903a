/** What changed in the programmes somebody may read, between two days that stand in the address. */
import { redirect } from '@sveltejs/kit';
import { addDays, formatDay, todayInLondon } from '#lib/plan/dates.ts';
import { CHANGE_SHOWS, changesAsked } from '#lib/plan/what-changed.ts';
import { changesBetween, lastReviewDay } from '#server/store/changes-page.ts';
import { firstKnownDay } from '#server/store/as-of.ts';
import { getDatabase } from '#server/store/database.ts';
import { organisation, readableProgrammes } from '#server/store/programmes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { user } = locals;
	if (!user) redirect(303, '/sign-in');
	const db = await getDatabase();
	const today = todayInLondon();
	const lastReview = await lastReviewDay(db);
	const typed = { from: url.searchParams.get('from')?.trim() ?? '', to: url.searchParams.get('to')?.trim() ?? '' };
	const asked = changesAsked(typed, { today, lastReview });
	const programmes = await readableProgrammes(db, user);
	const first = await firstKnownDay(db);
	return {
		today,
		asked,
		typed: asked.problem ? typed : { from: '', to: '' },
		show: CHANGE_SHOWS.find((each) => each === url.searchParams.get('show')) ?? null,
		/** Whether the first day is before anything was known, so that everything is new. */
		beforeAll: first !== null && asked.from < first ? first : null,
		presets: [
			{ label: 'Last 7 days', from: addDays(today, -7) },
			{ label: 'Last 30 days', from: addDays(today, -30) },
			...(lastReview && lastReview < today ? [{ label: `Since the review of ${formatDay(lastReview)}`, from: lastReview }] : [])
		],
		programmes: programmes.length,
		illustrative: (await organisation(db))?.illustrative ?? false,
		changes: asked.problem ? [] : await changesBetween(db, programmes.map(({ planId }) => planId), { ...asked, today })
	};
};
