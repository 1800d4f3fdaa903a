/** Beginning and ending an update round. One is open in a programme at a time. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { updateRound } from '#drizzle/conversation.server.ts';
import { formatDay, todayInLondon } from '#lib/plan/dates.ts';
import { newId, type AccountId, type PlanId, type RoundId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { parseRoundDue, parseRoundNote, type RoundView } from '#lib/plan/update-round.ts';
import { holdPlan, idOfRequest, isRequestId } from './confirmations.ts';
import { isOpenSql } from './figures.ts';
import { notify } from './notices.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';
import { roundView } from './rounds.ts';
import { inStanding } from './standing.ts';

export interface NewRound {
	user: User;
	planId: PlanId;
	/** Today or later, within a year. */
	due: string;
	note: string;
	/** Made by the page, 8–100 of A–Z, a–z, 0–9, `_` and `-`; the same for every try. */
	requestId?: string;
	/** Only the example loader sets it; then nobody is told. Otherwise the database's clock. */
	at?: Date;
}

/** Asks the leads of every open milestone whether it is still true; those who have an account are told. */
export async function beginRound(db: Database, { user, planId, due, note, requestId, at }: NewRound): Promise<Answer<RoundView>> {
	if (requestId !== undefined && !isRequestId(requestId)) return refused('invalid', 'The round was sent without its request id. Reload the page and begin it again.');
	return inStanding(db, user, planId, async (tx, standing) => {
		if (!can(standing.user, 'ask-updates', standing.programmeId)) return refused('no-access', 'Only the programme’s lead and its editors can ask for updates.');
		const day = parseRoundDue(due, todayInLondon(at));
		if (!day.ok) return refused('invalid', day.problem);
		const words = parseRoundNote(note);
		if (!words.ok) return refused('invalid', words.problem);

		// Two who begin at once wait for each other here; the second then sees the first's round.
		const lastAt = await holdPlan(tx, planId);
		const id = requestId === undefined ? newId('ro') : (idOfRequest('ro', user, requestId) as RoundId);
		const before = await roundView(tx, planId, id);
		if (before) return before.due === day.value && before.note === words.value ? done(before) : refused('conflict', 'Another round was already begun under this request id. Begin this one again.');
		const [open] = await tx.select({ id: updateRound.id }).from(updateRound).where(and(eq(updateRound.planId, planId), isNull(updateRound.closedAt)));
		const running = open && (await roundView(tx, planId, open.id));
		if (running) return refused('conflict', `${running.by.name} has already asked for updates, by ${formatDay(running.due)}. End that round first, or wait until it is done.`);

		const [any] = await rowsOf(tx, sql`select 1 from milestone m where m.plan_id = ${planId} and ${isOpenSql} limit 1`);
		if (!any) return refused('invalid', 'There is no open milestone to ask about.');
		await tx.insert(updateRound).values({ id, planId, due: day.value, note: words.value, accountId: user.account, at: databaseClock(at, at ? undefined : lastAt) });
		await tx.execute(
			sql`insert into update_request (round_id, milestone_id, person_id)
			select ${id}, m.id, coalesce(l.person_id, '') from milestone m left join milestone_lead l on l.plan_id = m.plan_id and l.milestone_id = m.id
			where m.plan_id = ${planId} and ${isOpenSql}`
		);
		if (at === undefined) await tellLeads(tx, { user, planId, round: id, due: day.value });
		const view = await roundView(tx, planId, id);
		if (!view) throw new Error('The round was written and cannot be found');
		return done(view);
	});
}

async function tellLeads(tx: Database, { user, planId, round, due }: { user: User; planId: PlanId; round: RoundId; due: string }): Promise<void> {
	const leads = await rowsOf<{ account: AccountId; milestones: number }>(
		tx,
		sql`select a.id as account, count(*)::int as milestones from update_request q join account a on a.person_id = q.person_id where q.round_id = ${round} group by a.id`
	);
	for (const [milestones, told] of Map.groupBy(leads, (lead) => lead.milestones)) {
		await notify(tx, { to: told.map((lead) => lead.account), kind: 'round', planId, by: user.account, facts: { due, milestones }, once: round });
	}
}

export interface EndRound {
	user: User;
	planId: PlanId;
	roundId: RoundId;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/** Ends a round: what was not answered is no exception any more. One that has ended already is answered as it is. */
export async function endRound(db: Database, { user, planId, roundId, at }: EndRound): Promise<Answer<RoundView>> {
	return inStanding(db, user, planId, async (tx, standing) => {
		if (!can(standing.user, 'ask-updates', standing.programmeId)) return refused('no-access', 'Only the programme’s lead and its editors can end a round.');
		const lastAt = await holdPlan(tx, planId);
		await tx
			.update(updateRound)
			.set({ closedAt: databaseClock(at, at ? undefined : lastAt), closedBy: user.account })
			.where(and(eq(updateRound.id, roundId), eq(updateRound.planId, planId), isNull(updateRound.closedAt)));
		const view = await roundView(tx, planId, roundId);
		return view ? done(view) : refused('not-found', 'There is no such round in this plan.');
	});
}
