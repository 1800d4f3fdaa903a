/**
 * What slows guessing down. Failures are rows, so every process counts the same ones.
 *
 * By account: each failure of the last 15 minutes makes the next answer slower, up to 5 seconds,
 * for a right password as for a wrong one; nobody can lock a colleague out.
 * By address: 100 failures in 15 minutes close it for a while. Only failures count, since a whole
 * trust comes from one address.
 *
 * Codes of a second factor are so short that waiting alone would not do: see `MOST_WRONG_CODES`.
 * Whoever can get there has the password, so nobody else can lock a colleague out by it.
 * E-mailed links are counted in the same way when they are asked for, apart from failures.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { and, count, desc, eq, gt, lte } from 'drizzle-orm';
import { signInFailure } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/database.ts';

export const WINDOW_MS = 15 * 60_000;
export const ADDRESS_FAILURES = 100;
/** Wrong codes of one account in the window after which none is taken. */
export const MOST_WRONG_CODES = 20;
/** Links that one account is sent in the window. */
export const MOST_LINKS = 3;
/** Typing it wrong a few times costs nothing. */
export const FREE_FAILURES = 3;
export const FIRST_DELAY_MS = 250;
export const LONGEST_DELAY_MS = 5_000;

/** How long an answer waits after so many failures: 0, 0, 0, 250 ms, 500 ms, 1 s, 2 s, 4 s, then 5 s for good. */
export function delayAfter(failures: number): number {
	if (failures < FREE_FAILURES) return 0;
	return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES));
}

/** The key under which an account's failures are kept; the same for addresses that are nobody's. */
export function accountSubject(email: string): string {
	return hashed(`account:${email}`);
}

/** The key under which wrong codes of an account's second factor are kept. */
export function codeSubject(accountId: AccountId): string {
	return hashed(`code:${accountId}`);
}

/** The keys under which asking for links is counted; the same for addresses that are nobody's. */
export function askSubjects(email: string, address: string): { account: string; address: string } {
	return { account: hashed(`ask ${accountSubject(email)}`), address: hashed(`ask ${addressSubject(address)}`) };
}

/**
 * The key under which a network address's failures are kept. An IPv6 client has a whole /64 to
 * choose from, so its first half counts; an IPv4 address in IPv6 clothes counts as IPv4.
 */
export function addressSubject(address: string): string {
	const plain = address.replace(/%.*$/, '').toLowerCase();
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
	return hashed(`address:${mapped ?? (isIP(plain) === 6 ? firstHalf(plain) : plain)}`);
}

/** Failures of a subject in the window that ends now. */
export async function countFailures(db: Database, subject: string, now: Date): Promise<number> {
	const [row] = await db
		.select({ failures: count() })
		.from(signInFailure)
		.where(and(eq(signInFailure.subject, subject), gt(signInFailure.at, windowStart(now))));
	return row?.failures ?? 0;
}

/** When an address may try again: the moment its hundredth newest failure leaves the window. Null: now. */
export async function closedUntil(db: Database, subject: string, now: Date): Promise<Date | null> {
	const [deciding] = await db
		.select({ at: signInFailure.at })
		.from(signInFailure)
		.where(and(eq(signInFailure.subject, subject), gt(signInFailure.at, windowStart(now))))
		.orderBy(desc(signInFailure.at))
		.offset(ADDRESS_FAILURES - 1)
		.limit(1);
	return deciding ? new Date(deciding.at.getTime() + WINDOW_MS) : null;
}

/** Counts one failure against each subject, and forgets those that no longer matter. */
export async function recordFailure(db: Database, subjects: readonly string[], now: Date): Promise<void> {
	await db.insert(signInFailure).values(subjects.map((subject) => ({ subject, at: now })));
	await db.delete(signInFailure).where(lte(signInFailure.at, windowStart(now)));
}

function windowStart(now: Date): Date {
	return new Date(now.getTime() - WINDOW_MS);
}

function hashed(subject: string): string {
	return createHash('sha256').update(subject).digest('base64url');
}

/** The first four groups of an IPv6 address, `::` written out. */
function firstHalf(address: string): string {
	const [head = '', tail] = address.split('::');
	const before = head === '' ? [] : head.split(':');
	const after = tail === undefined || tail === '' ? [] : tail.split(':');
	const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
	const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
	return groups
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ''))
		.join(':');
}
