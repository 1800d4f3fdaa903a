import { and, eq, lt } from 'drizzle-orm';
import * as Y from 'yjs';
import { plan } from '#drizzle/schema.server.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { Database } from './query.ts';

/**
 * Keeps a snapshot, so that opening a plan need not read its whole log. `doc` must hold exactly
 * the rows up to `seq` (D8); a newer snapshot is never put back, and the log itself is kept.
 */
export async function saveSnapshot(db: Database, { planId, epoch, seq, doc }: { planId: PlanId; epoch: number; seq: number; doc: Y.Doc }): Promise<void> {
	await db
		.update(plan)
		.set({ snapshot: Y.encodeStateAsUpdate(doc), snapshotSeq: seq })
		.where(and(eq(plan.id, planId), eq(plan.epoch, epoch), lt(plan.snapshotSeq, seq)));
}
