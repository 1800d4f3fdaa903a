/** The challenges that a review prints: those not closed, and those closed since the review before. */
import { sql } from 'drizzle-orm';
import { stateAfter, type ChallengeStep, type SmartLetter, type ThreadField } from '#lib/plan/conversation.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { KpiId, MilestoneId, PersonId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import { excerptOf } from '#lib/plan/notices.ts';
import type { MeetingChallenge } from '#lib/plan/review-meeting.ts';
import { knownSql, kpisSql, milestonesSql, withinSql, type Window } from './as-of.ts';
import { bodySql } from './challenges.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import { subjectOf } from './threads.ts';

interface Row {
	slug: string;
	programme: string;
	thread: ThreadId;
	milestoneId: MilestoneId | null;
	kpiId: KpiId | null;
	field: ThreadField | null;
	ref: string | null;
	title: string | null;
	kpi: string | null;
	letter: SmartLetter | null;
	due: Day;
	owner: string | null;
	ownerId: PersonId | null;
	raisedBy: string;
	raisedById: PersonId;
	raisedAt: number;
	question: string | null;
	step: ChallengeStep;
	steppedAt: number;
	steppedBy: string;
	steppedById: PersonId;
}

/** Open and answered ones, the first due first, then those closed within the window. Who may read the plans is the caller's to check (T8). */
export async function meetingChallenges(db: Database, planIds: readonly PlanId[], { from, to }: Window): Promise<MeetingChallenge[]> {
	if (planIds.length === 0) return [];
	const rows = await rowsOf<Row>(
		db,
		sql`select p.slug, p.name as programme, t.id as thread, t.milestone_id as "milestoneId", t.kpi_id as "kpiId", t.field, m.ref, m.title,
			(select k.title from ${kpisSql(to)} k where k.plan_id = t.plan_id and k.id = t.kpi_id) as kpi,
			c.letter, c.due::text as due, o.name as owner, o.id as "ownerId", r.name as "raisedBy", r.id as "raisedById", (extract(epoch from t.created_at) * 1000)::float8 as "raisedAt",
			(select ${bodySql(to)} from comment w where w.thread_id = t.id order by w.at, w.id limit 1) as question,
			last.step, (extract(epoch from last.at) * 1000)::float8 as "steppedAt", stepper.name as "steppedBy", stepper.id as "steppedById"
		from challenge c join comment_thread t on t.id = c.thread_id join plan pl on pl.id = t.plan_id join programme p on p.id = pl.programme_id
		join account a on a.id = c.raised_by join person r on r.id = a.person_id
		cross join lateral (select s.step, s.at, s.account_id from challenge_step s where s.thread_id = t.id and ${knownSql(sql`s.at`, to)} order by s.no desc limit 1) last
		join account b on b.id = last.account_id join person stepper on stepper.id = b.person_id
		left join ${milestonesSql(to)} m on m.plan_id = t.plan_id and m.id = t.milestone_id left join person o on o.id = c.owner_id
		where t.plan_id in (${listOf(planIds)}) and (last.step <> 'closed' or ${withinSql(sql`last.at`, { from, to })})
		order by last.step = 'closed', c.due, t.created_at, t.id`
	);
	return rows.map(({ slug, programme, thread, milestoneId, kpiId, field, ref, title, kpi, letter, due, owner, ownerId, raisedBy, raisedById, raisedAt, question, step, steppedAt, steppedBy, steppedById }) => {
		const state = stateAfter(step);
		return {
			slug,
			programme,
			thread,
			milestone: milestoneId && { id: milestoneId, ref: ref ?? '', title: title ?? '' },
			subject: subjectOf({ milestoneId, kpiId, field }),
			kpi,
			question: excerptOf(question ?? ''),
			letter,
			state,
			raisedBy,
			raisedById,
			raisedAt: new Date(raisedAt).toISOString(),
			owner,
			ownerId,
			due,
			closed: state === 'closed' ? { name: steppedBy, id: steppedById, at: new Date(steppedAt).toISOString() } : null
		};
	});
}
