/**
 * The status that a programme's lead states beside the rule's. One stands at a time; it is ended by
 * being taken back, by another, or when the next review is closed, and all of them are kept (R4).
 */
import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { statedStatus } from '#drizzle/reviews.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import { statedBy } from '#lib/plan/by-then.ts';
import { parseReason } from '#lib/plan/confidence.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { STATUS_WORDS } from '#lib/plan/fields.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { programmeStatus, readStatus, statusReason, type ProgrammeFigures, type StatedEarlier, type StatedStatus } from '#lib/plan/programme-status.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { knownSql, stoodSql, type Until } from './as-of.ts';
import { listOf, ruleColumns, statusColumns, statusCountsOf, type StatusColumns } from './figures.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';
import { inStanding } from './standing.ts';
import { statusThresholds } from './thresholds.ts';

export interface NewStatedStatus {
	user: User;
	planId: PlanId;
	/** As sent; checked here. */
	status: string;
	reason: string;
	/** Only tests and the example loader set it; otherwise the database's clock. */
	at?: Date;
}

const ONLY_LEADS = 'Only the programme’s lead can state its status. The rule’s answer stands.';

/** States a status in the place of the one that stood. The same sent again, as by a double click, is kept once. */
export async function stateStatus(db: Database, { user, planId, status: sent, reason: typed, at }: NewStatedStatus): Promise<Answer<StatedStatus>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'state-status', programmeId)) return refused('no-access', ONLY_LEADS);
		const status = readStatus(sent);
		if (!status) return refused('invalid', 'Choose a status.');
		const reason = parseReason(typed);
		if (!reason.ok) return refused('invalid', reason.problem);
		await hold(tx, planId);
		const [standing] = await tx.select().from(statedStatus).where(current(planId));
		if (standing?.status !== status || standing.reason !== reason.value || standing.accountId !== user.account) {
			const figures = await figuresNow(tx, planId);
			if (programmeStatus(figures, await statusThresholds(tx)) === status) return refused('conflict', `The rule says ${STATUS_WORDS[status]} already: ${lower(statusReason(figures))}. Choose another status, or leave it to the rule.`);
			const clock = databaseClock(at, standing?.at);
			const [ended] = await tx.update(statedStatus).set({ endedAt: clock }).where(current(planId)).returning({ at: statedStatus.endedAt });
			// One begins when the other ends, so that at no instant nothing stood.
			await tx.insert(statedStatus).values({ id: `ss_${crypto.randomUUID()}`, planId, status, reason: reason.value, accountId: user.account, at: ended?.at ?? clock });
		}
		const stated = (await statedStatuses(tx, [planId])).get(planId);
		if (!stated) throw new Error('The status was stated and cannot be found');
		return done(stated);
	});
}

/** Ends what is stated, so that the rule's answer stands alone; where nothing is stated there is nothing to do. */
export async function takeBackStatus(db: Database, { user, planId, at }: { user: User; planId: PlanId; at?: Date }): Promise<Answer<null>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'state-status', programmeId)) return refused('no-access', ONLY_LEADS);
		await hold(tx, planId);
		const [standing] = await tx.select({ at: statedStatus.at }).from(statedStatus).where(current(planId));
		if (standing) await tx.update(statedStatus).set({ endedAt: databaseClock(at, standing.at) }).where(current(planId));
		return done(null);
	});
}

/** Two leads at once: the second finds what the first has stated. */
async function hold(tx: Database, planId: PlanId): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`stated status of ${planId}`}, 0))`);
}
function current(planId: PlanId): SQL | undefined {
	return and(eq(statedStatus.planId, planId), isNull(statedStatus.endedAt));
}
function lower(words: string): string {
	return words.charAt(0).toLowerCase() + words.slice(1);
}

async function figuresNow(tx: Database, planId: PlanId): Promise<ProgrammeFigures> {
	const [row] = await rowsOf<StatusColumns & { overdue: number; late: number }>(tx, sql`select ${statusColumns()}, ${ruleColumns(todayInLondon())} from milestone m where m.plan_id = ${planId} and not m.archived`);
	return { statuses: statusCountsOf(row ?? {}), overdue: row?.overdue ?? 0, late: row?.late ?? 0 };
}

/**
 * What is stated of each plan; plans of which nothing is are left out. Which may be read is the caller's to say (T8).
 * @param asOf what stood before this instant (R1)
 */
export async function statedStatuses(db: Database, planIds: readonly PlanId[], { asOf }: { asOf?: Date | null } = {}): Promise<Map<PlanId, StatedStatus>> {
	if (planIds.length === 0) return new Map();
	const rows = await rowsOf<Omit<StatedStatus, 'at'> & { plan_id: PlanId; at: number }>(
		db,
		sql`select distinct on (s.plan_id) s.plan_id, s.status, s.reason, person.name as by, (extract(epoch from s.at) * 1000)::float8 as at
		from stated_status s join account on account.id = s.account_id join person on person.id = account.person_id
		where s.plan_id in (${listOf(planIds)}) and ${stoodSql({ from: sql`s.at`, to: sql`s.ended_at` }, asOf ?? null)}
		order by s.plan_id, s.at desc, s.ended_at desc nulls first`
	);
	return new Map(rows.map(({ plan_id: planId, at, status, reason, by }) => [planId, { status, reason, by, at: new Date(at).toISOString() }]));
}

const MOST_HISTORY = 50;

/**
 * All that was ever stated of a plan, the newest first, bounded. Permission is the caller's to check.
 * @param until as it was known before this instant (R1)
 */
export async function statedHistory(db: Database, planId: PlanId, until: Until = null): Promise<StatedEarlier[]> {
	const rows = await db
		.select({ id: statedStatus.id, status: statedStatus.status, reason: statedStatus.reason, by: person.name, at: statedStatus.at, endedAt: statedStatus.endedAt })
		.from(statedStatus)
		.innerJoin(account, eq(account.id, statedStatus.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(eq(statedStatus.planId, planId), knownSql(sql`${statedStatus.at}`, until)))
		.orderBy(desc(statedStatus.at), sql`${statedStatus.endedAt} desc nulls first`)
		.limit(MOST_HISTORY);
	const history = rows.map((row) => ({ ...row, at: row.at.toISOString(), endedAt: row.endedAt?.toISOString() ?? null }));
	return until ? history.flatMap((each) => statedBy(each, until) ?? []) : history;
}
