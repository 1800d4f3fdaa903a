/** The outbox: mail is a row, written in the transaction that decided on it and sent later (N3). */
import { mail } from '#drizzle/notices.server.ts';
import { newSecret } from '#server/secrets.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { databaseClock } from './plain-command.ts';
import type { Database } from './query.ts';

export interface NewMail {
	account: AccountId | null;
	recipient: string;
	subject: string;
	/** Plain text; lines end in `\n`. */
	text: string;
	/** `link` holds a way into an account: its text is forgotten once it was sent. */
	kind: 'link' | 'notice';
	headers?: Record<string, string>;
	/** The same for every try to write one mail, so that it is written once. */
	once: string;
}

/** Puts a mail into the outbox, once. The sender in server/mail takes it from there. */
export async function enqueueMail(tx: Database, { account, headers = {}, ...rest }: NewMail): Promise<void> {
	await tx
		.insert(mail)
		.values({ ...rest, id: `ma_${newSecret(16)}`, accountId: account, headers, state: 'waiting', at: databaseClock(), nextTryAt: databaseClock() })
		.onConflictDoNothing({ target: mail.once });
}
