/** What changed in the programmes somebody may read, between two moments that stand in the address. */
import { redirect } from '@sveltejs/kit';
import { changesSummary } from '#lib/plan/changes-summary.ts';
import { addDays, dayInLondon } from '#lib/plan/dates.ts';
import type { User } from '#lib/plan/rules.ts';
import { CHANGE_SHOWS, changeCount, changesShown, firstOfEach } from '#lib/plan/what-changed.ts';
import { SharedRead } from '#server/shared-read.ts';
import { changesFor } from '#server/store/changes-page.ts';
import { getDatabase, type Database } from '#server/store/database.ts';
import { organisation, readableProgrammes } from '#server/store/programmes.ts';
import type { PageServerLoad } from './$types';

/** A committed edit brings every page that ends now to ask at once, and most ask for the same. What they share is not to be changed. */
const shared = new SharedRead<Awaited<ReturnType<typeof found>>>();

async function found(db: Database, user: User, typed: { from: string; to: string }) {
	const now = new Date();
	return { now, ...(await changesFor(db, user, typed, now)) };
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const { user } = locals;
	if (!user) redirect(303, '/sign-in');
	const db = await getDatabase();
	const typed = { from: url.searchParams.get('from')?.trim() ?? '', to: url.searchParams.get('to')?.trim() ?? '' };
	const plans = (await readableProgrammes(db, user)).map(({ planId }) => planId);
	const { now, asked, changes, programmes, reviews, first } = await shared.read(JSON.stringify([typed, plans]), async () => found(db, user, typed));
	const today = dayInLondon(now);
	const last = reviews.find(({ closedAt }) => closedAt !== null);
	if (asked.problem) locals.answersWith = 400;
	const show = CHANGE_SHOWS.find((each) => each === url.searchParams.get('show')) ?? null;
	const only = changes.find(({ slug }) => slug === url.searchParams.get('programme'));
	const shown = changesShown(only ? [only] : changes, show);
	return {
		now,
		asked,
		typed: asked.problem ? typed : { from: '', to: '' },
		show,
		/** The one programme that all changes are shown of; null: the first of each. */
		only: only?.programme ?? null,
		/** Where the first moment is before anything was known, so that everything is new: the day of the first commit. */
		beforeAll: first !== null && asked.from.day < first ? first : null,
		presets: [
			{ kind: 'days' as const, days: 7, from: addDays(today, -7) },
			{ kind: 'days' as const, days: 30, from: addDays(today, -30) },
			...(last ? [{ kind: 'review' as const, heldOn: last.heldOn, from: last.id }] : [])
		],
		reviews: reviews.filter(({ closedAt }) => closedAt !== null),
		programmes,
		illustrative: (await organisation(db))?.illustrative ?? false,
		summary: changes.length > 0 ? changesSummary(changes) : null,
		count: changeCount(shown),
		changes: only ? shown.map((each) => ({ ...each, left: 0 })) : firstOfEach(shown)
	};
};
