/** Actions: what is to be done, by whom, by when. Their words never change; one recorded by mistake is struck out (T3). */
import { and, eq } from 'drizzle-orm';
import { action } from '#drizzle/conversation.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import { isId, newId, type ActionId, type MilestoneId, type PlanId, type ReviewId } from '#lib/plan/ids.ts';
import { excerptOf } from '#lib/plan/notices.ts';
import { mayFinish, parseDue, parseWhat, parseWhy, type ActionView } from '#lib/plan/records.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { readActions } from './actions-read.ts';
import { notify } from './notices.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { requestIdRefusal, subjectRefusal } from './record-command.ts';
import { closedRefusal } from './review-records.ts';
import { inStanding } from './standing.ts';

export interface ActionToRecord {
	user: User;
	planId: PlanId;
	/** Null: the programme's. */
	milestone: MilestoneId | null;
	what: string;
	/** A person's id. */
	owner: string;
	/** YYYY-MM-DD. */
	due: string;
	/** The open review it is given in; none without it. */
	reviewId?: ReviewId | null;
	/** Made by the writer's page, the same for every try at one action. */
	requestId: string;
	/** Only the example loader sets it, and then nobody is told; otherwise the database's clock. */
	at?: Date;
}

const MAY_NOT = 'Your role does not let you record actions. Ask the programme’s lead for one that does.';

/** Records an action and tells its owner. Sent twice by one account under one request id, it is kept once and answered alike. */
export async function recordAction(db: Database, { user, planId, milestone, reviewId = null, requestId, at, ...sent }: ActionToRecord): Promise<Answer<ActionView>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'record', programmeId)) return refused('no-access', MAY_NOT);
		const what = parseWhat.action(sent.what);
		if (!what.ok) return refused('invalid', what.problem);
		const { owner } = sent;
		if (!isId('pe', owner)) return refused('invalid', 'Choose who owns the action.');
		const due = parseDue(sent.due);
		if (!due.ok) return refused('invalid', due.problem);
		const noId = requestIdRefusal(requestId);
		if (noId) return noId;

		if (!(await sentBefore(tx, user, requestId))) {
			const cannot = (await subjectRefusal(tx, planId, milestone)) ?? (reviewId && (await closedRefusal(tx, now, reviewId)));
			if (cannot) return cannot;
			const [known] = await tx.select({ id: person.id }).from(person).where(eq(person.id, owner));
			if (!known) return refused('invalid', 'The owner is not in the directory. Choose another person.');
			const written = await tx
				.insert(action)
				.values({ id: newId('at'), planId, milestoneId: milestone, reviewId, what: what.value, ownerId: owner, due: due.value, accountId: user.account, at: databaseClock(at), requestId })
				.onConflictDoNothing({ target: [action.accountId, action.requestId] })
				.returning({ id: action.id });
			if (written[0] && !at) {
				const owners = await tx.select({ id: account.id }).from(account).where(eq(account.personId, owner));
				await notify(tx, { to: owners.map(({ id }) => id), kind: 'action', planId, milestoneId: milestone, by: user.account, facts: { excerpt: excerptOf(what.value), due: due.value }, once: written[0].id });
			}
		}
		const kept = await sentBefore(tx, user, requestId);
		if (!kept) throw new Error('The action was written and cannot be found');
		const { planId: keptPlan, view } = kept;
		const same = keptPlan === planId && view.milestone === milestone && view.what === what.value && view.owner.person === owner && view.due === due.value;
		return same ? done(view) : refused('conflict', 'Another action was already sent under this request id. Send this one again.');
	});
}

interface OneAction {
	user: User;
	planId: PlanId;
	id: ActionId;
}

/**
 * Says that an action is done, or after all not yet: for those who record, and for its owner.
 * @param command.at only the example loader sets it; otherwise the database's clock
 */
export async function setActionDone(db: Database, { user, planId, id, done: isDone, at }: OneAction & { done: boolean; at?: Date }): Promise<Answer<ActionView>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		const found = await locked(tx, planId, id);
		if (!found) return refused('not-found', 'There is no such action in this plan.');
		if (!mayFinish(found, now.person, can(now, 'record', programmeId))) return refused('no-access', `Only ${found.owner.name}, who owns this action, and those who record actions can say whether it is done.`);
		if (found.struck) return refused('conflict', `${found.struck.name} has struck this action out. Nothing was changed.`);
		if (isDone === (found.done !== null)) return done(found);
		await tx.update(action).set(isDone ? { doneAt: databaseClock(at), doneBy: user.account } : { doneAt: null, doneBy: null }).where(eq(action.id, id));
		return again(tx, planId, id);
	});
}

/** Strikes an action out, with why; it stays readable. The same asked again by the same person changes nothing. */
export async function strikeAction(db: Database, { user, planId, id, why }: OneAction & { why: string }): Promise<Answer<ActionView>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'record', programmeId)) return refused('no-access', 'Your role does not let you strike out actions. Ask the programme’s lead for one that does.');
		const parsed = parseWhy(why);
		if (!parsed.ok) return refused('invalid', parsed.problem);
		const found = await locked(tx, planId, id);
		if (!found) return refused('not-found', 'There is no such action in this plan.');
		if (found.struck) {
			const [row] = await tx.select({ by: action.struckBy }).from(action).where(eq(action.id, id));
			if (row?.by === user.account && found.struck.why === parsed.value) return done(found);
			return refused('conflict', `${found.struck.name} has struck this action out already. Nothing was changed.`);
		}
		await tx.update(action).set({ struckAt: databaseClock(), struckBy: user.account, struckWhy: parsed.value }).where(eq(action.id, id));
		return again(tx, planId, id);
	});
}

/** The action as it is, held until the transaction ends. */
async function locked(tx: Database, planId: PlanId, id: ActionId): Promise<ActionView | null> {
	const here = and(eq(action.planId, planId), eq(action.id, id));
	// In two steps: a lock cannot be taken across the joins of the view.
	await tx.select({ id: action.id }).from(action).where(here).for('no key update');
	const [found] = await readActions(tx, here);
	return found?.view ?? null;
}

async function again(tx: Database, planId: PlanId, id: ActionId): Promise<Answer<ActionView>> {
	const [kept] = await readActions(tx, and(eq(action.planId, planId), eq(action.id, id)));
	if (!kept) throw new Error('The action was changed and cannot be found');
	return done(kept.view);
}

async function sentBefore(tx: Database, user: User, requestId: string): Promise<{ planId: PlanId; view: ActionView } | null> {
	const [row] = await readActions(tx, and(eq(action.accountId, user.account), eq(action.requestId, requestId)));
	return row ?? null;
}
