/** What the ids in changes are called, read in one query for as many changes as there are. */
import { sql, type SQL } from 'drizzle-orm';
import { dependencyKey, isId, parseDependencyKey, type MilestoneId, type PlanId } from '#lib/plan/ids.ts';
import type { Names, WordedChange } from '#lib/plan/wording.ts';
import { kpisSql, milestoneSql, prioritiesSql, type Until } from './as-of.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

export interface NamedChange extends WordedChange {
	planId: PlanId;
}

interface NameRow {
	kind: 'milestone' | 'priority' | 'kpi' | 'person' | 'place';
	/** The plan it belongs to; '' for people and places. */
	plan_id: string;
	id: string;
	name: string;
	/** Title of a milestone, which may have no reference yet. */
	title: string;
}

/**
 * Names for everything that these changes mention. Only refs and titles of other programmes' milestones are read.
 * @param until as things were called then; people and places as they are called now, since no other name of theirs is kept
 */
export async function namesFor(db: Database, changes: readonly NamedChange[], until: Until = null): Promise<(planId: PlanId) => Names> {
	const wanted = wantedBy(changes);
	const parts: SQL[] = [];
	const inPlans = (table: SQL, ids: Set<string>) => sql`${table}.plan_id in (${listOf([...wanted.plans])}) and ${table}.id in (${listOf([...ids])})`;
	const milestones = [...wanted.milestone].flatMap((key) => parseDependencyKey(key) ?? []);
	if (milestones.length > 0) {
		const named = sql.join(milestones.map(({ plan, milestone }) => sql`(${plan}, ${milestone})`), sql`, `);
		parts.push(sql`select 'milestone' as kind, m.plan_id, m.id, m.ref as name, m.title from (values ${named}) named (plan_id, id) cross join lateral ${milestoneSql({ plan: sql`named.plan_id`, id: sql`named.id` }, until)} m`);
	}
	if (wanted.priority.size > 0) parts.push(sql`select 'priority' as kind, r.plan_id, r.id, r.title as name, '' as title from ${prioritiesSql(until)} r where ${inPlans(sql`r`, wanted.priority)}`);
	if (wanted.kpi.size > 0) parts.push(sql`select 'kpi' as kind, k.plan_id, k.id, k.title as name, '' as title from ${kpisSql(until)} k where ${inPlans(sql`k`, wanted.kpi)}`);
	if (wanted.person.size > 0) parts.push(sql`select 'person' as kind, '' as plan_id, id, name, '' as title from person where id in (${listOf([...wanted.person])})`);
	if (wanted.place.size > 0) parts.push(sql`select 'place' as kind, '' as plan_id, id, name, '' as title from place where id in (${listOf([...wanted.place])})`);
	const rows = parts.length === 0 ? [] : await rowsOf<NameRow>(db, sql.join(parts, sql` union all `));
	return namesOfRows(rows);
}

/** The names that rows give, as a plan's changes ask for them: within the plan, or by `planId/milestoneId`. */
function namesOfRows(rows: readonly NameRow[]): (planId: PlanId) => Names {
	const known = new Map(rows.map((row) => [`${row.kind} ${row.plan_id}/${row.id}`, row.name || (row.title ? `“${row.title}”` : null)]));
	const name = (kind: NameRow['kind'], planId: string, id: string) => known.get(`${kind} ${planId}/${id}`) ?? null;
	return (planId) => ({
		milestone: (id) => known.get(`milestone ${id.includes('/') ? id : dependencyKey(planId, id as MilestoneId)}`) ?? null,
		priority: (id) => name('priority', planId, id),
		kpi: (id) => name('kpi', planId, id),
		person: (id) => name('person', '', id),
		place: (id) => name('place', '', id)
	});
}

/** Ids; milestones as `planId/milestoneId`, since a change may name one of another plan. */
type Wanted = Record<NameRow['kind'] | 'plans', Set<string>>;

function wantedBy(changes: readonly NamedChange[]): Wanted {
	const wanted: Wanted = { plans: new Set(), milestone: new Set(), priority: new Set(), kpi: new Set(), person: new Set(), place: new Set() };
	for (const change of changes) {
		wanted.plans.add(change.planId);
		if (change.entity !== 'plan') wanted[change.entity].add(change.entity === 'milestone' ? dependencyKey(change.planId, change.entityId as MilestoneId) : change.entityId);
		if (change.field === 'leads') wanted.person.add(change.member);
		if (change.field === 'kpis') wanted.kpi.add(change.member);
		if (change.field === 'places' || change.field === 'baselines') wanted.place.add(change.member);
		if (change.field === 'priority') for (const id of [change.old, change.new]) if (isId('pr', id)) wanted.priority.add(id);
		if (change.field === 'dependsOn') wanted.milestone.add(change.member);
	}
	return wanted;
}
