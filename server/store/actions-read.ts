/** Reading actions. Permission is the caller's to check. */
import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { action } from '#drizzle/conversation.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ActionView } from '#lib/plan/records.ts';
import type { Database } from './query.ts';
import { striker, strikerPerson, struckOf, type RecordsOf } from './record-command.ts';

/** Actions: those still to be done first, the nearest due date first. */
export async function listActions(db: Database, planId: PlanId, of: RecordsOf): Promise<ActionView[]> {
	const inPlan = eq(action.planId, planId);
	const rows = await readActions(db, of === 'all' ? inPlan : and(inPlan, of === null ? isNull(action.milestoneId) : eq(action.milestoneId, of)));
	return rows.map(({ view }) => view);
}

const owner = alias(person, 'owner');
const finisher = alias(account, 'finisher');
const finisherPerson = alias(person, 'finisher_person');

export async function readActions(db: Database, where: SQL | undefined): Promise<{ planId: PlanId; view: ActionView }[]> {
	const rows = await db
		.select({
			planId: action.planId,
			view: { id: action.id, milestone: action.milestoneId, what: action.what, due: action.due },
			owner: { person: action.ownerId, name: owner.name, initials: owner.initials },
			at: action.at,
			by: { name: person.name, initials: person.initials },
			doneAt: action.doneAt,
			doneBy: finisherPerson.name,
			struck: { struckAt: action.struckAt, struckBy: strikerPerson.name, struckWhy: action.struckWhy }
		})
		.from(action)
		.innerJoin(owner, eq(owner.id, action.ownerId))
		.innerJoin(account, eq(account.id, action.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.leftJoin(striker, eq(striker.id, action.struckBy))
		.leftJoin(strikerPerson, eq(strikerPerson.id, striker.personId))
		.leftJoin(finisher, eq(finisher.id, action.doneBy))
		.leftJoin(finisherPerson, eq(finisherPerson.id, finisher.personId))
		.where(where)
		.orderBy(sql`(${action.doneAt} is not null or ${action.struckAt} is not null)`, asc(action.due), asc(action.at), asc(action.id));
	return rows.map(({ planId, view, owner: owns, at, by, doneAt, doneBy, struck }) => ({
		planId,
		view: { ...view, owner: owns, at: at.toISOString(), by, done: doneAt && { name: doneBy ?? '', at: doneAt.toISOString() }, struck: struckOf(struck) }
	}));
}
