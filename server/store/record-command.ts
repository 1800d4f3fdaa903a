/** What confidence, decisions and actions share: the request id, what they are about, how they are struck out. */
import { and, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { account, milestone, person } from '#drizzle/schema.server.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';

/** Which records to list: those of a milestone, those of the programme itself (null), or all of the plan. */
export type RecordsOf = MilestoneId | null | 'all';

const REQUEST_ID = /^[A-Za-z0-9_-]{8,100}$/;

/** Null for a request id of the right kind; otherwise the refusal. */
export function requestIdRefusal(requestId: string): Answer<never> | null {
	return REQUEST_ID.test(requestId) ? null : refused('invalid', 'This was sent without its request id. Reload the page and send it again.');
}

/** Null when something can be said about it: the programme, or a milestone of the plan that is not archived. */
export async function subjectRefusal(tx: Database, planId: PlanId, milestoneId: MilestoneId | null): Promise<Answer<never> | null> {
	if (milestoneId === null) return null;
	const [on] = await tx.select({ archived: milestone.archived }).from(milestone).where(and(eq(milestone.planId, planId), eq(milestone.id, milestoneId)));
	if (!on) return refused('not-found', 'There is no such milestone in this plan.');
	return on.archived ? refused('conflict', 'This milestone is archived. Bring it back to add to it.') : null;
}

/** Whoever struck a record out, and whoever did an action, beside whoever wrote it. */
export const striker = alias(account, 'striker');
export const strikerPerson = alias(person, 'striker_person');

/** A record's strike as pages show it. */
export function struckOf(row: { struckAt: Date | null; struckBy: string | null; struckWhy: string | null }): { name: string; at: string; why: string } | null {
	return row.struckAt && { name: row.struckBy ?? '', at: row.struckAt.toISOString(), why: row.struckWhy ?? '' };
}
