/** Second factors for tests: one that is set up and given, and the codes of a secret. */
import { eq } from 'drizzle-orm';
import { secondFactor } from '#drizzle/access.server.ts';
import { session } from '#drizzle/schema.server.ts';
import { codeAt, newFactorSecret } from '#server/auth/codes.ts';
import type { Database } from '#server/store/database.ts';
import type { AccountId } from '#lib/plan/ids.ts';

/** Sets up a second factor as confirmed a while ago, given on the session if one is named. Returns its secret. */
export async function giveSecondFactor(db: Database, accountId: AccountId, sessionId?: string): Promise<string> {
	const secret = newFactorSecret();
	const at = new Date(Date.now() - 3_600_000);
	await db.insert(secondFactor).values({ accountId, secret, createdAt: at, confirmedAt: at });
	if (sessionId !== undefined) await db.update(session).set({ secondFactorAt: at }).where(eq(session.id, sessionId));
	return secret;
}

/** The code an authenticator shows, so many steps of 30 s from now: the next one (1) is taken too. */
export function codeOf(secret: string, step: 0 | 1 = 0, now = Date.now()): string {
	return codeAt(secret, new Date(now + step * 30_000));
}

/** A code that is neither the present one nor one beside it. */
export function wrongCode(secret: string, now = Date.now()): string {
	const near = [-60, -30, 0, 30, 60].map((seconds) => codeAt(secret, new Date(now + seconds * 1_000)));
	let code = '000000';
	for (let n = 0; near.includes(code); n += 1) code = String(n).padStart(6, '0');
	return code;
}
