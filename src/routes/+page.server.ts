/** Home: the review for those who review, one's own programmes and milestones for everyone else; with `?asOf=`, as they stood on a past day. */
import { redirect } from '@sveltejs/kit';
import { momentWords } from '#lib/plan/as-of.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { readReviewFilters } from '#lib/plan/review-filters.ts';
import { can, ROLE_WORDS } from '#lib/plan/rules.ts';
import { getDatabase } from '#server/store/database.ts';
import { ownMilestones } from '#server/store/milestones.ts';
import { organisation, readableProgrammes } from '#server/store/programmes.ts';
import { statusThresholds } from '#server/store/thresholds.ts';
import { pageAsOf } from './as-of.server.ts';
import { noReviewData, reviewData } from './review-data.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { user } = locals;
	if (!user) redirect(303, '/sign-in');
	const db = await getDatabase();
	const asAt = new Date();
	const asked = await pageAsOf(db, locals, url);
	const past = asked.when === 'past' ? asked : null;
	const now = todayInLondon(asAt);
	const today = past?.day ?? now;
	const until = past?.until ?? null;
	const common = {
		/** What the rule counted with on that day. */
		thresholds: await statusThresholds(db, until),
		asAt,
		/** The day of the figures: a past one, or today. */
		today,
		now,
		/** As links and the band of the past have it; null for now. */
		asOf: past && { asked: past.asked, words: momentWords(past) },
		cannotShow: asked.when === 'never' ? asked.problem : null,
		illustrative: (await organisation(db))?.illustrative ?? false
	};
	// A day that cannot be shown has no figures; those of another one would be taken for its own.
	const filters = readReviewFilters(url.searchParams);
	if (common.cannotShow !== null) return { ...common, view: 'review' as const, ...noReviewData(filters) };
	if (can(user, 'review')) return { ...common, view: 'review' as const, ...(await reviewData(db, { today, until, filters })) };
	const programmes = await readableProgrammes(db, user);
	const plans = programmes.map((programme) => programme.planId);
	return {
		...common,
		view: 'mine' as const,
		...(await reviewData(db, { today, until, filters, only: plans })),
		roles: Object.fromEntries(programmes.map(({ slug, role }) => [slug, ROLE_WORDS[role]])),
		milestones: await ownMilestones(db, user.person, plans, until)
	};
};
