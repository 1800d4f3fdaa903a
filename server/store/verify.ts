/**
 * Rebuilds everything derived of a plan from its log alone and compares: changes, projection,
 * versions, snapshot, head; and its KPI signals from its readings. The log is the truth, so any
 * difference is a fault of ours.
 */
import { asc, eq } from 'drizzle-orm';
import * as Y from 'yjs';
import { kpi, milestone, milestoneDependency, milestoneKpi, milestoneLead, milestonePlace, milestoneVersion, plan, planChange, planUpdate, priority } from '#drizzle/schema.server.ts';
import { observeChanges, type Change } from '#lib/plan/changes.ts';
import { readAll, readEntity, rootsOf } from '#lib/plan/document.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { expectedSignals, standingSignals, type Signal } from './kpi-signals.ts';
import { proseKey, rowsOfUpdate, type ChangeRow } from './plan-changes.ts';
import { linksOfMilestone, rowOfKpi, rowOfMilestone, rowOfPriority, sameState, sorted, versionOf, type VersionRow } from './projection.ts';
import type { Database } from './query.ts';

/**
 * Compares a plan's tables, and optionally a live document, with what its log says.
 * @returns one sentence for each difference; none is the only right answer
 */
export async function verifyPlan(db: Database, planId: PlanId, live?: Y.Doc): Promise<string[]> {
	const differences: string[] = [];
	const [stored] = await db.select().from(plan).where(eq(plan.id, planId));
	if (!stored) return [`There is no plan ${planId}`];
	const log = await db.select().from(planUpdate).where(eq(planUpdate.planId, planId)).orderBy(asc(planUpdate.seq));
	log.forEach((row, index) => row.seq === index + 1 || differences.push(`The log has seq ${row.seq} where ${index + 1} was due`));
	if (stored.headSeq !== log.length) differences.push(`The head is ${stored.headSeq}, the log has ${log.length} rows`);

	const rebuilt = rebuild(planId, log, stored);
	const { doc } = rebuilt;
	const compare = (name: string, expected: object[], found: object[], key: (row: never) => string) =>
		differences.push(...differencesOf(name, expected, found, key as (row: object) => string));
	const id = (row: { id: string }) => row.id;
	const milestones = readAll(doc, 'milestone');
	const links = milestones.map((record) => linksOfMilestone(planId, record));
	compare('priority', readAll(doc, 'priority').map((record) => rowOfPriority(planId, record)), await db.select().from(priority).where(eq(priority.planId, planId)), id);
	compare('kpi', readAll(doc, 'kpi').map((record) => rowOfKpi(planId, record)), await db.select().from(kpi).where(eq(kpi.planId, planId)), id);
	compare(
		'milestone',
		milestones.map((record) => rowOfMilestone(planId, record, rebuilt.touchedAt.get(record.id) ?? stored.lastAt)),
		await db.select().from(milestone).where(eq(milestone.planId, planId)),
		id
	);
	const link = (row: Record<string, unknown>) => JSON.stringify(Object.values(row));
	compare('milestone_lead', links.flatMap((each) => each.leads), await db.select().from(milestoneLead).where(eq(milestoneLead.planId, planId)), link);
	compare('milestone_kpi', links.flatMap((each) => each.kpis), await db.select().from(milestoneKpi).where(eq(milestoneKpi.planId, planId)), link);
	compare('milestone_place', links.flatMap((each) => each.places), await db.select().from(milestonePlace).where(eq(milestonePlace.planId, planId)), link);
	compare('milestone_dependency', links.flatMap((each) => each.dependencies), await db.select().from(milestoneDependency).where(eq(milestoneDependency.planId, planId)), link);
	compare('plan_change', rebuilt.changes, await db.select().from(planChange).where(eq(planChange.planId, planId)), (row: ChangeRow) => `${row.seq}.${row.part}`);
	compare(
		'milestone_version',
		rebuilt.versions,
		await db.select().from(milestoneVersion).where(eq(milestoneVersion.planId, planId)),
		(row: VersionRow) => `${row.id} from ${row.validFrom.toISOString()}`
	);
	compare('kpi_signal', await expectedSignals(db, planId), await standingSignals(db, planId), (row: Signal) => `${row.kpiId} in ${row.placeId}`);
	if (stored.snapshot) differences.push(...snapshotDifferences(stored.snapshot, log.filter((row) => row.seq <= stored.snapshotSeq)));
	if (live && !sameDocument(live, doc)) differences.push('The live document differs from the log');
	doc.destroy();
	return differences;
}

