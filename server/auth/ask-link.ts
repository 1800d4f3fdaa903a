/**
 * Asking for a link by e-mail. Nothing that is answered depends on whether there is such an account
 * (U1): what is answered is known before the account is looked for, and the looking comes after.
 */
import { and, eq, isNull } from 'drizzle-orm';
import { account, person } from '#drizzle/schema.server.ts';
import { log } from '#server/log.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { closed, type Limited } from './limited.ts';
import { mailLink } from './links.ts';
import { askSubjects, closedUntil, countFailures, MOST_LINKS, recordFailure } from './sign-in-limits.ts';
import { normaliseEmail } from './sign-in.ts';
import { Turns } from './turns.ts';

export interface LinkAsked {
	/** As typed. */
	email: string;
	purpose: 'sign-in' | 'reset';
	/** The client's network address. */
	address: string;
}

/** A flood waits here and takes no more than one connection from everybody else. */
const sending = new Turns(1);
const MOST_WAITING = 500;

/**
 * Takes note that a link was asked for. The answer is the same for every e-mail address.
 * @param now other than the real clock in tests only
 * @returns `sent`, which settles when the work is done and which no answer waits for; or that this network address has asked too often
 */
export async function askForLink(db: Database, asked: LinkAsked, now = new Date()): Promise<{ outcome: 'taken'; sent: Promise<void> } | Limited> {
	const email = normaliseEmail(asked.email);
	const subjects = askSubjects(email, asked.address);
	const until = await closedUntil(db, subjects.address, now);
	if (until) return closed(until, now);
	await recordFailure(db, [subjects.account, subjects.address], now);
	return { outcome: 'taken', sent: later(() => send(db, { ...asked, email, subject: subjects.account, now })) };
}

/** The work after the answer; what goes wrong with it nobody is there to be told. */
async function later(work: () => Promise<void>): Promise<void> {
	if (sending.inHand >= MOST_WAITING) return log.warn('Too many links are being asked for at once; one was not sent');
	try {
		await sending.take('link', work);
	} catch (error) {
		log.error({ err: error }, 'A link that was asked for could not be sent');
	}
}

async function send(db: Database, { email, purpose, address, subject, now }: LinkAsked & { subject: string; now: Date }): Promise<void> {
	// This asking is counted too.
	const tooOften = (await countFailures(db, subject, now)) > MOST_LINKS;
	const [found] = await db
		.select({ accountId: account.id, name: person.name })
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(eq(account.email, email), isNull(account.disabledAt), isNull(account.demonstration)));
	if (!found || tooOften) return;
	await db.transaction(async (tx) => {
		await mailLink(tx, { ...found, purpose, recipient: email });
		await recordAudit(tx, { kind: 'linkAsked', by: null, about: found.accountId, address, details: { for: purpose } });
	});
}
