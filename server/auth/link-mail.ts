/** The words of the mails that carry a way in. */
import { publicAddress } from '#server/public-address.ts';

export type LinkPurpose = 'invite' | 'sign-in' | 'reset';

const PAGES: Readonly<Record<LinkPurpose, string>> = { invite: 'invitation', 'sign-in': 'link', reset: 'reset' };

/** Subject and plain text of a link's mail. */
export function linkMail({ purpose, token, name, invitedBy }: { purpose: LinkPurpose; token: string; name: string; invitedBy?: string }): { subject: string; text: string } {
	const { subject, before, after } = wordsOf(purpose, invitedBy ?? 'An administrator');
	const parts = [`Hello ${name},`, ...before, `${publicAddress()}/sign-in/${PAGES[purpose]}/${token}`, ...after, `Milepost\n${publicAddress()}`];
	return { subject, text: `${parts.join('\n\n')}\n` };
}

function wordsOf(purpose: LinkPurpose, invitedBy: string): { subject: string; before: string[]; after: string[] } {
	switch (purpose) {
		case 'invite':
			return {
				subject: 'You are invited to Milepost',
				before: [`${invitedBy} has invited you to Milepost, where the delivery programmes keep their workplans.`, 'To choose a password and begin, open this address:'],
				after: ['It works once, for 7 days. After that, ask for a new one at the same address.']
			};
		case 'sign-in':
			return {
				subject: 'Your link to sign in to Milepost',
				before: ['To sign in, open this address and press Sign in:'],
				after: ['It works once, for 15 minutes.', 'If you did not ask for it, you need do nothing.']
			};
		case 'reset':
			return {
				subject: 'Choose a new Milepost password',
				before: ['To choose a new password, open this address:'],
				after: ['It works once, for an hour.', 'If you did not ask for it, you need do nothing: your password stays as it is.']
			};
	}
}