/** All plans, for a check of the whole database. */
export async function planIds(db: Database): Promise<PlanId[]> {
	return (await db.select({ id: plan.id }).from(plan).orderBy(asc(plan.id))).map((row) => row.id);
}

interface LogRow {
	seq: number;
	bytes: Uint8Array;
	accountId: typeof planUpdate.$inferSelect.accountId;
	at: Date;
}

function rebuild(planId: PlanId, log: LogRow[], stored: { lastAt: Date }) {
	const doc = new Y.Doc();
	rootsOf(doc);
	const changes: ChangeRow[] = [];
	const newestProse = new Map<string, ChangeRow>();
	const versions: VersionRow[] = [];
	const current = new Map<MilestoneId, VersionRow>();
	const touchedAt = new Map<string, Date>();
	let touched = new Set<MilestoneId>();
	log.forEach((row, index) => {
		const made = observeChanges(doc, () => Y.applyUpdate(doc, row.bytes));
		recordChanges(planId, row, made.changes, changes, newestProse);
		for (const change of made.changes) if (change.entity === 'milestone') touched.add(change.id as MilestoneId);
		// A version is what a whole commit left behind: its rows share their time.
		if (log[index + 1]?.at.getTime() === row.at.getTime()) return;
		for (const id of touched) {
			const record = readEntity(doc, 'milestone', id)?.record;
			if (!record) continue;
			touchedAt.set(id, row.at);
			const next = versionOf(planId, record, row.at);
			const earlier = current.get(id);
			if (earlier && sameState(earlier, next)) continue;
			if (earlier) earlier.validTo = row.at;
			current.set(id, next);
			versions.push(next);
		}
		touched = new Set();
	});
	if (log.length > 0 && log.at(-1)?.at.getTime() !== stored.lastAt.getTime()) touchedAt.clear();
	return { doc, changes, versions, touchedAt };
}

function recordChanges(planId: PlanId, row: LogRow, made: Change[], changes: ChangeRow[], newestProse: Map<string, ChangeRow>): void {
	const { insert, extend } = rowsOfUpdate(planId, { seq: row.seq, at: row.at, account: row.accountId, changes: made }, (change) => newestProse.get(proseKey(change)));
	for (const { row: earlier, text } of extend) earlier.new = text;
	for (const change of insert) {
		changes.push(change);
		newestProse.set(proseKey(change), change);
	}
}

function differencesOf(name: string, expected: object[], found: object[], key: (row: object) => string): string[] {
	const text = (row: object) => JSON.stringify(sorted(row));
	const want = new Map(expected.map((row) => [key(row), text(row)]));
	const have = new Map(found.map((row) => [key(row), text(row)]));
	const differences: string[] = [];
	for (const [id, row] of want) {
		const other = have.get(id);
		if (other === undefined) differences.push(`${name} lacks ${id}`);
		else if (other !== row) differences.push(`${name} ${id} is ${other}, the log says ${row}`);
	}
	for (const id of have.keys()) if (!want.has(id)) differences.push(`${name} has ${id}, which the log does not`);
	return differences;
}

function snapshotDifferences(snapshot: Uint8Array, log: LogRow[]): string[] {
	const [kept, replayed] = [new Y.Doc(), new Y.Doc()];
	Y.applyUpdate(kept, snapshot);
	for (const row of log) Y.applyUpdate(replayed, row.bytes);
	return sameDocument(kept, replayed) ? [] : ['The snapshot differs from the rows it stands for'];
}

/** Same edits, same deletions, same content. */
function sameDocument(one: Y.Doc, other: Y.Doc): boolean {
	const vector = (doc: Y.Doc) => JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b));
	const content = (doc: Y.Doc) => JSON.stringify(sorted(Object.values(rootsOf(doc)).map((root) => root.toJSON())));
	return vector(one) === vector(other) && content(one) === content(other) && Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other));
}
