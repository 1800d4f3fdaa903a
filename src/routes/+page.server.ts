/** Home: the review for those who review, one's own programmes and milestones for everyone else. */
import { redirect } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { can, ROLE_WORDS } from '#lib/plan/rules.ts';
import { getDatabase } from '#server/store/database.ts';
import { exceptions } from '#server/store/exceptions.ts';
import { ownMilestones } from '#server/store/milestones.ts';
import { organisation, readableProgrammes } from '#server/store/programmes.ts';
import { reviewRows } from '#server/store/review.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { user } = locals;
	if (!user) redirect(303, '/sign-in');
	const db = await getDatabase();
	const asAt = new Date();
	const today = todayInLondon(asAt);
	const illustrative = (await organisation(db))?.illustrative ?? false;
	if (can(user, 'review')) {
		const rows = await reviewRows(db, today);
		return { view: 'review' as const, asAt, today, illustrative, rows, exceptions: await exceptions(db, rows, today) };
	}
	const programmes = await readableProgrammes(db, user);
	const plans = programmes.map((programme) => programme.planId);
	const rows = await reviewRows(db, today, plans);
	return {
		view: 'mine' as const,
		asAt,
		today,
		illustrative,
		rows,
		exceptions: await exceptions(db, rows, today),
		roles: Object.fromEntries(programmes.map(({ slug, role }) => [slug, ROLE_WORDS[role]])),
		milestones: await ownMilestones(db, user.person, plans)
	};
};
