/** Challenges: raised with a thread, answered in it, and closed only by whoever asked, or a reviewer (T5). */
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { challenge, challengeStep, commentThread } from '#drizzle/conversation.server.ts';
import { account, milestoneLead, person, programmeRole } from '#drizzle/schema.server.ts';
import { stateAfter, type ChallengeState, type ChallengeStep, type ChallengeView, type SmartLetter, type ThreadField, type ThreadSubject, type ThreadView } from '#lib/plan/conversation.ts';
import { dayInLondon, formatDay, formatInstant, isDay, type Day } from '#lib/plan/dates.ts';
import type { AccountId, KpiId, MilestoneId, PersonId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import { excerptOf } from '#lib/plan/notices.ts';
import { can, mayAccept, type User } from '#lib/plan/rules.ts';
import { knownSql, milestoneSql, type Until } from './as-of.ts';
import { tellOfStep } from './conversation-notices.ts';
import { listOf } from './figures.ts';
import { done, refused, type Answer } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';
import { after, clock } from './saying.ts';
import { inStanding, type Standing } from './standing.ts';
import { endedWords, lockThread, NO_THREAD, refuseSubject } from './thread-standing.ts';
import { subjectOf, threadView } from './threads.ts';

export interface NewChallenge {
	/** Null: held against none in particular. */
	letter: SmartLetter | null;
	/** Who owes the answer; null: the programme. */
	owner: PersonId | null;
	due: Day;
}

const MOST_YEARS = 2;
export const NO_ACCEPTING = 'Only whoever raised this challenge, or a reviewer, can accept its answer, send it back or reopen it.';

/** Refuses a challenge that may not be raised: by this role, for that day, put to that person. */
export async function refuseChallenge(tx: Database, standing: Standing, planId: PlanId, subject: ThreadSubject, { owner, due }: NewChallenge, now: Date): Promise<Answer<never> | null> {
	if (!can(standing.user, 'challenge', standing.programmeId)) return refused('no-access', 'Only clinical leads, reviewers and the programme’s lead can raise a challenge. Send it as a comment instead.');
	if (!isDay(due)) return refused('invalid', 'The due date is missing. Enter a date such as 30 Jun 2026.');
	const today = dayInLondon(now);
	const latest = `${Number(today.slice(0, 4)) + MOST_YEARS}${today.slice(4)}`;
	if (due < today) return refused('invalid', `${formatDay(due)} is past. Enter today or a later day for the answer.`);
	if (due > latest) return refused('invalid', `${formatDay(due)} is more than ${MOST_YEARS} years away. Enter an earlier day for the answer.`);
	if (owner !== null && !(await mayOwe(tx, standing, planId, subject, owner))) {
		return refused('invalid', 'A challenge is put to somebody who leads the milestone, or whose role in the programme lets them reply. Choose one of them, or the programme.');
	}
	return null;
}

/**
 * Who may be asked for an answer: a lead of the milestone (for a KPI or the plan, of any of its
 * milestones), who may have no account; or somebody whose role in the programme lets them write.
 */
async function mayOwe(tx: Database, { programmeId }: Standing, planId: PlanId, subject: ThreadSubject, owner: PersonId): Promise<boolean> {
	const ofMilestone = subject.on === 'milestone' ? eq(milestoneLead.milestoneId, subject.milestone) : undefined;
	const leads = await tx.select({ id: person.id }).from(milestoneLead).innerJoin(person, eq(person.id, milestoneLead.personId)).where(and(eq(milestoneLead.planId, planId), ofMilestone, eq(milestoneLead.personId, owner))).limit(1);
	if (leads.length > 0) return true;
	const roles = await tx
		.select({ account: account.id, role: programmeRole.role })
		.from(account)
		.innerJoin(programmeRole, and(eq(programmeRole.accountId, account.id), eq(programmeRole.programmeId, programmeId)))
		.where(and(eq(account.personId, owner), isNull(account.disabledAt)));
	return roles.some(({ account: id, role }) => can({ account: id, person: owner, name: '', initials: '', portfolioRoles: [], programmeRoles: { [programmeId]: role } }, 'comment', programmeId));
}

/** Makes a thread a challenge. */
export async function raise(tx: Database, thread: ThreadId, { letter, owner, due }: NewChallenge, by: AccountId, at: Date): Promise<void> {
	await tx.insert(challenge).values({ threadId: thread, letter, ownerId: owner, due, raisedBy: by });
	await tx.insert(challengeStep).values({ threadId: thread, no: 1, step: 'raised', accountId: by, at });
}

/** Adds a step; the thread is locked. Closing resolves the thread, reopening opens it. */
export async function addStep(tx: Database, thread: ThreadId, { steps }: ChallengeView, step: ChallengeStep, by: AccountId, now: Date): Promise<void> {
	const at = after(now, steps.at(-1)?.at ?? now.toISOString());
	await tx.insert(challengeStep).values({ threadId: thread, no: steps.length + 1, step, accountId: by, at });
	if (step === 'closed') await tx.update(commentThread).set({ resolvedAt: at, resolvedBy: by }).where(eq(commentThread.id, thread));
	if (step === 'reopened') await tx.update(commentThread).set({ resolvedAt: null, resolvedBy: null }).where(eq(commentThread.id, thread));
}

export type ChallengeMove = 'closed' | 'sentBack' | 'reopened';

export interface MoveChallenge {
	user: User;
	planId: PlanId;
	threadId: ThreadId;
	to: ChallengeMove;
	/** Only the example loader sets it: then nobody is told. Otherwise the database's clock. */
	at?: Date;
}

/** Accepts the answer to a challenge, sends it back, or reopens the challenge. Where it is so already, nothing happens. */
export async function moveChallenge(db: Database, { user, planId, threadId, to, at }: MoveChallenge): Promise<Answer<ThreadView>> {
	return inStanding(db, user, planId, async (tx, standing) => {
		const thread = await lockThread(tx, planId, threadId);
		if (!thread) return refused('not-found', NO_THREAD);
		if (!thread.challenge) return refused('invalid', 'This is a conversation, not a challenge. Resolve or reopen it instead.');
		if (!mayAccept(standing.user, standing.programmeId, thread.challenge.raisedBy)) return refused('no-access', NO_ACCEPTING);
		const move = judge(thread, thread.challenge, to);
		if (move === 'already') return done(thread);
		if (move !== 'go') return move;
		const shut = to === 'closed' ? null : await refuseSubject(tx, standing, planId, thread.subject);
		if (shut) return shut;
		await addStep(tx, threadId, thread.challenge, to, user.account, await clock(tx, at));
		const moved = await threadView(tx, threadId);
		if (!at && moved.challenge) await tellOfStep(tx, { planId, programmeId: standing.programmeId, by: user.account, thread: moved }, moved.challenge, to);
		return done(moved);
	});
}

/** Whether the step can be gone from the state it is in; who brought that about, where it cannot. */
function judge(thread: ThreadView, { state, steps }: ChallengeView, to: ChallengeMove): 'go' | 'already' | Answer<never> {
	const last = steps.at(-1);
	const when = last ? formatInstant(new Date(last.at)) : '';
	if (to === 'closed') return state === 'closed' ? 'already' : 'go';
	if (to === 'reopened') {
		if (state === 'closed') return 'go';
		return state === 'open' ? 'already' : refused('conflict', `${last?.name ?? ''} answered this challenge on ${when}; it is not closed. Accept the answer or send it back.`);
	}
	if (state === 'answered') return 'go';
	if (state === 'closed') return refused('conflict', `${endedWords(thread, thread.resolved ?? { name: last?.name ?? '', at: last?.at ?? '' })} Reopen it to go on.`);
	if (last?.step === 'sentBack') return 'already';
	return refused('conflict', `There is no answer to send back: ${last?.name ?? ''} ${last?.step === 'reopened' ? 'reopened' : 'raised'} this challenge on ${when}, and it was not answered since.`);
}

/** A challenge that counts against its programme: open or answered, until it is closed. */
export interface OpenChallenge {
	planId: PlanId;
	/** Word of the programme's address, and its name. */
	slug: string;
	programme: string;
	/** Null: held against a KPI or the plan. */
	milestone: { id: MilestoneId; ref: string; title: string } | null;
	/** As `commentHref` needs it. */
	subject: ThreadSubject;
	thread: ThreadId;
	letter: SmartLetter | null;
	state: Exclude<ChallengeState, 'closed'>;
	due: Day;
	/** Null: the programme owes the answer. */
	owner: string | null;
	/** The first words of the comment that raised it. */
	question: string;
	/** ISO 8601. */
	raisedAt: string;
}

interface OpenRow extends Omit<OpenChallenge, 'milestone' | 'subject' | 'state' | 'raisedAt'> {
	milestoneId: MilestoneId | null;
	kpiId: KpiId | null;
	field: ThreadField | null;
	ref: string | null;
	title: string | null;
	step: ChallengeStep;
	raisedAt: number;
}

/**
 * The challenges of these plans that are not closed, also those on what was archived since: the first due first. Who may read the plans is the caller's to check (T8).
 * @param until as they stood then, in the words of then (R1)
 */
export async function openChallenges(db: Database, planIds: readonly PlanId[], until: Until = null): Promise<OpenChallenge[]> {
	if (planIds.length === 0) return [];
	const rows = await rowsOf<OpenRow>(
		db,
		sql`select t.plan_id as "planId", p.slug, p.name as programme, t.id as thread, t.milestone_id as "milestoneId", t.kpi_id as "kpiId", t.field,
			m.ref, m.title, c.letter, c.due::text as due, o.name as owner,
			(select s.step from challenge_step s where s.thread_id = t.id and ${knownSql(sql`s.at`, until)} order by s.no desc limit 1) as step,
			(select ${bodySql(until)} from comment w where w.thread_id = t.id order by w.at, w.id limit 1) as question,
			(extract(epoch from t.created_at) * 1000)::float8 as "raisedAt"
		from challenge c join comment_thread t on t.id = c.thread_id join plan pl on pl.id = t.plan_id join programme p on p.id = pl.programme_id
		left join lateral ${milestoneSql({ plan: sql`t.plan_id`, id: sql`t.milestone_id` }, until)} m on true left join person o on o.id = c.owner_id
		where ${challengeOpenSql(until)} and t.plan_id in (${listOf(planIds)}) order by c.due, t.created_at, t.id`
	);
	return rows.flatMap(({ milestoneId, kpiId, field, ref, title, step, question, raisedAt, ...row }) => {
		const state = stateAfter(step);
		if (state === 'closed') return [];
		const milestone = milestoneId && { id: milestoneId, ref: ref ?? '', title: title ?? '' };
		return [{ ...row, milestone, subject: subjectOf({ milestoneId, kpiId, field }), state, question: excerptOf(question), raisedAt: new Date(raisedAt).toISOString() }];
	});
}

/** Whether the challenge of a thread `t` is not closed: now it is resolved with its closing, then its newest step says. */
export function challengeOpenSql(until: Until): SQL {
	if (!until) return sql`t.resolved_at is null`;
	return sql`(select s.step from challenge_step s where s.thread_id = t.id and ${knownSql(sql`s.at`, until)} order by s.no desc limit 1) <> 'closed'`;
}

/** What a comment `w` said. */
export function bodySql(until: Until): SQL {
	if (!until) return sql`w.body`;
	const earlier = sql`(select e.body from comment_version e where e.comment_id = w.id and ${knownSql(sql`e.at`, until)} order by e.no desc limit 1)`;
	return sql`case when w.edited_at is null or ${knownSql(sql`w.edited_at`, until)} then w.body else ${earlier} end`;
}
