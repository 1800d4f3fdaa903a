/** Everyone who is known, found by what is typed; the search stands in the address. */
import { listPeople } from '#server/store/people-admin.ts';
import { administrator } from '../administrator.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { db } = await administrator(locals);
	const asked = (url.searchParams.get('q') ?? '').slice(0, 200);
	return { asked, ...(await listPeople(db, asked)) };
};
