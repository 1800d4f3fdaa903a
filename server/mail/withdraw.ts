/**
 * Mail of notices may wait for days. What its reader may not read any more, or wants no mail of by
 * now, must not go out then (N2): such a mail is taken back, and what is left of it is written anew.
 */
import { inArray } from 'drizzle-orm';
import { notice } from '#drizzle/notices.server.ts';
import { loadUser } from '#server/auth/users.ts';
import type { Database } from '#server/store/database.ts';
import { mailAddress, mailChoices } from '#server/store/mail-choices.ts';
import { noticesById } from '#server/store/notice-list.ts';
import { dropMail, type ClaimedMail } from '#server/store/outbox.ts';

/** Takes a mail back that would not be written as it is now; its notices are due again. @returns whether it did */
export async function withdrawn(db: Database, mail: ClaimedMail): Promise<boolean> {
	if (mail.account === null || mail.tells.length === 0 || (await stillHolds(db, mail, mail.account))) return false;
	await db.transaction(async (tx) => {
		if (await dropMail(tx, mail)) await tx.update(notice).set({ mailedAt: null }).where(inArray(notice.id, [...mail.tells]));
	});
	return true;
}

async function stillHolds(db: Database, { tells, recipient }: ClaimedMail, account: NonNullable<ClaimedMail['account']>): Promise<boolean> {
	const user = await loadUser(db, account);
	if (!user || (await mailAddress(db, account)) !== recipient) return false;
	const [readable, choices] = [await noticesById(db, user, tells), await mailChoices(db, account)];
	return readable.length === tells.length && readable.every(({ kind }) => choices[kind] !== 'never');
}
