/** What changed beside the milestones between two instants: the signals of KPIs, and challenges. */
import { sql, type SQL } from 'drizzle-orm';
import type { Variation } from '#lib/kpi/spc-types.ts';
import { variationLabel } from '#lib/kpi/words.ts';
import { stateAfter, type ChallengeStep } from '#lib/plan/conversation.ts';
import type { KpiId, MilestoneId, PlaceId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import { excerptOf } from '#lib/plan/notices.ts';
import type { ChallengeChange, SignalCause, SignalChange } from '#lib/plan/what-changed.ts';
import { knownSql, kpisSql, milestoneSql, stoodSql, withinSql, type Window } from './as-of.ts';
import { bodySql } from './challenges.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

interface SignalRow {
	plan_id: PlanId;
	kpi: KpiId;
	title: string;
	place_id: PlaceId;
	place: string;
	was: Variation | null;
	now: Variation | null;
	at: number;
	/** Null: nothing of that time is known, as where a later one took its place. */
	did: SignalCause['did'] | null;
	name: string | null;
}

/** Signals that are there at one of the two instants and not, or another, at the other; of KPIs that are not archived. With who did what it came of. */
export async function signalChanges(db: Database, planIds: readonly PlanId[], window: Window): Promise<Map<PlanId, SignalChange[]>> {
	const same = (other: SQL) => sql`${other}.plan_id = n.plan_id and ${other}.kpi_id = n.kpi_id and ${other}.place_id = n.place_id`;
	// Usual variation and too few points to say are both no signal, so going from one to the other is no change.
	const signal = (of: SQL) => sql`nullif(${of}.variation, 'common')`;
	const rows = await rowsOf<SignalRow>(
		db,
		// The few that turned first, then what is told of them.
		sql`with turned as materialized (
			select n.plan_id, n.kpi_id, n.place_id, n.valid_from, n.variation, was.variation as was from kpi_signal n left join lateral (
				select s.variation from kpi_signal s where ${same(sql`s`)} and ${stoodSql({ from: sql`s.valid_from`, to: sql`s.valid_to` }, window.from)}
			) was on true
			where n.plan_id in (${listOf(planIds)}) and ${stoodSql({ from: sql`n.valid_from`, to: sql`n.valid_to` }, window.to)}
				and ${withinSql(sql`n.valid_from`, window)} and ${signal(sql`n`)} is distinct from ${signal(sql`was`)}
		)
		select n.plan_id, n.kpi_id as kpi, k.title, n.place_id, p.name as place, n.was, n.variation as now, (extract(epoch from began.at) * 1000)::float8 as at, cause.did, cause.name
		from turned n join ${kpisSql(window.to)} k on k.plan_id = n.plan_id and k.id = n.kpi_id join place p on p.id = n.place_id
		cross join lateral (
			select min(s.valid_from) as at from kpi_signal s where ${same(sql`s`)} and s.valid_from <= n.valid_from and s.valid_from > coalesce(
				(select max(o.valid_from) from kpi_signal o where ${same(sql`o`)} and o.valid_from < n.valid_from and ${signal(sql`o`)} is distinct from ${signal(sql`n`)}), '-infinity'::timestamptz)
		) began
		left join lateral (${causeSql()}) cause on true
		where not k.archived
		order by k.title, p.position`
	);
	const changes = rows.map(({ plan_id: planId, kpi, title, place, was, now, at, did, name }) => ({
		planId,
		change: { kpi, title, place, from: signalWords(was), to: signalWords(now), at: new Date(at).toISOString(), by: did && { did, name } }
	}));
	return grouped(changes);
}

/** Signals are derived in the transaction, and so at the time, of what changes them (K4): that tells who it was. */
function causeSql(): SQL {
	return sql`select did, w.name from (
		(select 'limits' as did, case when r.at = began.at then r.account_id else r.ended_by end as account_id from kpi_recalculation r
			where r.plan_id = n.plan_id and r.kpi_id = n.kpi_id and (r.place_id is null or r.place_id = n.place_id) and (r.at = began.at or r.ended_at = began.at) limit 1)
		union all
		(select 'target', c.account_id from plan_change c where c.plan_id = n.plan_id and c.entity = 'kpi' and c.entity_id = n.kpi_id and c.field in ('target', 'direction') and c.at = began.at limit 1)
		union all
		(select 'readings', r.account_id from kpi_reading r where r.plan_id = n.plan_id and r.kpi_id = n.kpi_id and r.place_id = n.place_id and r.valid_from = began.at limit 1)
	) done left join account a on a.id = done.account_id left join person w on w.id = a.person_id limit 1`;
}

/** Usual variation is no signal; nor are too few points to say. */
function signalWords(variation: Variation | null): string | null {
	return variation === null || variation === 'common' ? null : variationLabel(variation);
}

interface ChallengeRow {
	plan_id: PlanId;
	thread: ThreadId;
	milestone_id: MilestoneId | null;
	ref: string | null;
	question: string;
	was: ChallengeStep | null;
	now: ChallengeStep;
	closed_by: string | null;
	closed_at: number;
	/** The step that opened it: of one that was there at the beginning the newest. */
	opened: ChallengeStep;
	opened_by: string | null;
	opened_at: number;
}

/** Challenges that are open at one of the two instants and not at the other, and those raised and closed between: they matter though they leave nothing open. */
export async function challengeChanges(db: Database, planIds: readonly PlanId[], window: Window): Promise<Map<PlanId, ChallengeChange[]>> {
	const step = (which: SQL) => sql`(select s.step, (extract(epoch from s.at) * 1000)::float8 as at, w.name from challenge_step s
		join account a on a.id = s.account_id join person w on w.id = a.person_id where s.thread_id = t.id and ${which} order by s.no desc limit 1)`;
	const rows = await rowsOf<ChallengeRow>(
		db,
		sql`select t.plan_id, t.id as thread, t.milestone_id, m.ref, was.step as was, now.step as now, now.name as closed_by, now.at as closed_at, opened.step as opened, opened.name as opened_by, opened.at as opened_at,
			(select ${bodySql(window.to)} from comment w where w.thread_id = t.id order by w.at, w.id limit 1) as question
		from challenge c join comment_thread t on t.id = c.thread_id
		cross join lateral ${step(knownSql(sql`s.at`, window.to))} now
		left join lateral ${step(knownSql(sql`s.at`, window.from))} was on true
		cross join lateral ${step(sql`(s.step = 'raised' or (s.step = 'reopened' and was.step is not null)) and ${knownSql(sql`s.at`, window.to)}`)} opened
		left join lateral ${milestoneSql({ plan: sql`t.plan_id`, id: sql`t.milestone_id` }, window.to)} m on true
		where t.plan_id in (${listOf(planIds)}) and exists (select 1 from challenge_step s where s.thread_id = t.id and ${withinSql(sql`s.at`, window)})
		order by opened.at, t.id`
	);
	const changes = rows.flatMap((row): { planId: PlanId; change: ChallengeChange }[] => {
		const openNow = stateAfter(row.now) !== 'closed';
		if (row.was !== null && (stateAfter(row.was) !== 'closed') === openNow) return [];
		const by = openNow ? { name: row.opened_by, at: row.opened_at } : { name: row.closed_by, at: row.closed_at };
		return [
			{
				planId: row.plan_id,
				change: {
					thread: row.thread,
					milestone: row.milestone_id && { id: row.milestone_id, ref: row.ref ?? '' },
					question: excerptOf(row.question),
					what: whatOf(row, openNow),
					by: { name: by.name, at: new Date(by.at).toISOString() }
				}
			}
		];
	});
	return grouped(changes);
}

function whatOf({ was, opened }: ChallengeRow, openNow: boolean): ChallengeChange['what'] {
	if (!openNow) return was === null ? 'passed' : 'closed';
	return opened === 'reopened' ? 'reopened' : 'raised';
}

function grouped<Change>(changes: readonly { planId: PlanId; change: Change }[]): Map<PlanId, Change[]> {
	const byPlan = Map.groupBy(changes, ({ planId }) => planId);
	return new Map([...byPlan].map(([planId, of]) => [planId, of.map(({ change }) => change)]));
}
