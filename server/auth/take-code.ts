/**
 * Taking a code of a second factor: six digits, or a recovery code. Each works once, and wrong ones
 * are limited like wrong passwords (U2).
 */
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { recoveryCode, secondFactor } from '#drizzle/access.server.ts';
import { session } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { databaseClock } from '#server/store/plain-command.ts';
import { lockAccount, lockSession } from './account-lock.ts';
import { recoveryHash, stepOf } from './codes.ts';
import { underLimits, type Guess, type Limited } from './limited.ts';
import { addressSubject, codeSubject, countFailures, MOST_WRONG_CODES, recordFailure, WINDOW_MS } from './sign-in-limits.ts';

/** Whose second factor, at which session. */
export interface FactorHolder extends Pick<Guess, 'now' | 'wait'> {
	account: AccountId;
	session: string;
	/** The client's network address. */
	address: string;
}

export type CodeWay = 'second factor' | 'recovery code';
export type CodeResult = { outcome: 'accepted'; way: CodeWay } | { outcome: 'refused'; message: string } | Limited;

const WRONG = 'That code is not right. Codes change every 30 seconds: type the one your authenticator shows now, or one of your recovery codes.';
const REPLAYED = 'That code was used already. Wait for your authenticator to show the next one.';
/** What a session is told that ended between its page and its form. */
export const SIGNED_OUT = 'You were signed out meanwhile. Sign in again.';
const CLOSED: Limited = {
	outcome: 'limited',
	message: 'Too many wrong codes for this account. Wait 15 minutes and try again. If they were not yours, choose a new password: somebody knows it.',
	retryAfterSeconds: WINDOW_MS / 1_000
};

/**
 * Takes a code, and in the same transaction does what it was given for.
 * @param use returns a sentence when it does not do it after all; the code is used up all the same
 */
export async function takeCode(db: Database, asked: FactorHolder & { code: string }, use: (tx: Database, way: CodeWay) => Promise<string | null>): Promise<CodeResult> {
	const { account, address, code } = asked;
	const subjects = { account: codeSubject(account), address: addressSubject(address) };
	return underLimits<CodeResult>(db, { subjects, now: asked.now, wait: asked.wait }, () =>
		db.transaction(async (tx): Promise<CodeResult> => {
			const now = asked.now?.() ?? new Date();
			// From here on one at a time for an account, in all processes: the count below is exact.
			if (!(await lockAccount(tx, account))) return refused('This account is disabled. Ask an administrator.');
			const [factor] = await tx.select().from(secondFactor).where(and(eq(secondFactor.accountId, account), isNotNull(secondFactor.confirmedAt))).for('update');
			if (!factor) return refused('This account has no second factor. Load the page again.');
			if (!(await lockSession(tx, asked.session))) return refused(SIGNED_OUT);
			if ((await countFailures(tx, subjects.account, now)) >= MOST_WRONG_CODES) return CLOSED;
			const typed = code.replace(/\s/g, '');
			const step = stepOf(factor.secret, typed, now);
			const fresh = step !== null && (factor.lastStep === null || step > factor.lastStep);
			if (fresh) await tx.update(secondFactor).set({ lastStep: step }).where(eq(secondFactor.accountId, account));
			else if (step !== null || !(await useRecoveryCode(tx, account, typed))) {
				await recordFailure(tx, [subjects.account, subjects.address], now);
				await recordAudit(tx, { kind: 'secondFactorFailed', by: account, about: account, address, details: step === null ? {} : { why: 'used already' } });
				return refused(step === null ? WRONG : REPLAYED);
			}
			const way = fresh ? 'second factor' : 'recovery code';
			if (way === 'recovery code') await recordAudit(tx, { kind: 'recoveryCodeUsed', by: account, about: account, address });
			const not = await use(tx, way);
			return not === null ? { outcome: 'accepted', way } : refused(not);
		})
	);
}

/** Gives the second factor to a session that waits for it; from then on it is `full`. */
export async function completeSignIn(db: Database, asked: FactorHolder & { code: string }): Promise<CodeResult> {
	const { account, address } = asked;
	return takeCode(db, asked, async (tx, way) => {
		await tx.update(session).set({ secondFactorAt: databaseClock() }).where(eq(session.id, asked.session));
		await recordAudit(tx, { kind: 'signedIn', by: account, about: account, address, details: { way } });
		return null;
	});
}

async function useRecoveryCode(tx: Database, account: AccountId, typed: string): Promise<boolean> {
	const hash = recoveryHash(typed);
	if (!hash) return false;
	const used = await tx
		.update(recoveryCode)
		.set({ usedAt: databaseClock() })
		.where(and(eq(recoveryCode.accountId, account), eq(recoveryCode.hash, hash), isNull(recoveryCode.usedAt)))
		.returning({ account: recoveryCode.accountId });
	return used.length > 0;
}

function refused(message: string): CodeResult {
	return { outcome: 'refused', message };
}
