/** The frame of every page: which programmes there are and how they stand, and who is signed in. */
import { todayInLondon } from '#lib/plan/dates.ts';
import { can } from '#lib/plan/rules.ts';
import { getDatabase } from '#server/store/database.ts';
import { unreadCount } from '#server/store/notice-list.ts';
import { organisation, portfolioProgrammes } from '#server/store/programmes.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, route, params }) => {
	const { user } = locals;
	// Named so that moving to another page or programme asks again: statuses change meanwhile, and people sign in.
	void route.id;
	void params.slug;
	if (!user) return { frame: null };
	const db = await getDatabase();
	const portfolio = await organisation(db);
	const programmes = can(user, 'see-portfolio') ? await portfolioProgrammes(db, todayInLondon()) : [];
	return {
		frame: {
			programmes: programmes.map(({ slug, short, name, status }) => ({ slug, short, name, status, href: `/programmes/${slug}/plan` })),
			me: { name: user.name, initials: user.initials },
			reviews: can(user, 'review'),
			administers: can(user, 'administer'),
			unread: await unreadCount(db, user),
			organisation: portfolio?.short,
			illustrative: portfolio?.illustrative ?? false
		}
	};
};
