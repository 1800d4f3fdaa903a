/** A session begins: it is made, its stage is known, and the audit trail says how it came about (U6). */
import type { AccountId } from '#lib/plan/ids.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { createSession, type NewSession } from './sessions.ts';
import { stageOf, type Stage } from './stage.ts';

export interface StartedSession extends NewSession {
	stage: Stage;
}

/** Starts a session for someone who has just shown who they are, in the transaction of what showed it. */
export async function startSession(tx: Database, started: { accountId: AccountId; way: 'password' | 'link' | 'demonstration'; address: string; now: Date }): Promise<StartedSession> {
	const { accountId, way, address, now } = started;
	const made = await createSession(tx, accountId, now);
	const stage = await stageOf(tx, made.session.id);
	await recordAudit(tx, { kind: 'signedIn', by: accountId, about: accountId, address, details: { way, ...(stage !== 'full' && { waitsFor: 'second factor' }) } });
	return { ...made, stage };
}
