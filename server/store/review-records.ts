/** Decisions and actions of a review: its own, and the open actions of earlier ones; and whether more can still be added to it. */
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { review } from '#drizzle/reviews.server.ts';
import { account, milestone, person } from '#drizzle/schema.server.ts';
import { formatInstant, type Day } from '#lib/plan/dates.ts';
import type { ActionId, DecisionId, PersonId, PlanId, ReviewId } from '#lib/plan/ids.ts';
import type { MeetingAction, MeetingDecision, RecordChoices } from '#lib/plan/review-meeting.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { knownSql, milestonesSql, type Until } from './as-of.ts';
import { listOf } from './figures.ts';
import { refused, type Answer } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';

export const MAY_NOT_REVIEW = 'Only reviewers run reviews. Ask an administrator for the role.';

/**
 * The refusal for a review to which nothing can be added: it is closed (R3), or there is none. The
 * review's row stays locked until the transaction ends: FOR SHARE holds off its closing, and lets others add too.
 * @param lock 'no key update' for who changes the review itself
 */
export async function closedRefusal(tx: Database, user: User, id: ReviewId, lock: 'share' | 'no key update' = 'share'): Promise<Answer<never> | null> {
	if (!can(user, 'review')) return refused('no-access', MAY_NOT_REVIEW);
	const [row] = await tx.select({ closedAt: review.closedAt, closedBy: review.closedBy }).from(review).where(eq(review.id, id)).for(lock);
	if (!row) return refused('not-found', 'There is no such review.');
	if (!row.closedAt) return null;
	const [who] = row.closedBy ? await tx.select({ name: person.name }).from(account).innerJoin(person, eq(person.id, account.personId)).where(eq(account.id, row.closedBy)) : [];
	return refused('conflict', `${who?.name ?? 'Somebody'} closed this review on ${formatInstant(row.closedAt)}. Nothing can be added to it or changed on it; record it with the programme, or in the next review.`);
}

interface RecordRow {
	slug: string;
	programme: string;
	milestoneId: string | null;
	ref: string | null;
	title: string | null;
	what: string;
	struck: boolean;
	by: string;
}
type DecisionRow = RecordRow & { id: DecisionId; who: string; decidedOn: Day };
type ActionRow = RecordRow & { id: ActionId; owner: string; ownerId: PersonId; due: Day; done: boolean; from: Day | null };

const common = (until: Until) => ({
	columns: sql`p.slug, p.name as programme, r.id, r.milestone_id as "milestoneId", m.ref, m.title, r.what, (r.struck_at is not null and ${knownSql(sql`r.struck_at`, until)}) as struck, w.name as by`,
	joins: sql`join plan pl on pl.id = r.plan_id join programme p on p.id = pl.programme_id join account a on a.id = r.account_id join person w on w.id = a.person_id
		left join ${milestonesSql(until)} m on m.plan_id = r.plan_id and m.id = r.milestone_id`
});
const milestoneOf = ({ milestoneId, ref, title }: RecordRow) => milestoneId && { id: milestoneId, ref: ref ?? '', title: title ?? '' };

/** Decisions of a review, in the order they were taken. Who may read the plans is the caller's to check (T8). */
export async function meetingDecisions(db: Database, planIds: readonly PlanId[], id: ReviewId, until: Until): Promise<MeetingDecision[]> {
	if (planIds.length === 0) return [];
	const { columns, joins } = common(until);
	const rows = await rowsOf<DecisionRow>(
		db,
		sql`select ${columns}, r.who, r.decided_on::text as "decidedOn" from decision r ${joins}
		where r.review_id = ${id} and r.plan_id in (${listOf(planIds)}) and ${knownSql(sql`r.at`, until)} order by r.at, r.id`
	);
	return rows.map((row) => ({ id: row.id, slug: row.slug, programme: row.programme, milestone: milestoneOf(row) || null, what: row.what, who: row.who, decidedOn: row.decidedOn, struck: row.struck, by: row.by }));
}

/** Actions of a review in the order they were given, then those of earlier reviews that were open when it began, the first due first: what was done or struck out in it stays in sight. */
export async function meetingActions(db: Database, planIds: readonly PlanId[], { id, portfolioId, heldOn, at }: { id: ReviewId; portfolioId: string; heldOn: Day; at: Date }, until: Until): Promise<MeetingAction[]> {
	if (planIds.length === 0) return [];
	const { columns, joins } = common(until);
	const before = (ended: SQL) => sql`(${ended} is not null and ${ended} < ${at.toISOString()}::timestamptz)`;
	const done = sql`(r.done_at is not null and ${knownSql(sql`r.done_at`, until)})`;
	const rows = await rowsOf<ActionRow>(
		db,
		sql`select ${columns}, o.name as owner, o.id as "ownerId", r.due::text as due, ${done} as done, case when r.review_id = ${id} then null else v.held_on::text end as from
		from action r ${joins} join person o on o.id = r.owner_id join review v on v.id = r.review_id
		where r.plan_id in (${listOf(planIds)}) and ${knownSql(sql`r.at`, until)} and v.portfolio_id = ${portfolioId}
			and (v.id = ${id} or (v.held_on < ${heldOn}::date and not ${before(sql`r.done_at`)} and not ${before(sql`r.struck_at`)}))
		order by (v.id <> ${id}), case when v.id = ${id} then null else r.due end, r.at, r.id`
	);
	return rows.map((row) => ({ id: row.id, slug: row.slug, programme: row.programme, milestone: milestoneOf(row) || null, what: row.what, owner: row.owner, ownerId: row.ownerId, due: row.due, done: row.done, struck: row.struck, by: row.by, from: row.from }));
}

/** What can be chosen for a record about a plan: its milestones by reference, and everybody in the directory. */
export async function recordChoices(db: Database, planId: PlanId): Promise<RecordChoices> {
	return {
		milestones: await db.select({ id: milestone.id, ref: milestone.ref, title: milestone.title }).from(milestone).where(and(eq(milestone.planId, planId), eq(milestone.archived, false))).orderBy(asc(milestone.ref)),
		people: await db.select({ id: person.id, name: person.name }).from(person).orderBy(asc(person.name))
	};
}
