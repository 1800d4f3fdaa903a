/** Decisions: who decided what, where and when, written down once and never changed; one recorded by mistake is struck out (T3). */
import { and, desc, eq, isNull, type SQL } from 'drizzle-orm';
import { decision } from '#drizzle/conversation.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import { dayInLondon } from '#lib/plan/dates.ts';
import { newId, type DecisionId, type MilestoneId, type PlanId, type ReviewId } from '#lib/plan/ids.ts';
import { parseDecidedOn, parseForum, parseWhat, parseWho, parseWhy, type DecisionView } from '#lib/plan/records.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { requestIdRefusal, striker, strikerPerson, struckOf, subjectRefusal, type RecordsOf } from './record-command.ts';
import { closedRefusal } from './review-records.ts';
import { inStanding } from './standing.ts';

export interface DecisionToRecord {
	user: User;
	planId: PlanId;
	/** Null: the programme's. */
	milestone: MilestoneId | null;
	what: string;
	who: string;
	forum: string;
	/** YYYY-MM-DD. */
	decidedOn: string;
	/** The open review it is taken in; none without it. */
	reviewId?: ReviewId | null;
	/** Made by the writer's page, the same for every try at one decision. */
	requestId: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

const MAY_NOT = 'Your role does not let you record decisions. Ask the programme’s lead for one that does.';

/** Records a decision. Sent twice by one account under one request id, it is kept once and answered alike. */
export async function recordDecision(db: Database, { user, planId, milestone, reviewId = null, requestId, at, ...sent }: DecisionToRecord): Promise<Answer<DecisionView>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'record', programmeId)) return refused('no-access', MAY_NOT);
		const what = parseWhat.decision(sent.what);
		if (!what.ok) return refused('invalid', what.problem);
		const who = parseWho(sent.who);
		if (!who.ok) return refused('invalid', who.problem);
		const forum = parseForum(sent.forum);
		if (!forum.ok) return refused('invalid', forum.problem);
		const decidedOn = parseDecidedOn(sent.decidedOn, dayInLondon(at ?? new Date()));
		if (!decidedOn.ok) return refused('invalid', decidedOn.problem);
		const noId = requestIdRefusal(requestId);
		if (noId) return noId;

		const values = { milestone, what: what.value, who: who.value, forum: forum.value, decidedOn: decidedOn.value };
		if (!(await sentBefore(tx, user, requestId))) {
			const cannot = (await subjectRefusal(tx, planId, milestone)) ?? (reviewId && (await closedRefusal(tx, now, reviewId)));
			if (cannot) return cannot;
			const { milestone: milestoneId, ...rest } = values;
			await tx
				.insert(decision)
				.values({ id: newId('de'), planId, milestoneId, reviewId, ...rest, accountId: user.account, at: databaseClock(at), requestId })
				.onConflictDoNothing({ target: [decision.accountId, decision.requestId] });
		}
		const kept = await sentBefore(tx, user, requestId);
		if (!kept) throw new Error('The decision was written and cannot be found');
		const { planId: keptPlan, view } = kept;
		const same = keptPlan === planId && view.milestone === milestone && view.what === values.what && view.who === values.who && view.forum === values.forum && view.decidedOn === values.decidedOn;
		return same ? done(view) : refused('conflict', 'Another decision was already sent under this request id. Send this one again.');
	});
}

/** Strikes a decision out, with why; it stays readable. The same asked again by the same person changes nothing. */
export async function strikeDecision(db: Database, { user, planId, id, why }: { user: User; planId: PlanId; id: DecisionId; why: string }): Promise<Answer<DecisionView>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'record', programmeId)) return refused('no-access', 'Your role does not let you strike out decisions. Ask the programme’s lead for one that does.');
		const parsed = parseWhy(why);
		if (!parsed.ok) return refused('invalid', parsed.problem);
		const here = and(eq(decision.planId, planId), eq(decision.id, id));
		const [row] = await tx.select({ struckBy: decision.struckBy, struckWhy: decision.struckWhy }).from(decision).where(here).for('no key update');
		if (!row) return refused('not-found', 'There is no such decision in this plan.');
		if (row.struckBy === null) await tx.update(decision).set({ struckAt: databaseClock(), struckBy: user.account, struckWhy: parsed.value }).where(here);
		const [kept] = await read(tx, here);
		if (!kept) throw new Error('The decision was struck out and cannot be found');
		const mine = row.struckBy === null || (row.struckBy === user.account && row.struckWhy === parsed.value);
		return mine ? done(kept.view) : refused('conflict', `${kept.view.struck?.name ?? 'Somebody'} has struck this decision out already. Nothing was changed.`);
	});
}

/** Decisions, the newest first. Permission is the caller's to check. */
export async function listDecisions(db: Database, planId: PlanId, of: RecordsOf): Promise<DecisionView[]> {
	const inPlan = eq(decision.planId, planId);
	const rows = await read(db, of === 'all' ? inPlan : and(inPlan, of === null ? isNull(decision.milestoneId) : eq(decision.milestoneId, of)));
	return rows.map(({ view }) => view);
}

async function sentBefore(db: Database, user: User, requestId: string): Promise<{ planId: PlanId; view: DecisionView } | null> {
	const [row] = await read(db, and(eq(decision.accountId, user.account), eq(decision.requestId, requestId)));
	return row ?? null;
}

async function read(db: Database, where: SQL | undefined): Promise<{ planId: PlanId; view: DecisionView }[]> {
	const rows = await db
		.select({
			planId: decision.planId,
			view: { id: decision.id, milestone: decision.milestoneId, what: decision.what, who: decision.who, forum: decision.forum, decidedOn: decision.decidedOn },
			at: decision.at,
			by: { name: person.name, initials: person.initials },
			struck: { struckAt: decision.struckAt, struckBy: strikerPerson.name, struckWhy: decision.struckWhy }
		})
		.from(decision)
		.innerJoin(account, eq(account.id, decision.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.leftJoin(striker, eq(striker.id, decision.struckBy))
		.leftJoin(strikerPerson, eq(strikerPerson.id, striker.personId))
		.where(where)
		.orderBy(desc(decision.decidedOn), desc(decision.at), desc(decision.id));
	return rows.map(({ planId, view, at, by, struck }) => ({ planId, view: { ...view, at: at.toISOString(), by, struck: struckOf(struck) } }));
}
