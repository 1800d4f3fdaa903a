/** The audit trail: written in the transaction of what it tells of, never changed (U6). */
import { auditEvent } from '#drizzle/access.server.ts';
import type { AuditDetails, AuditKind } from '#lib/plan/audit.ts';
import type { AccountId, ProgrammeId } from '#lib/plan/ids.ts';
import { databaseClock } from './plain-command.ts';
import type { Database } from './query.ts';

export interface NewAuditEvent {
	kind: AuditKind;
	/** Who did it; null when nobody was signed in, or it was done by command. */
	by: AccountId | null;
	about?: AccountId | null;
	programme?: ProgrammeId | null;
	/** The network address it came from; '' when none. */
	address: string;
	/** Short texts; never a secret. */
	details?: AuditDetails;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/** Adds an event. */
export async function recordAudit(tx: Database, { kind, by, about = null, programme = null, address, details = {}, at }: NewAuditEvent): Promise<void> {
	await tx.insert(auditEvent).values({ kind, byAccount: by, aboutAccount: about, programmeId: programme, address, details, at: databaseClock(at) });
}
