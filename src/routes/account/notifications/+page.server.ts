/** How often one is mailed what. */
import { error, fail } from '@sveltejs/kit';
import { MAIL_OFTEN, NOTICE_KINDS } from '#lib/plan/notices.ts';
import { config } from '#server/config.ts';
import { getDatabase } from '#server/store/database.ts';
import { chooseMails, mailAddress, mailChoices, type MailChoices } from '#server/store/mail-choices.ts';
import { readFields } from '../../sign-in/sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	if (!locals.user) error(401, 'Sign in first.');
	const db = await getDatabase();
	return {
		choices: await mailChoices(db, locals.user.account),
		address: await mailAddress(db, locals.user.account),
		sends: config.smtpUrl !== null
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		if (!locals.user) error(401, 'Sign in first.');
		const form = await readFields(request);
		const chosen: Partial<MailChoices> = {};
		for (const kind of NOTICE_KINDS) {
			const often = MAIL_OFTEN.find((each) => each === form.get(kind));
			if (!often) return fail(400, { saved: false, message: 'Nothing was saved, because a choice was missing. Choose again and save.' });
			chosen[kind] = often;
		}
		await chooseMails(await getDatabase(), locals.user.account, chosen);
		return { saved: true, message: 'Saved' };
	}
};
