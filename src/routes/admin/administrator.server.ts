/** What every page and every form of administration asks first: children's loads and actions run without the layout's. */
import { error } from '@sveltejs/kit';
import { can, type User } from '#lib/plan/rules.ts';
import { getDatabase, type Database } from '#server/store/database.ts';

/** The database and the administrator who asks. @throws 403 in plain words for everyone else */
export async function administrator(locals: App.Locals): Promise<{ db: Database; user: User }> {
	const { user } = locals;
	if (!user || !can(user, 'administer')) error(403, 'These pages are for administrators. If you need something changed here, such as a role, ask one of them.');
	return { db: await getDatabase(), user };
}
