/** Update rounds as they are read: the newest whole, older ones by their figures. Permission is the caller's to check. */
import { sql, type SQL } from 'drizzle-orm';
import { OPEN_STATUSES } from '#lib/plan/fields.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { MilestoneId, PersonId, PlanId, RoundId } from '#lib/plan/ids.ts';
import { roundFigures, type ConfirmationAnswer, type PastRound, type RoundMilestone, type Rounds, type RoundView } from '#lib/plan/update-round.ts';
import { knownSql, milestonesSql, type Until } from './as-of.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

/** Rounds are listed back to this many. */
const ROUNDS_READ = 13;

/**
 * The newest round of a plan, open or ended, and those before it, newest first.
 * @param until as they were known before this instant (R1)
 */
export async function readRound(db: Database, planId: PlanId, until: Until = null): Promise<Rounds> {
	const [newest = null, ...older] = await views(db, sql`r.plan_id = ${planId}`, until);
	return { newest, older: older.map(pastRound) };
}

/** One round of a plan; null when there is no such round in it. */
export async function roundView(db: Database, planId: PlanId, roundId: RoundId): Promise<RoundView | null> {
	const [view] = await views(db, sql`r.plan_id = ${planId} and r.id = ${roundId}`);
	return view ?? null;
}

function pastRound({ milestones, ...round }: RoundView): PastRound {
	return { ...round, figures: roundFigures(milestones) };
}

interface RoundRow {
	id: RoundId;
	due: Day;
	note: string;
	at: number;
	name: string;
	initials: string;
	closed_at: number | null;
	closed_by: string | null;
}

/** When a round `r` ended, unless that was not known yet. */
function closedSql(until: Until): SQL {
	return sql`(case when ${knownSql(sql`r.closed_at`, until)} then r.closed_at end)`;
}

async function views(db: Database, where: SQL, until: Until = null): Promise<RoundView[]> {
	const rounds = await rowsOf<RoundRow>(
		db,
		sql`select r.id, r.due::text as due, r.note, (extract(epoch from r.at) * 1000)::float8 as at, w.name, w.initials,
			(extract(epoch from ${closedSql(until)}) * 1000)::float8 as closed_at, cw.name as closed_by
		from update_round r join account a on a.id = r.account_id join person w on w.id = a.person_id
		left join account ca on ca.id = r.closed_by left join person cw on cw.id = ca.person_id
		where ${where} and ${knownSql(sql`r.at`, until)} order by r.at desc, r.id limit ${ROUNDS_READ}`
	);
	const milestones = await milestonesOf(db, rounds.map(({ id }) => id), until);
	return rounds.map((row) => ({
		id: row.id,
		due: row.due,
		note: row.note,
		at: new Date(row.at).toISOString(),
		by: { name: row.name, initials: row.initials },
		closed: row.closed_at === null ? null : { name: row.closed_by ?? 'Milepost', at: new Date(row.closed_at).toISOString() },
		milestones: milestones.get(row.id) ?? []
	}));
}

interface RequestRow {
	round_id: RoundId;
	milestone_id: MilestoneId;
	ref: string;
	title: string;
	settled: boolean;
	person: PersonId | null;
	person_name: string | null;
	person_initials: string | null;
	answer: ConfirmationAnswer | null;
	answered_at: number | null;
	by_name: string | null;
	by_initials: string | null;
}

/** The milestones of rounds, in the order of their references, called as they were. Of an ended round they count as they stood when it ended. */
async function milestonesOf(db: Database, rounds: readonly RoundId[], until: Until): Promise<Map<RoundId, RoundMilestone[]>> {
	if (rounds.length === 0) return new Map();
	const rows = await rowsOf<RequestRow>(
		db,
		sql`select q.round_id, q.milestone_id, m.ref, m.title,
			(coalesce(v.archived, m.archived) or coalesce(v.status, m.status) not in (${listOf(OPEN_STATUSES)})) as settled,
			w.id as person, w.name as person_name, w.initials as person_initials,
			k.answer, (extract(epoch from k.at) * 1000)::float8 as answered_at, kw.name as by_name, kw.initials as by_initials
		from update_request q join update_round r on r.id = q.round_id
		join ${milestonesSql(until)} m on m.plan_id = r.plan_id and m.id = q.milestone_id
		left join milestone_version v on v.plan_id = r.plan_id and v.id = q.milestone_id and v.valid_from <= ${closedSql(until)} and (v.valid_to is null or v.valid_to > ${closedSql(until)})
		left join person w on w.id = q.person_id
		left join lateral (
			select c.answer, c.at, c.account_id from confirmation c
			where c.plan_id = r.plan_id and c.milestone_id = q.milestone_id and c.round_id = r.id and ${knownSql(sql`c.at`, until)} order by c.at desc, c.id limit 1
		) k on true
		left join account ka on ka.id = k.account_id left join person kw on kw.id = ka.person_id
		where q.round_id in (${listOf(rounds)}) order by m.ref, m.id, w.name, w.id`
	);
	const found = new Map<RoundId, RoundMilestone[]>();
	for (const [round, requests] of Map.groupBy(rows, (row) => row.round_id)) {
		found.set(round, [...Map.groupBy(requests, (row) => row.milestone_id).values()].flatMap(milestoneOf));
	}
	return found;
}

function milestoneOf(rows: RequestRow[]): RoundMilestone[] {
	const [first] = rows;
	if (!first) return [];
	const { milestone_id: milestone, ref, title, settled, answer, answered_at: at } = first;
	return [
		{
			milestone,
			ref,
			title,
			settled,
			asked: rows.flatMap(({ person, person_name: name, person_initials: initials }) => (person === null ? [] : [{ person, name: name ?? '', initials: initials ?? '' }])),
			answer: answer === null || at === null ? null : { milestone, answer, at: new Date(at).toISOString(), by: { name: first.by_name ?? '', initials: first.by_initials ?? '' } }
		}
	];
}
