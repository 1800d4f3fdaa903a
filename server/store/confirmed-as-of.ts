/** When each open milestone of a programme had last been confirmed by an instant, and whether it had changed since. Permission is the caller's to check. */
import { sql } from 'drizzle-orm';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { REPORTED_FIELDS, type ConfirmationAnswer, type ConfirmedThen } from '#lib/plan/update-round.ts';
import { knownSql, milestonesSql, stoodSql } from './as-of.ts';
import { isOpenSql, listOf } from './figures.ts';
import { planAsOf } from './plan-as-of.ts';
import { SAME_WRITING_MS } from './plan-changes.ts';
import { rowsOf, type Database } from './query.ts';

interface Row extends Omit<ConfirmedThen, 'last' | 'changed'> {
	answer: ConfirmationAnswer | null;
	at: number | null;
	name: string | null;
	initials: string | null;
	/** What it counts as changed since, in milliseconds. */
	since: number | null;
}

/** The milestones of a plan that were open before an instant (R1), by reference. */
export async function confirmedAsOf(db: Database, planId: PlanId, until: Date): Promise<ConfirmedThen[]> {
	const rows = await rowsOf<Row>(
		db,
		sql`select m.id, m.ref, m.title, m.status, m.forecast::text as forecast, k.answer, (extract(epoch from k.at) * 1000)::float8 as at, w.name, w.initials,
			(extract(epoch from greatest(k.at, (
				select max(r.at) from update_round r where r.plan_id = ${planId} and ${stoodSql({ from: sql`r.at`, to: sql`r.closed_at` }, until)}))) * 1000)::float8 as since
		from ${milestonesSql(until)} m
		left join lateral (
			select c.answer, c.at, c.account_id from confirmation c where c.plan_id = ${planId} and c.milestone_id = m.id and ${knownSql(sql`c.at`, until)} order by c.at desc, c.id limit 1
		) k on true
		left join account a on a.id = k.account_id left join person w on w.id = a.person_id
		where m.plan_id = ${planId} and ${isOpenSql} order by m.ref, m.id`
	);
	const changed = await changedBy(db, planId, sinceOf(rows), until);
	return rows.map(({ answer, at, name, initials, since: _since, ...milestone }) => ({
		...milestone,
		last: answer === null || at === null ? null : { milestone: milestone.id, answer, at: new Date(at).toISOString(), by: { name: name ?? '', initials: initials ?? '' } },
		changed: changed.has(milestone.id)
	}));
}

type Since = ReadonlyMap<MilestoneId, number>;

function sinceOf(rows: readonly Row[]): Since {
	return new Map(rows.flatMap(({ id, since }): [MilestoneId, number][] => (since === null ? [] : [[id, since]])));
}

/** Which of these were others than at the time they count from. What went there and back was not changed. */
async function changedBy(db: Database, planId: PlanId, since: Since, until: Date): Promise<Set<MilestoneId>> {
	if (since.size === 0) return new Set();
	const times = sql.join([...since].map(([id, at]) => sql`(${id}, ${new Date(at).toISOString()}::timestamptz)`), sql`, `);
	const rows = await rowsOf<{ id: MilestoneId; commentary: boolean }>(
		db,
		sql`with since (id, at) as (values ${times}), moved as (
			select since.id, c.field,
				(array_agg(coalesce(c.old::text, 'null') order by c.seq, c.part))[1] as old,
				(array_agg(coalesce(c.new::text, 'null') order by c.seq desc, c.part desc))[1] as new
			from since join plan_change c on c.plan_id = ${planId} and c.entity = 'milestone' and c.entity_id = since.id and c.at > since.at and ${knownSql(sql`c.at`, until)}
			where c.field in (${listOf(REPORTED_FIELDS)}) group by since.id, c.field, c.member
		)
		select moved.id, moved.field = 'commentary' as commentary from moved where moved.old <> moved.new`
	);
	const unsure = await unsureCommentary(db, planId, since, until);
	const changed = new Set(rows.flatMap(({ id, commentary }) => (commentary && unsure.has(id) ? [] : [id])));
	const open = [...unsure].filter((id) => !changed.has(id));
	for (const id of await rewritten(db, planId, new Map(open.map((each) => [each, since.get(each) ?? 0])), until)) changed.add(id);
	return changed;
}

/** Those whose commentary was being written just before either time: its row in the log may hold what was written after. */
async function unsureCommentary(db: Database, planId: PlanId, since: Since, until: Date): Promise<Set<MilestoneId>> {
	const rows = await rowsOf<{ id: MilestoneId; at: number }>(
		db,
		sql`select c.entity_id as id, (extract(epoch from c.at) * 1000)::float8 as at from plan_change c
		where c.plan_id = ${planId} and c.entity = 'milestone' and c.field = 'commentary' and c.entity_id in (${listOf([...since.keys()])}) and ${knownSql(sql`c.at`, until)}`
	);
	const justBefore = (at: number, end: number) => at < end && at > end - SAME_WRITING_MS;
	return new Set(rows.flatMap(({ id, at }) => (justBefore(at, until.getTime()) || justBefore(at, (since.get(id) ?? 0) + 1) ? [id] : [])));
}

/** Which of these had another commentary at the instant than at their time, as the log itself has it. */
async function rewritten(db: Database, planId: PlanId, since: Since, until: Date): Promise<MilestoneId[]> {
	if (since.size === 0) return [];
	const texts = async (before: Date) => new Map((await planAsOf(db, planId, before))?.milestones.map(({ id, commentary }) => [id, commentary]));
	const then = await texts(until);
	const changed: MilestoneId[] = [];
	for (const [at, of] of Map.groupBy(since, ([, each]) => each)) {
		const was = await texts(new Date(at + 1));
		for (const [id] of of) if ((was.get(id) ?? '') !== (then.get(id) ?? '')) changed.push(id);
	}
	return changed;
}
