/**
 * Confirmations: that a milestone is true as it stands, said by somebody with an account. Which of
 * the two answers it is, the log of changes decides, not the page.
 */
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { confirmation, updateRound } from '#drizzle/conversation.server.ts';
import { milestone, milestoneLead, plan } from '#drizzle/schema.server.ts';
import { hashSecret, newSecret } from '#server/secrets.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { MilestoneId, PersonId, PlanId, RoundId } from '#lib/plan/ids.ts';
import { mayConfirm, type User } from '#lib/plan/rules.ts';
import { REPORTED_FIELDS, type ConfirmationAnswer, type ConfirmationView } from '#lib/plan/update-round.ts';
import { knownSql, milestoneSql, stoodSql, type Until } from './as-of.ts';
import { isOpenSql, listOf } from './figures.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';
import { inStanding } from './standing.ts';

export interface NewConfirmation {
	user: User;
	planId: PlanId;
	milestoneId: MilestoneId;
	/** Made by the page, 8–100 of A–Z, a–z, 0–9, `_` and `-`; the same for every try. */
	requestId?: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/**
 * Says that a milestone is true as it stands. Said again by the same person within a minute, with
 * nothing changed between, it is kept once.
 */
export async function confirm(db: Database, { user, planId, milestoneId, requestId, at }: NewConfirmation): Promise<Answer<ConfirmationView>> {
	if (requestId !== undefined && !isRequestId(requestId)) return refused('invalid', 'The answer was sent without its request id. Reload the page and give it again.');
	return inStanding(db, user, planId, async (tx, standing) => {
		const lastAt = await holdPlan(tx, planId);
		const [on] = await tx.select({ archived: milestone.archived }).from(milestone).where(and(eq(milestone.planId, planId), eq(milestone.id, milestoneId)));
		if (!on) return refused('not-found', 'There is no such milestone in this plan.');
		const leads = await tx.select({ person: milestoneLead.personId }).from(milestoneLead).where(and(eq(milestoneLead.planId, planId), eq(milestoneLead.milestoneId, milestoneId)));
		if (!mayConfirm(standing.user, standing.programmeId, leads.map(({ person }) => person))) {
			return refused('no-access', 'Only its leads, and those who may change the plan, can confirm a milestone. Leave a comment instead.');
		}
		const id = requestId === undefined ? `cn_${newSecret(16)}` : idOfRequest('cn', user, requestId);
		const before = await written(tx, sql`k.id = ${id}`);
		if (before) return before.of === milestoneId && before.planId === planId ? done(before.view) : refused('conflict', 'Another answer was already sent under this request id. Give this one again.');
		if (on.archived) return refused('conflict', 'This milestone is archived. Bring it back to confirm it.');

		const [round] = await tx.select({ id: updateRound.id }).from(updateRound).where(and(eq(updateRound.planId, planId), sql`${updateRound.closedAt} is null`));
		const changed = (await changedSince(tx, planId, { only: milestoneId, until: at })).length > 0;
		const now = databaseClock(at, at ? undefined : lastAt);
		if (!changed) {
			const same = sql`k.plan_id = ${planId} and k.milestone_id = ${milestoneId} and k.account_id = ${user.account}
				and k.round_id is not distinct from ${round?.id ?? null}::text and k.at > ${now} - interval '1 minute' and k.at <= ${now}`;
			const just = await written(tx, same);
			if (just) return done(just.view);
		}
		await tx.insert(confirmation).values({ id, planId, milestoneId, answer: changed ? 'changed' : 'stillTrue', roundId: round?.id ?? null, accountId: user.account, at: now });
		const kept = await written(tx, sql`k.id = ${id}`);
		if (!kept) throw new Error('The confirmation was written and cannot be found');
		return done(kept.view);
	});
}

/** Holds off commits to a plan, so that an answer is decided on what is committed, and other answers and rounds of it. */
export async function holdPlan(tx: Database, planId: PlanId): Promise<Date> {
	const [head] = await tx.select({ lastAt: plan.lastAt }).from(plan).where(eq(plan.id, planId)).for('no key update');
	if (!head) throw new Error(`There is no plan ${planId}`);
	return head.lastAt;
}

/** Whether it is what a page makes to mark every try at one thing. */
export function isRequestId(text: string): boolean {
	return /^[A-Za-z0-9_-]{8,100}$/.test(text);
}

/** The one id of what an account sends under a request id, so that a second try finds the first. */
export function idOfRequest<Prefix extends string>(prefix: Prefix, { account }: User, requestId: string): `${Prefix}_${string}` {
	return `${prefix}_${Buffer.from(hashSecret(`${account} ${requestId}`)).toString('hex').slice(0, 32)}`;
}

interface ConfirmationRow {
	plan_id: PlanId;
	milestone_id: MilestoneId;
	answer: ConfirmationAnswer;
	at: number;
	name: string;
	initials: string;
}

function viewOf(row: ConfirmationRow): ConfirmationView {
	return { milestone: row.milestone_id, answer: row.answer, at: new Date(row.at).toISOString(), by: { name: row.name, initials: row.initials } };
}

const columns = sql`k.plan_id, k.milestone_id, k.answer, (extract(epoch from k.at) * 1000)::float8 as at, w.name, w.initials`;
const authors = sql`join account a on a.id = k.account_id join person w on w.id = a.person_id`;

async function written(db: Database, where: SQL): Promise<{ planId: PlanId; of: MilestoneId; view: ConfirmationView } | null> {
	const [row] = await rowsOf<ConfirmationRow>(db, sql`select ${columns} from confirmation k ${authors} where ${where} order by k.at desc, k.id limit 1`);
	return row ? { planId: row.plan_id, of: row.milestone_id, view: viewOf(row) } : null;
}

/** The newest confirmation of each milestone of a plan that has one. Permission is the caller's to check. */
export async function lastConfirmed(db: Database, planId: PlanId): Promise<ConfirmationView[]> {
	const rows = await rowsOf<ConfirmationRow>(
		db,
		sql`select distinct on (k.milestone_id) ${columns} from confirmation k ${authors} where k.plan_id = ${planId} order by k.milestone_id, k.at desc, k.id`
	);
	return rows.map(viewOf);
}

/** A text that goes on within a minute is one row of the log, with the time of its beginning (plan-changes.ts). */
const SAME_WRITING = sql`interval '1 minute'`;

/**
 * The milestones of a plan whose reported fields are others than when they were last confirmed, or
 * when the open round began, whichever is later. What went there and back is not changed; nor is
 * what was never confirmed and is in no round.
 * @param which.only one milestone
 * @param which.until as it stood then; only for the example loader, which writes of the past
 */
export async function changedSince(db: Database, planId: PlanId, { only, until }: { only?: MilestoneId; until?: Date | undefined } = {}): Promise<MilestoneId[]> {
	const before = (column: SQL) => (until ? sql`${column} <= ${until.toISOString()}::timestamptz` : sql`true`);
	const rows = await rowsOf<{ id: MilestoneId }>(
		db,
		sql`with since as (
			select m.id, m.updated_at, greatest(
				(select r.at from update_round r where r.plan_id = m.plan_id and r.closed_at is null),
				(select max(k.at) from confirmation k where k.plan_id = m.plan_id and k.milestone_id = m.id and ${before(sql`k.at`)})) as at
			from milestone m where m.plan_id = ${planId} and ${only === undefined ? sql`true` : sql`m.id = ${only}`}
		), moved as (
			select since.id, c.field,
				(array_agg(coalesce(c.old::text, 'null') order by c.seq, c.part))[1] as old,
				(array_agg(coalesce(c.new::text, 'null') order by c.seq desc, c.part desc))[1] as new
			from since join plan_change c on c.plan_id = ${planId} and c.entity = 'milestone' and c.entity_id = since.id and c.at > since.at and ${before(sql`c.at`)}
			group by since.id, c.field, c.member
		)
		select since.id from since where since.at is not null and (
			exists (select 1 from moved where moved.id = since.id and moved.field in (${listOf(REPORTED_FIELDS)}) and moved.old <> moved.new)
			or (since.updated_at > since.at and ${before(sql`since.updated_at`)} and not exists (select 1 from moved where moved.id = since.id)
				and exists (select 1 from plan_change c where c.plan_id = ${planId} and c.entity = 'milestone' and c.entity_id = since.id and c.field = 'commentary'
					and c.at <= since.at and c.at > since.at - ${SAME_WRITING}))
		)`
	);
	return rows.map(({ id }) => id);
}

/** A milestone that nobody has confirmed though the day has passed, of a round that is still open. */
export interface Unconfirmed {
	planId: PlanId;
	round: RoundId;
	due: Day;
	milestone: { id: MilestoneId; ref: string; title: string };
	/** Names of those who were asked. */
	asked: string[];
}

/** What is unconfirmed in these plans on a day, by `isUnconfirmed`. Permission is the caller's to check. */
export async function unconfirmed(db: Database, planIds: readonly PlanId[], today: Day, until: Until = null): Promise<Unconfirmed[]> {
	if (planIds.length === 0) return [];
	const rows = await rowsOf<{ plan_id: PlanId; round: RoundId; due: Day; id: MilestoneId; ref: string; title: string; person: PersonId | null; name: string | null }>(
		db,
		// Offset 0: asked of each of the few milestones, instead of reading every confirmation there is.
		sql`select r.plan_id, r.id as round, r.due::text as due, m.id, m.ref, m.title, w.id as person, w.name
		from update_round r join update_request q on q.round_id = r.id
		cross join lateral ${milestoneSql({ plan: sql`r.plan_id`, id: sql`q.milestone_id` }, until)} m
		left join person w on w.id = q.person_id
		where r.plan_id in (${listOf(planIds)}) and ${stoodSql({ from: sql`r.at`, to: sql`r.closed_at` }, until)} and r.due < ${today}::date and ${isOpenSql}
			and not exists (select 1 from confirmation k where k.plan_id = r.plan_id and k.milestone_id = q.milestone_id and k.round_id = r.id and ${knownSql(sql`k.at`, until)} offset 0)
		order by r.due, r.plan_id, m.ref, m.id, w.name`
	);
	const found = new Map<string, Unconfirmed>();
	for (const row of rows) {
		const key = `${row.plan_id}/${row.id}`;
		const each = found.get(key) ?? { planId: row.plan_id, round: row.round, due: row.due, milestone: { id: row.id, ref: row.ref, title: row.title }, asked: [] };
		if (row.name !== null) each.asked.push(row.name);
		found.set(key, each);
	}
	return [...found.values()];
}
