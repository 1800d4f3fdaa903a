/** One's notices, newest first. Which page it is stands in the address. */
import { error, fail } from '@sveltejs/kit';
import { parseInstant } from '#lib/plan/instants.ts';
import { getDatabase } from '#server/store/database.ts';
import { isNoticeId, markRead, type WhichNotices } from '#server/store/notice-commands.ts';
import { noticesOf, unreadCount } from '#server/store/notice-list.ts';
import { readFields } from '../sign-in/sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (!locals.user) error(401, 'Sign in first.');
	const db = await getDatabase();
	const before = url.searchParams.get('before');
	const { notices, older } = await noticesOf(db, locals.user, { before });
	const groups = [...Map.groupBy(notices, ({ group }) => group).values()];
	return {
		groups,
		older,
		atNewest: before === null,
		unread: await unreadCount(db, locals.user),
		now: new Date(),
		/** What "all" means to whoever reads this page: not what comes after it was made. */
		upTo: notices.reduce((newest, { at }) => (at > newest ? at : newest), '')
	};
};

export const actions: Actions = {
	read: async ({ locals, request }) => {
		const ids = (await readFields(request)).getAll('id').filter(isNoticeId);
		return mark(locals, { ids: ids.slice(0, 500) });
	},
	all: async ({ locals, request }) => {
		const upTo = parseInstant((await readFields(request)).get('upTo'));
		if (!upTo) return fail(400, { message: 'Load the page again, then mark the notices as read.' });
		return mark(locals, { upTo });
	}
};

async function mark(locals: App.Locals, which: WhichNotices): Promise<{ marked: true }> {
	if (!locals.user) error(401, 'Sign in first.');
	await markRead(await getDatabase(), locals.user.account, which);
	return { marked: true };
}
