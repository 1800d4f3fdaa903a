/**
 * The projection: rows derived from the document, written in the transaction that logs the edit.
 * `rowsOfMilestone` and its like are pure; the writing here and the rebuild in verify.ts both use
 * them, so that what is compared is made in one way.
 */
import { and, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type * as Y from 'yjs';
import { kpi, milestone, milestoneDependency, milestoneKpi, milestoneLead, milestonePlace, milestoneVersion, priority } from '#drizzle/schema.server.ts';
import { ADDED, type Change } from '#lib/plan/changes.ts';
import { readEntity } from '#lib/plan/document.ts';
import type { Kpi, Milestone, Priority } from '#lib/plan/fields.ts';
import { parseDependencyKey, type KpiId, type MilestoneId, type PersonId, type PlaceId, type PlanId } from '#lib/plan/ids.ts';
import { signalsOfChanges } from './kpi-signals.ts';
import type { Database } from './query.ts';

export interface Projected {
	doc: Y.Doc;
	changes: Change[];
	at: Date;
}

/** Writes the rows of every entity that the changes touched, as the document now has it. */
export async function project(tx: Database, planId: PlanId, { doc, changes, at }: Projected): Promise<void> {
	const priorities = touched(changes, 'priority').flatMap((id) => readEntity(doc, 'priority', id)?.record ?? []);
	const kpis = touched(changes, 'kpi').flatMap((id) => readEntity(doc, 'kpi', id)?.record ?? []);
	const milestones = touched(changes, 'milestone').flatMap((id) => readEntity(doc, 'milestone', id)?.record ?? []);
	// In pieces, as a statement holds at most 65,535 parameters.
	for (const piece of pieces(priorities)) await replace(tx, priority, planId, piece, (record) => rowOfPriority(planId, record));
	for (const piece of pieces(kpis)) await replace(tx, kpi, planId, piece, (record) => rowOfKpi(planId, record));
	for (const piece of pieces(milestones)) await projectMilestones(tx, planId, piece, { doc, changes, at });
	await signalsOfChanges(tx, planId, changes, at);
}

function touched(changes: Change[], entity: Change['entity']): string[] {
	return [...new Set(changes.filter((change) => change.entity === entity).map((change) => change.id))];
}

function* pieces<Row>(rows: Row[], size = 500): Generator<Row[]> {
	for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

type Entity = typeof priority | typeof kpi;
async function replace<Table extends Entity, Entry extends { id: string }>(tx: Database, table: Table, planId: PlanId, records: Entry[], rowOf: (record: Entry) => Table['$inferInsert']): Promise<void> {
	// The ids are of the table's own kind; the union of both tables cannot say so.
	const ids = records.map((record) => record.id) as never[];
	await tx.delete(table).where(and(eq(table.planId, planId), inArray(table.id, ids)));
	await tx.insert(table as PgTable).values(records.map(rowOf));
}

async function projectMilestones(tx: Database, planId: PlanId, records: Milestone[], { changes, at }: Projected): Promise<void> {
	// Never deleted first: the database would look in every table that refers to a milestone.
	await tx
		.insert(milestone)
		.values(records.map((record) => rowOfMilestone(planId, record, at)))
		.onConflictDoUpdate({ target: [milestone.planId, milestone.id], set: AS_GIVEN });
	await replaceLinks(tx, planId, milestoneLead, having(changes, records, 'leads'), 'leads');
	await replaceLinks(tx, planId, milestoneKpi, having(changes, records, 'kpis'), 'kpis');
	await replaceLinks(tx, planId, milestonePlace, having(changes, records, 'places'), 'places');
	await replaceLinks(tx, planId, milestoneDependency, having(changes, records, 'dependsOn'), 'dependencies');
	await writeVersions(tx, planId, records, at);
}

/** Every column but the key, as the row that is written has it. */
const AS_GIVEN = Object.fromEntries(
	Object.entries(getTableColumns(milestone))
		.filter(([key]) => key !== 'planId' && key !== 'id')
		.map(([key, column]) => [key, sql`excluded.${sql.identifier(column.name)}`])
);

/** The milestones that are new or of which a field was touched. */
function having(changes: readonly Change[], records: Milestone[], field: 'leads' | 'kpis' | 'places' | 'dependsOn'): Milestone[] {
	const touched = new Set<string>(changes.filter((change) => change.entity === 'milestone' && (change.field === field || change.field === ADDED)).map(({ id }) => id));
	return records.filter(({ id }) => touched.has(id));
}

type Links = ReturnType<typeof linksOfMilestone>;
type LinkTable = typeof milestoneLead | typeof milestoneKpi | typeof milestonePlace | typeof milestoneDependency;

async function replaceLinks(tx: Database, planId: PlanId, table: LinkTable, records: Milestone[], kind: keyof Links): Promise<void> {
	if (records.length === 0) return;
	await tx.delete(table).where(and(eq(table.planId, planId), inArray(table.milestoneId, records.map((record) => record.id))));
	await insertAll(tx, table as PgTable, records.flatMap((record): object[] => linksOfMilestone(planId, record)[kind]));
}

async function insertAll<Table extends PgTable>(tx: Database, table: Table, rows: Table['$inferInsert'][]): Promise<void> {
	for (const piece of pieces(rows, 2000)) await tx.insert(table).values(piece);
}

/** Ends the version that was current and begins a new one, where the reported state differs. */
async function writeVersions(tx: Database, planId: PlanId, records: Milestone[], at: Date): Promise<void> {
	const current = await tx
		.select()
		.from(milestoneVersion)
		.where(and(eq(milestoneVersion.planId, planId), isNull(milestoneVersion.validTo), inArray(milestoneVersion.id, records.map((record) => record.id))));
	const byId = new Map(current.map((row) => [row.id, row]));
	const next = records
		.map((record) => versionOf(planId, record, at))
		.filter((version) => {
			const earlier = byId.get(version.id);
			return !earlier || !sameState(earlier, version);
		});
	// Two commits can fall on one tick of the clock: the later state takes the place of the earlier.
	const sameTick = next.filter((version) => byId.get(version.id)?.validFrom.getTime() === at.getTime()).map((version) => version.id);
	const ended = next.map((version) => version.id).filter((id) => byId.has(id) && !sameTick.includes(id));
	const currentOf = (ids: MilestoneId[]) => and(eq(milestoneVersion.planId, planId), isNull(milestoneVersion.validTo), inArray(milestoneVersion.id, ids));
	if (sameTick.length > 0) await tx.delete(milestoneVersion).where(currentOf(sameTick));
	if (ended.length > 0) await tx.update(milestoneVersion).set({ validTo: at }).where(currentOf(ended));
	await insertAll(tx, milestoneVersion, next);
}

export type VersionRow = typeof milestoneVersion.$inferInsert;

/** Whether two versions report the same; their times aside. */
export function sameState(one: VersionRow, other: VersionRow): boolean {
	const state = ({ validFrom: _from, validTo: _to, ...rest }: VersionRow) => JSON.stringify(sorted(rest));
	return state(one) === state(other);
}

/** Keys in order, all the way down: jsonb gives them back in an order of its own. */
export function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (value instanceof Date) return value.toISOString();
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}

export function rowOfPriority(planId: PlanId, record: Priority): typeof priority.$inferInsert {
	return { planId, ...record };
}

export function rowOfKpi(planId: PlanId, { target, ...record }: Kpi): typeof kpi.$inferInsert {
	return { planId, ...record, targetValue: target?.value ?? null, targetBy: target?.by ?? null };
}

function reportedStateOf(record: Milestone) {
	const { id, ref, kind, title, order, start, forecast, dateReason, actual, status, doneWhen, evidence, ask, archived } = record;
	const enablers = Object.keys(record.enablers);
	return { id, ref, kind, title, priorityId: record.priority, order, start, forecast, dateReason, actual, status, doneWhen, evidence, ask, archived, enablers };
}

export function rowOfMilestone(planId: PlanId, record: Milestone, at: Date): typeof milestone.$inferInsert {
	return { planId, ...reportedStateOf(record), description: record.description, commentary: record.commentary, updatedAt: at };
}

export function versionOf(planId: PlanId, record: Milestone, at: Date): VersionRow {
	const { leads, kpis, places } = record;
	return { planId, ...reportedStateOf(record), leads, kpis, places, dependsOn: Object.keys(record.dependsOn), validFrom: at, validTo: null };
}

export function linksOfMilestone(planId: PlanId, record: Milestone) {
	const milestoneId = record.id;
	return {
		leads: Object.entries(record.leads).map(([personId, kind]) => ({ planId, milestoneId, personId: personId as PersonId, kind })),
		kpis: Object.entries(record.kpis).map(([kpiId, link]) => ({ planId, milestoneId, kpiId: kpiId as KpiId, ...link })),
		places: Object.entries(record.places).map(([placeId, status]) => ({ planId, milestoneId, placeId: placeId as PlaceId, status })),
		dependencies: Object.keys(record.dependsOn).flatMap((key) => {
			const on = parseDependencyKey(key);
			return on ? [{ planId, milestoneId, onPlanId: on.plan, onMilestoneId: on.milestone }] : [];
		})
	};
}
