/** The frame of every page: which programmes there are and how they stand, and who is signed in. */
import { todayInLondon } from '#lib/plan/dates.ts';
import { can } from '#lib/plan/rules.ts';
import { getDatabase } from '#server/store/database.ts';
import { organisation, portfolioProgrammes } from '#server/store/programmes.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, route, params }) => {
	const { user } = locals;
	if (!user) return { frame: null };
	// Named so that moving to another page or programme asks again: statuses change meanwhile.
	void route.id;
	void params.slug;
	const db = await getDatabase();
	const portfolio = await organisation(db);
	const programmes = can(user, 'see-portfolio') ? await portfolioProgrammes(db, todayInLondon()) : [];
	return {
		frame: {
			programmes: programmes.map(({ slug, short, name, status }) => ({ slug, short, name, status, href: `/programmes/${slug}/plan` })),
			me: { name: user.name, initials: user.initials },
			reviews: can(user, 'review'),
			organisation: portfolio?.short,
			illustrative: portfolio?.illustrative ?? false
		}
	};
};
