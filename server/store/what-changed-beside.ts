/** What changed beside the milestones between two instants: the signals of KPIs, and challenges. */
import { sql, type SQL } from 'drizzle-orm';
import type { Variation } from '#lib/kpi/spc-types.ts';
import { variationLabel } from '#lib/kpi/words.ts';
import { stateAfter, type ChallengeStep } from '#lib/plan/conversation.ts';
import type { KpiId, MilestoneId, PlaceId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import { excerptOf } from '#lib/plan/notices.ts';
import type { ChallengeChange, SignalChange } from '#lib/plan/what-changed.ts';
import { knownSql, kpisSql, milestonesSql, stoodSql, withinSql, type Window } from './as-of.ts';
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
}

/** Signals that are there at one of the two instants and not, or another, at the other; of KPIs that are not archived. */
export async function signalChanges(db: Database, planIds: readonly PlanId[], window: Window): Promise<Map<PlanId, SignalChange[]>> {
	const same = (other: SQL) => sql`${other}.plan_id = n.plan_id and ${other}.kpi_id = n.kpi_id and ${other}.place_id = n.place_id`;
	const rows = await rowsOf<SignalRow>(
		db,
		sql`select n.plan_id, n.kpi_id as kpi, k.title, n.place_id, p.name as place, was.variation as was, n.variation as now,
			(extract(epoch from (
				select min(valid_from) from kpi_signal s where ${same(sql`s`)} and s.valid_from <= n.valid_from and s.valid_from > coalesce(
					(select max(valid_from) from kpi_signal o where ${same(sql`o`)} and o.valid_from < n.valid_from and o.variation is distinct from n.variation), '-infinity'::timestamptz)
			)) * 1000)::float8 as at
		from kpi_signal n join ${kpisSql(window.to)} k on k.plan_id = n.plan_id and k.id = n.kpi_id join place p on p.id = n.place_id
		left join lateral (
			select s.variation from kpi_signal s where ${same(sql`s`)} and ${stoodSql({ from: sql`s.valid_from`, to: sql`s.valid_to` }, window.from)}
		) was on true
		where n.plan_id in (${listOf(planIds)}) and not k.archived and ${stoodSql({ from: sql`n.valid_from`, to: sql`n.valid_to` }, window.to)}
			and ${withinSql(sql`n.valid_from`, window)} and n.variation is distinct from was.variation
		order by k.title, p.position`
	);
	const changes = rows.flatMap(({ plan_id: planId, kpi, title, place, was, now, at }) => {
		const [from, to] = [signalWords(was), signalWords(now)];
		return from === to ? [] : [{ planId, change: { kpi, title, place, from, to, at: new Date(at).toISOString() } }];
	});
	return grouped(changes);
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
	raised_by: string | null;
	raised_at: number;
}

/** Challenges that are open at one of the two instants and not at the other, and those raised and closed between. */
export async function challengeChanges(db: Database, planIds: readonly PlanId[], window: Window): Promise<Map<PlanId, ChallengeChange[]>> {
	const step = (which: SQL) => sql`(select s.step, (extract(epoch from s.at) * 1000)::float8 as at, w.name from challenge_step s
		join account a on a.id = s.account_id join person w on w.id = a.person_id where s.thread_id = t.id and ${which} order by s.no desc limit 1)`;
	const rows = await rowsOf<ChallengeRow>(
		db,
		sql`select t.plan_id, t.id as thread, t.milestone_id, m.ref, was.step as was, now.step as now, now.name as closed_by, now.at as closed_at, raised.name as raised_by, raised.at as raised_at,
			(select ${bodySql(window.to)} from comment w where w.thread_id = t.id order by w.at, w.id limit 1) as question
		from challenge c join comment_thread t on t.id = c.thread_id
		cross join lateral ${step(knownSql(sql`s.at`, window.to))} now
		cross join lateral ${step(sql`s.step in ('raised', 'reopened') and ${knownSql(sql`s.at`, window.to)}`)} raised
		left join lateral ${step(knownSql(sql`s.at`, window.from))} was on true
		left join ${milestonesSql(window.to)} m on m.plan_id = t.plan_id and m.id = t.milestone_id
		where t.plan_id in (${listOf(planIds)}) and exists (select 1 from challenge_step s where s.thread_id = t.id and ${withinSql(sql`s.at`, window)})
		order by raised.at, t.id`
	);
	const changes = rows.flatMap((row): { planId: PlanId; change: ChallengeChange }[] => {
		const openNow = stateAfter(row.now) !== 'closed';
		if (row.was !== null && (stateAfter(row.was) !== 'closed') === openNow) return [];
		const by = openNow ? { name: row.raised_by, at: row.raised_at } : { name: row.closed_by, at: row.closed_at };
		return [
			{
				planId: row.plan_id,
				change: {
					thread: row.thread,
					milestone: row.milestone_id && { id: row.milestone_id, ref: row.ref ?? '' },
					question: excerptOf(row.question),
					what: openNow ? 'raised' : 'closed',
					by: { name: by.name, at: new Date(by.at).toISOString() }
				}
			}
		];
	});
	return grouped(changes);
}

function grouped<Change>(changes: readonly { planId: PlanId; change: Change }[]): Map<PlanId, Change[]> {
	const byPlan = Map.groupBy(changes, ({ planId }) => planId);
	return new Map([...byPlan].map(([planId, of]) => [planId, of.map(({ change }) => change)]));
}
