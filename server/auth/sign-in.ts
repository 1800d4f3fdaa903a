/** Signing in with e-mail and password. The limits are those of `sign-in-limits.ts`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { account } from '#drizzle/schema.server.ts';
import type { Database } from '#server/store/database.ts';
import { verifyPassword } from './passwords.ts';
import { createSession, removeExpiredSessions, type NewSession } from './sessions.ts';
import {
	accountSubject,
	addressSubject,
	closedUntil,
	countFailures,
	delayAfter,
	recordFailure
} from './sign-in-limits.ts';
import { Turns } from './turns.ts';

export interface SignInAttempt {
	email: string;
	password: string;
	/** The client's network address. */
	address: string;
	/** The clock; other than the real one in tests only. */
	now?: () => Date;
	/** Waits so many milliseconds; other than real waiting in tests only. */
	wait?: (ms: number) => Promise<void>;
}

export type SignInResult =
	| ({ outcome: 'signed-in' } & NewSession)
	| { outcome: 'refused'; message: string }
	| { outcome: 'limited'; message: string; retryAfterSeconds: number };

/** One sentence for an unknown account, a wrong password and a disabled account. */
export const REFUSED = 'The e-mail address and password do not match an account. Check both and try again.';
const BUSY: SignInResult = {
	outcome: 'limited',
	message: 'Too many attempts at once. Wait half a minute and try again.',
	retryAfterSeconds: 30
};

/** One attempt at a time for one account from one address, so that parallel guesses count like any others. */
const attempts = new Turns(1);
/** Checking a password is heavy: a crowd from one address queues, and nobody in it is refused. */
const checks = new Turns(8);
/** How many have their turn at an account now: guesses from many addresses slow one another down. */
const trying = new Map<string, number>();

const LONGEST_QUEUE_MS = 20_000;
/** What one check takes at least, for the length of the queue. */
const CHECK_MS = 50;
const MOST_IN_HAND = 1_000;

/**
 * Signs in.
 * @returns the new session with its cookie value, or one sentence for the screen
 */
export async function signIn(db: Database, attempt: SignInAttempt): Promise<SignInResult> {
	const clock = attempt.now ?? (() => new Date());
	const email = normaliseEmail(attempt.email);
	const subjects = { account: accountSubject(email), address: addressSubject(attempt.address) };
	const line = `${subjects.account} ${subjects.address}`;
	const until = await closedUntil(db, subjects.address, clock());
	if (until) return closed(until, clock());
	const delay = delayAfter(await countFailures(db, subjects.account, clock()));
	// A flood on some accounts must not shut out the others, so those without failures stay welcome.
	if (delay > 0 && attempts.inHand >= MOST_IN_HAND) return BUSY;
	if (attempts.ahead(line) * Math.max(delay, CHECK_MS) > LONGEST_QUEUE_MS) return BUSY;
	return attempts.take(line, () =>
		countedIn(subjects.account, async (others) => {
			const slower = delayAfter(others + (await countFailures(db, subjects.account, clock())));
			if (slower > 0) await (attempt.wait ?? realWait)(slower);
			return checks.take(subjects.address, () => check(db, { email, password: attempt.password, subjects, clock }));
		})
	);
}

/** E-mail addresses are kept and compared in lower case; no address holds a NUL, and Postgres takes none. */
export function normaliseEmail(email: string): string {
	return email.replaceAll('\0', '').trim().toLowerCase();
}

/** Does the work while it counts as one of those trying the account; hands it how many others do. */
async function countedIn<Result>(subject: string, work: (others: number) => Promise<Result>): Promise<Result> {
	const others = trying.get(subject) ?? 0;
	trying.set(subject, others + 1);
	try {
		return await work(others);
	} finally {
		const left = (trying.get(subject) ?? 1) - 1;
		if (left > 0) trying.set(subject, left);
		else trying.delete(subject);
	}
}

async function check(
	db: Database,
	asked: { email: string; password: string; subjects: { account: string; address: string }; clock: () => Date }
): Promise<SignInResult> {
	// Asked again: others in the queue may have closed it meanwhile.
	const until = await closedUntil(db, asked.subjects.address, asked.clock());
	if (until) return closed(until, asked.clock());
	const [found] = await db
		.select({ id: account.id, passwordHash: account.passwordHash, disabledAt: account.disabledAt })
		.from(account)
		.where(eq(account.email, asked.email));
	const matches = await verifyPassword(found?.passwordHash ?? null, asked.password);
	const now = asked.clock();
	if (!found || !matches || found.disabledAt) {
		await recordFailure(db, [asked.subjects.account, asked.subjects.address], now);
		return { outcome: 'refused', message: REFUSED };
	}
	await removeExpiredSessions(db, now);
	return { outcome: 'signed-in', ...(await createSession(db, found.id, now)) };
}

function closed(until: Date, now: Date): SignInResult {
	const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000));
	const minutes = Math.ceil(seconds / 60);
	return {
		outcome: 'limited',
		message: `Too many attempts from this network. Try again in ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`,
		retryAfterSeconds: seconds
	};
}

async function realWait(ms: number): Promise<void> {
	await sleep(ms);
}
