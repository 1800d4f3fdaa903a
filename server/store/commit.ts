/**
 * The commit of a group of accepted edits: one transaction holds the authorisation re-check, the
 * advance of the plan's head, the log, the changes and the projection (D2, D3). It lands whole or
 * not at all.
 */
import { and, eq, sql } from 'drizzle-orm';
import type * as Y from 'yjs';
import { plan, planClient, planUpdate } from '#drizzle/schema.server.ts';
import type { Change } from '#lib/plan/changes.ts';
import type { AccountId, PlanId } from '#lib/plan/ids.ts';
import { writeChanges } from './plan-changes.ts';
import { project } from './projection.ts';
import type { Database } from './query.ts';

/** One row of the log to be. */
export interface LogEntry {
	bytes: Uint8Array;
	changes: Change[];
	/** Client ids it claims for its account. */
	claimed: number[];
	account: AccountId | null;
	session: string | null;
}

export interface CommitGroup {
	planId: PlanId;
	epoch: number;
	/** The head this group was checked against; anything else means another process was faster. */
	expectedSeq: number;
	entries: LogEntry[];
	/** How many references the group gives. */
	refsGiven: number;
	/** The document after the whole group, to project from. */
	after: Y.Doc;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
	/** Re-checks each session and role inside the transaction; returns the sessions that may no longer edit. */
	authorise: (tx: Database) => Promise<Map<string, 'signed-out' | 'no-role'>>;
}

export type CommitOutcome =
	| { outcome: 'committed'; headSeq: number; at: Date }
	| { outcome: 'behind' }
	| { outcome: 'unauthorised'; sessions: Map<string, 'signed-out' | 'no-role'> };

/** Thrown inside the transaction to roll it back with an outcome that is no error. */
class RolledBack extends Error {
	readonly outcome: CommitOutcome;
	constructor(outcome: CommitOutcome) {
		super('rolled back');
		this.outcome = outcome;
	}
}

/** Commits a group. @throws whatever the database throws; then nothing is known to be committed */
export async function commitGroup(db: Database, group: CommitGroup): Promise<CommitOutcome> {
	try {
		return await db.transaction((tx) => commitIn(tx, group));
	} catch (error) {
		if (error instanceof RolledBack) return error.outcome;
		throw error;
	}
}

async function commitIn(tx: Database, group: CommitGroup): Promise<CommitOutcome> {
	const { planId, epoch, expectedSeq, entries } = group;
	const sessions = await group.authorise(tx);
	if (sessions.size > 0) throw new RolledBack({ outcome: 'unauthorised', sessions });

	const clock = group.at ? sql`${group.at.toISOString()}::timestamptz` : sql`clock_timestamp()`;
	const [head] = await tx
		.update(plan)
		.set({
			headSeq: sql`${plan.headSeq} + ${entries.length}`,
			nextRef: sql`${plan.nextRef} + ${group.refsGiven}`,
			// Milliseconds, the finest a JavaScript date holds, so that times read back compare equal.
			lastAt: sql`greatest(${plan.lastAt}, date_trunc('milliseconds', ${clock}))`
		})
		.where(and(eq(plan.id, planId), eq(plan.epoch, epoch), eq(plan.headSeq, expectedSeq)))
		.returning({ headSeq: plan.headSeq, at: plan.lastAt });
	if (!head) throw new RolledBack({ outcome: 'behind' });

	const claims = entries.flatMap((entry) => entry.claimed.map((client) => ({ planId, client, accountId: entry.account })));
	if (claims.length > 0) await tx.insert(planClient).values(claims);
	const rows = entries.map((entry, index) => ({ seq: expectedSeq + index + 1, at: head.at, entry }));
	await tx.insert(planUpdate).values(
		rows.map(({ seq, at, entry }) => ({ planId, seq, bytes: entry.bytes, accountId: entry.account, sessionId: entry.session, at }))
	);
	await writeChanges(tx, planId, rows.map(({ seq, at, entry }) => ({ seq, at, account: entry.account, changes: entry.changes })));
	await project(tx, planId, { doc: group.after, changes: entries.flatMap((entry) => entry.changes), at: head.at });
	return { outcome: 'committed', headSeq: head.headSeq, at: head.at };
}

/** SQLSTATE classes 22, 23 and 54: the data is at fault (a value, a constraint, a size), not the database. */
export function isAboutData(error: unknown): boolean {
	for (let each = error; each instanceof Error; each = each.cause) {
		if ('code' in each && typeof each.code === 'string' && /^(22|23|54)/.test(each.code)) return true;
	}
	return false;
}
