/**
 * The rows of `plan_change`. Prose that one person writes in one field within a minute is one row:
 * it keeps the time and the old text of its beginning and takes the newest text.
 */
import { and, desc, eq } from 'drizzle-orm';
import { planChange } from '#drizzle/schema.server.ts';
import { ADDED, type Change } from '#lib/plan/changes.ts';
import { fieldSpec } from '#lib/plan/fields.ts';
import type { AccountId, PlanId } from '#lib/plan/ids.ts';
import type { Database } from './query.ts';

export type ChangeRow = typeof planChange.$inferInsert & { member: string; old: unknown; new: unknown; at: Date; accountId: AccountId | null };

export interface LoggedChanges {
	seq: number;
	at: Date;
	account: AccountId | null;
	changes: Change[];
}

/** Prose that somebody goes on writing within this time is one row of the log, with the time of its beginning. */
export const SAME_WRITING_MS = 60_000;

/** Whether a change goes on with the writing that an earlier row began. */
function continues(row: ChangeRow | undefined, change: ChangeRow): boolean {
	return row !== undefined && row.accountId === change.accountId && row.field === change.field && change.at.getTime() - row.at.getTime() < SAME_WRITING_MS;
}

/**
 * The rows of one update. A pure function, so that the rebuild gives the same rows.
 * @param newest the newest row so far of the same entity and field
 */
export function rowsOfUpdate(planId: PlanId, update: LoggedChanges, newest: (change: ChangeRow) => ChangeRow | undefined): { insert: ChangeRow[]; extend: { row: ChangeRow; text: unknown }[] } {
	const insert: ChangeRow[] = [];
	const extend: { row: ChangeRow; text: unknown }[] = [];
	update.changes.forEach((change, part) => {
		const row: ChangeRow = {
			planId,
			seq: update.seq,
			part,
			entity: change.entity,
			entityId: change.id,
			field: change.field,
			member: change.member,
			old: change.old,
			new: change.new,
			accountId: update.account,
			at: update.at
		};
		const earlier = isProse(change) ? newest(row) : undefined;
		if (earlier && continues(earlier, row)) extend.push({ row: earlier, text: change.new });
		else insert.push(row);
	});
	return { insert, extend };
}

function isProse(change: Change): boolean {
	return change.field !== ADDED && fieldSpec(change.entity, change.field)?.form === 'prose';
}

/** Writes the rows of a group of updates, in order. */
export async function writeChanges(tx: Database, planId: PlanId, updates: LoggedChanges[]): Promise<void> {
	const pending: ChangeRow[] = [];
	for (const update of updates) {
		const newest = await newestProseRows(tx, planId, update, pending);
		const { insert, extend } = rowsOfUpdate(planId, update, (row) => newest.get(proseKey(row)));
		for (const { row, text } of extend) {
			row.new = text;
			if (!pending.includes(row)) {
				await tx
					.update(planChange)
					.set({ new: text })
					.where(and(eq(planChange.planId, planId), eq(planChange.seq, row.seq), eq(planChange.part, row.part)));
			}
		}
		pending.push(...insert);
	}
	if (pending.length > 0) await insertInPieces(tx, pending);
}

/** A statement holds at most 65,535 parameters; a pasted plan has more. */
async function insertInPieces(tx: Database, rows: ChangeRow[]): Promise<void> {
	for (let from = 0; from < rows.length; from += 1000) {
		await tx.insert(planChange).values(rows.slice(from, from + 1000).map((row) => ({ ...row, old: row.old ?? null, new: row.new ?? null })));
	}
}

export function proseKey(row: { entity: string; entityId: string; field: string }): string {
	return `${row.entity}/${row.entityId}/${row.field}`;
}

async function newestProseRows(tx: Database, planId: PlanId, update: LoggedChanges, pending: ChangeRow[]): Promise<Map<string, ChangeRow>> {
	const found = new Map<string, ChangeRow>();
	for (const change of update.changes) {
		if (!isProse(change)) continue;
		const key = proseKey({ entity: change.entity, entityId: change.id, field: change.field });
		const waiting = pending.findLast((row) => proseKey(row) === key);
		const [stored] = waiting
			? []
			: await tx
					.select()
					.from(planChange)
					.where(and(eq(planChange.planId, planId), eq(planChange.entityId, change.id), eq(planChange.field, change.field)))
					.orderBy(desc(planChange.seq), desc(planChange.part))
					.limit(1);
		const row = waiting ?? stored;
		if (row) found.set(key, row);
	}
	return found;
}
