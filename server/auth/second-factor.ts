/** Setting a second factor up, replacing and removing it, and its recovery codes (U2). */
import { and, count, eq, isNull } from 'drizzle-orm';
import { recoveryCode, secondFactor } from '#drizzle/access.server.ts';
import { account, session } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { databaseClock } from '#server/store/plain-command.ts';
import { userNow } from '#server/store/standing.ts';
import { lockAccount, lockSession } from './account-lock.ts';
import { isFactorSecret, newFactorSecret, newRecoveryCode, secretOfSession, stepOf } from './codes.ts';
import type { Limited } from './limited.ts';
import { SIGNED_OUT, takeCode, type CodeResult, type FactorHolder } from './take-code.ts';

const RECOVERY_CODES = 10;
const NEW_CODE_WRONG = 'That code is not right. Check that the clock of your telephone is set by itself, and type the code that the new entry shows now.';

/** With the ten codes, which are shown now and never again; `field` where a refusal is about the code of the new secret. */
export type FactorSet = { outcome: 'set'; recoveryCodes: string[] } | { outcome: 'refused'; message: string; field?: 'code' } | Limited;

/** The secret that this session may confirm; null when the account has a second factor already, or is a one-click one, which is nobody's. */
export async function proposedSecret(db: Database, accountId: AccountId, sessionId: string): Promise<string | null> {
	const [owned] = await db.select({ id: account.id }).from(account).where(and(eq(account.id, accountId), isNull(account.demonstration)));
	if (!owned) return null;
	await db.insert(secondFactor).values({ accountId, secret: newFactorSecret(), createdAt: databaseClock() }).onConflictDoNothing();
	const [row] = await db.select().from(secondFactor).where(eq(secondFactor.accountId, accountId));
	return row && !row.confirmedAt ? secretOfSession(row.secret, sessionId) : null;
}

/** Confirms the proposed secret by a code of it. This session is complete then; the account's other ones want a code. */
export async function setSecondFactor(db: Database, asked: FactorHolder & { code: string }): Promise<FactorSet> {
	const now = asked.now?.() ?? new Date();
	return db.transaction(async (tx): Promise<FactorSet> => {
		if (!(await lockAccount(tx, asked.account))) return refused('This account is disabled. Ask an administrator.');
		const [row] = await tx.select().from(secondFactor).where(eq(secondFactor.accountId, asked.account)).for('update');
		if (!row) return refused('Load the page again and add Milepost to your authenticator once more.');
		if (row.confirmedAt) return refused('A second factor was set up meanwhile on another device. Load the page again.');
		if (!(await lockSession(tx, asked.session))) return refused(SIGNED_OUT);
		const secret = secretOfSession(row.secret, asked.session);
		const step = stepOf(secret, asked.code.replace(/\s/g, ''), now);
		if (step === null) return refused(NEW_CODE_WRONG);
		return { outcome: 'set', recoveryCodes: await keep(tx, asked, { secret, step, how: 'first' }) };
	});
}

/** A secret to replace the present one by; the page carries it until it is confirmed. */
export function secretToReplaceBy(): string {
	return newFactorSecret();
}

/**
 * Replaces the second factor: a code of the present one (or a recovery code) lets a code of the new
 * one confirm it. Until then the present one stays in force.
 */
export async function replaceSecondFactor(db: Database, asked: FactorHolder & { present: string; secret: string; code: string }): Promise<FactorSet> {
	const now = asked.now?.() ?? new Date();
	// Asked first, so that a slip in the new code costs no recovery code.
	const step = isFactorSecret(asked.secret) ? stepOf(asked.secret, asked.code.replace(/\s/g, ''), now) : null;
	if (step === null) return { ...refused(NEW_CODE_WRONG), field: 'code' };
	let recoveryCodes: string[] = [];
	const taken = await takeCode(db, { ...asked, code: asked.present }, async (tx) => {
		recoveryCodes = await keep(tx, asked, { secret: asked.secret, step, how: 'replaced' });
		return null;
	});
	return taken.outcome === 'accepted' ? { outcome: 'set', recoveryCodes } : taken;
}

/** Removes the second factor, for a code of it. Administrators need one and may only replace it. */
export async function removeSecondFactor(db: Database, asked: FactorHolder & { user: User; code: string }): Promise<CodeResult> {
	return takeCode(db, asked, async (tx) => {
		const now = await userNow(tx, asked.user);
		if (can(now, 'administer')) return 'Administrators need a second factor. You can replace it by another one.';
		await forgetSecondFactor(tx, asked.account);
		await recordAudit(tx, { kind: 'secondFactorRemoved', by: asked.account, about: asked.account, address: asked.address });
		return null;
	});
}

/** Ten new recovery codes, for a code of the second factor; the old ones stop working. */
export async function renewRecoveryCodes(db: Database, asked: FactorHolder & { code: string }): Promise<FactorSet> {
	let recoveryCodes: string[] = [];
	const taken = await takeCode(db, asked, async (tx) => {
		recoveryCodes = await newCodes(tx, asked.account);
		await recordAudit(tx, { kind: 'secondFactorSet', by: asked.account, about: asked.account, address: asked.address, details: { what: 'new recovery codes' } });
		return null;
	});
	return taken.outcome === 'accepted' ? { outcome: 'set', recoveryCodes } : taken;
}

/** Takes second factor and recovery codes away; who may ask for that is the caller's to know. @returns whether there was one */
export async function forgetSecondFactor(tx: Database, accountId: AccountId): Promise<boolean> {
	await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId));
	const [gone] = await tx.delete(secondFactor).where(eq(secondFactor.accountId, accountId)).returning({ confirmedAt: secondFactor.confirmedAt });
	return gone?.confirmedAt instanceof Date;
}

/** When it was set up, and how many recovery codes are left; null when there is none. */
export async function readSecondFactor(db: Database, accountId: AccountId): Promise<{ since: Date; codesLeft: number } | null> {
	const [row] = await db.select({ since: secondFactor.confirmedAt }).from(secondFactor).where(eq(secondFactor.accountId, accountId));
	if (!row?.since) return null;
	const [left] = await db.select({ codes: count() }).from(recoveryCode).where(and(eq(recoveryCode.accountId, accountId), isNull(recoveryCode.usedAt)));
	return { since: row.since, codesLeft: left?.codes ?? 0 };
}

/** The new secret counts from now on, on this session alone; its first code is used up. */
async function keep(tx: Database, { account: accountId, session: sessionId, address }: FactorHolder, confirmed: { secret: string; step: number; how: 'first' | 'replaced' }): Promise<string[]> {
	const [row] = await tx
		.update(secondFactor)
		.set({ secret: confirmed.secret, lastStep: confirmed.step, confirmedAt: databaseClock() })
		.where(eq(secondFactor.accountId, accountId))
		.returning({ confirmedAt: secondFactor.confirmedAt });
	await tx.update(session).set({ secondFactorAt: row?.confirmedAt ?? null }).where(eq(session.id, sessionId));
	await recordAudit(tx, { kind: 'secondFactorSet', by: accountId, about: accountId, address, details: { what: confirmed.how === 'first' ? 'first set up' : 'replaced' } });
	return newCodes(tx, accountId);
}

async function newCodes(tx: Database, accountId: AccountId): Promise<string[]> {
	await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId));
	const made = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
	await tx.insert(recoveryCode).values(made.map(({ hash }) => ({ accountId, hash })));
	return made.map(({ code }) => code);
}

function refused(message: string): { outcome: 'refused'; message: string } {
	return { outcome: 'refused', message };
}
