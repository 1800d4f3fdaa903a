import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enqueueMail } from './outbox.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { CANCER, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { mailList } from './mail-list.ts';
import { isNoticeId } from './notice-commands.ts';
import { noticesOf } from './notice-list.ts';
import { notify } from './notices.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	await notify(opened.db, { to: [USERS.reader.account], kind: 'reply', planId: CANCER.plan, by: null, once: 'one' });
	await enqueueMail(opened.db, { account: null, recipient: 'lead@example.nhs.uk', subject: 'One', text: '', kind: 'notice', once: 'one' });
});
afterAll(() => opened.close());

describe(`pages of notices and mail (${databaseKind})`, () => {
	it('a place in the list that no database holds is the beginning', async () => {
		for (const at of ['0000-01-01T00:00:00Z', '2026-99-01T00:00:00Z', '+275760-09-13T00:00:00Z', '']) {
			expect((await noticesOf(opened.db, USERS.reader, { before: `${at} no_one` })).notices, at).toHaveLength(1);
			expect((await mailList(opened.db, { before: `${at} ma_one` })).mails, at).toHaveLength(1);
		}
		expect((await noticesOf(opened.db, USERS.reader, { before: '0001-01-01T00:00:00Z no_one' })).notices).toEqual([]);
	});

	it('what is no notice’s id reaches no query', () => {
		expect(['no_a', 'no_a\0', 'no_\ud800', `no_${'a'.repeat(41)}`, 'ma_a', '', null, {}].map(isNoticeId)).toEqual([true, false, false, false, false, false, false, false]);
	});
});
