/**
 * Checks of what can be guessed – a password, a code – under the limits of `sign-in-limits.ts`:
 * they take turns, and wait the longer the more have failed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#server/store/database.ts';
import { closedUntil, countFailures, delayAfter } from './sign-in-limits.ts';
import { Turns } from './turns.ts';

export interface Guess {
	/** What its failures are counted under. */
	subjects: { account: string; address: string };
	/** The clock; other than the real one in tests only. */
	now?: (() => Date) | undefined;
	/** Waits so many milliseconds; other than real waiting in tests only. */
	wait?: ((ms: number) => Promise<void>) | undefined;
}

export interface Limited {
	outcome: 'limited';
	message: string;
	retryAfterSeconds: number;
}

const BUSY: Limited = {
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
 * Runs a check when its turn comes and the waiting is done. A check that fails records its own
 * failure against the subjects.
 * @returns what the check found, or one sentence when the limits do not let it run
 */
export async function underLimits<Result>(db: Database, guess: Guess, check: () => Promise<Result>): Promise<Result | Limited> {
	const { subjects } = guess;
	const clock = guess.now ?? (() => new Date());
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
			if (slower > 0) await (guess.wait ?? realWait)(slower);
			return checks.take(subjects.address, async () => {
				// Asked again: others in the queue may have closed it meanwhile.
				const since = await closedUntil(db, subjects.address, clock());
				return since ? closed(since, clock()) : check();
			});
		})
	);
}

/** What a closed network address is told. */
export function closed(until: Date, now: Date): Limited {
	const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000));
	const minutes = Math.ceil(seconds / 60);
	return {
		outcome: 'limited',
		message: `Too many attempts from this network. Try again in ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`,
		retryAfterSeconds: seconds
	};
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

async function realWait(ms: number): Promise<void> {
	await sleep(ms);
}
