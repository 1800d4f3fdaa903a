/**
 * Stops mail without signing in (N6). Opening the page changes nothing. Its form is also what mail
 * programs post to by themselves (`List-Unsubscribe=One-Click`, RFC 8058): the kinds stand in the
 * address, and without any it is all of them.
 */
import { error } from '@sveltejs/kit';
import { MAIL_OFTEN, NOTICE_KIND_WORDS, NOTICE_KINDS, type NoticeKind } from '#lib/plan/notices.ts';
import { getDatabase, type Database } from '#server/store/database.ts';
import { accountOfKey, chooseMails, mailChoices, type MailChoices } from '#server/store/mail-choices.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { readFields } from '../../sign-in/sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

async function accountOf(key: string): Promise<{ db: Database; account: AccountId }> {
	const db = await getDatabase();
	const account = await accountOfKey(db, key);
	if (account === null) error(404, 'This link does not stop any mail. Open the link of a newer mail, or sign in and choose what is mailed to you.');
	return { db, account };
}

function kindsIn(url: URL): readonly NoticeKind[] {
	const named = url.searchParams.getAll('kind');
	const kinds = NOTICE_KINDS.filter((kind) => named.includes(kind));
	return kinds.length > 0 ? kinds : NOTICE_KINDS;
}

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
	setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const { db, account } = await accountOf(params.key);
	const choices = await mailChoices(db, account);
	const kinds = kindsIn(url);
	return {
		kinds: kinds.map((kind) => ({ words: NOTICE_KIND_WORDS[kind], stopped: choices[kind] === 'never' })),
		all: kinds.length === NOTICE_KINDS.length,
		allStopped: NOTICE_KINDS.every((kind) => choices[kind] === 'never')
	};
};

export const actions: Actions = {
	default: async ({ params, url, request }) => {
		const { db, account } = await accountOf(params.key);
		const form = await readFields(request);
		const what = form.get('do');
		if (what === 'undo') {
			await chooseMails(db, account, choicesIn(form));
			return { stopped: null, before: [] };
		}
		const kinds = what === 'all' ? NOTICE_KINDS : kindsIn(url);
		const choices = await mailChoices(db, account);
		await chooseMails(db, account, Object.fromEntries(kinds.map((kind) => [kind, 'never'])));
		return { stopped: kinds.map((kind) => NOTICE_KIND_WORDS[kind]), before: kinds.map((kind) => ({ kind, often: choices[kind] })) };
	}
};

/** What was chosen before, as the page that stopped it wrote it into its form. */
function choicesIn(form: FormData): Partial<MailChoices> {
	const chosen: Partial<MailChoices> = {};
	for (const kind of NOTICE_KINDS) {
		const often = MAIL_OFTEN.find((each) => each === form.get(kind));
		if (often) chosen[kind] = often;
	}
	return chosen;
}
