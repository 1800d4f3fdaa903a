/** One mail. Reading it is recorded, for it was written to somebody else. */
import { error } from '@sveltejs/kit';
import { recordAudit } from '#server/store/audit.ts';
import { readMail, retryMail } from '#server/store/mail-list.ts';
import { administrator } from '../../administrator.server.ts';
import { refusal, said } from '../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, getClientAddress }) => {
	const { db, user } = await administrator(locals);
	const mail = await db.transaction(async (tx) => {
		const found = await readMail(tx, params.mail);
		// Nothing is read where nothing is shown.
		if (found && found.text !== null) await recordAudit(tx, { kind: 'mailRead', by: user.account, address: getClientAddress(), details: { to: found.recipient, subject: found.subject } });
		return found;
	});
	if (!mail) error(404, 'There is no such mail. Choose one from the list.');
	return { mail };
};

export const actions: Actions = {
	retry: async ({ locals, params }) => {
		const { db } = await administrator(locals);
		const answer = await retryMail(db, params.mail);
		return answer.ok ? said('retry', 'The mail is waiting to be sent again.') : refusal('retry', answer);
	}
};
