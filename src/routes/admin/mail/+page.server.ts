/** Mail that is kept, failed or waits to be sent. */
import { mailList, MAIL_STATES } from '#server/store/mail-list.ts';
import { administrator } from '../administrator.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { db } = await administrator(locals);
	const asked = url.searchParams.get('state');
	const state = MAIL_STATES.find((each) => each === asked) ?? null;
	return { state, ...(await mailList(db, { state, before: url.searchParams.get('before') })), atNewest: !url.searchParams.has('before') };
};
