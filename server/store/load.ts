/** Reading a plan from its log: the newest snapshot, then the rows after it. */
import { and, asc, eq, gt } from 'drizzle-orm';
import * as Y from 'yjs';
import { plan, planClient, planUpdate, programme } from '#drizzle/schema.server.ts';
import { rootsOf } from '#lib/plan/document.ts';
import type { AccountId, PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import type { Database } from './query.ts';

export interface LoadedPlan {
	id: PlanId;
	programmeId: ProgrammeId;
	prefix: string;
	epoch: number;
	headSeq: number;
	nextRef: number;
	serverClient: number;
	snapshotSeq: number;
	claims: Map<number, AccountId | null>;
	doc: Y.Doc;
}

/** Loads a plan's committed state; null when there is no such plan. */
export async function loadPlan(db: Database, id: PlanId): Promise<LoadedPlan | null> {
	return db.transaction(async (tx) => {
		const [row] = await tx
			.select({ plan, prefix: programme.prefix })
			.from(plan)
			.innerJoin(programme, eq(programme.id, plan.programmeId))
			.where(eq(plan.id, id));
		if (!row) return null;
		const doc = new Y.Doc();
		rootsOf(doc);
		if (row.plan.snapshot) Y.applyUpdate(doc, row.plan.snapshot);
		const rows = await rowsAfter(tx, id, row.plan.snapshotSeq);
		doc.transact(() => rows.forEach((each) => Y.applyUpdate(doc, each.bytes)));
		return {
			id,
			programmeId: row.plan.programmeId,
			prefix: row.prefix,
			epoch: row.plan.epoch,
			headSeq: rows.at(-1)?.seq ?? row.plan.snapshotSeq,
			nextRef: row.plan.nextRef,
			serverClient: row.plan.serverClient,
			snapshotSeq: row.plan.snapshotSeq,
			claims: await loadClaims(tx, id),
			doc
		};
	}, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** The log's rows after a position, in order. */
async function rowsAfter(db: Database, id: PlanId, seq: number): Promise<{ seq: number; bytes: Uint8Array; accountId: AccountId | null; at: Date }[]> {
	return db
		.select({ seq: planUpdate.seq, bytes: planUpdate.bytes, accountId: planUpdate.accountId, at: planUpdate.at })
		.from(planUpdate)
		.where(and(eq(planUpdate.planId, id), gt(planUpdate.seq, seq)))
		.orderBy(asc(planUpdate.seq));
}

/** What a process that fell behind needs: the rows it lacks, and the plan's present counters. */
export async function catchUp(db: Database, id: PlanId, seq: number) {
	return db.transaction(async (tx) => {
		const [head] = await tx.select({ epoch: plan.epoch, headSeq: plan.headSeq, nextRef: plan.nextRef }).from(plan).where(eq(plan.id, id));
		if (!head) return null;
		const behind = head.headSeq !== seq;
		return { ...head, rows: behind ? await rowsAfter(tx, id, seq) : [], claims: behind ? await loadClaims(tx, id) : null };
	}, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

async function loadClaims(db: Database, id: PlanId): Promise<Map<number, AccountId | null>> {
	const rows = await db.select().from(planClient).where(eq(planClient.planId, id));
	return new Map(rows.map((row) => [row.client, row.accountId]));
}
