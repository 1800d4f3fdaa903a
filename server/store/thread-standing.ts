/** Where a thread stands when somebody acts on it: locked, so that of two who act at once the second sees what the first did. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { commentThread } from '#drizzle/conversation.server.ts';
import { account, kpi, milestone, person, planChange } from '#drizzle/schema.server.ts';
import type { ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import { formatInstant } from '#lib/plan/dates.ts';
import type { PlanId, ThreadId } from '#lib/plan/ids.ts';
import { can } from '#lib/plan/rules.ts';
import { refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import type { Standing } from './standing.ts';
import { threadView } from './threads.ts';

export const NO_THREAD = 'There is no such conversation in this plan.';

/** A thread of this plan, locked to the transaction's end; null when the plan has none of that id. */
export async function lockThread(tx: Database, planId: PlanId, id: ThreadId): Promise<ThreadView | null> {
	const [row] = await tx.select({ id: commentThread.id }).from(commentThread).where(and(eq(commentThread.id, id), eq(commentThread.planId, planId))).for('update');
	return row ? threadView(tx, row.id) : null;
}

/** Refuses to say anything more about a milestone or KPI that is not there or was archived, with who did it and when (T4). */
export async function refuseSubject(tx: Database, standing: Standing, planId: PlanId, subject: ThreadSubject): Promise<Answer<never> | null> {
	if (subject.on === 'plan') return null;
	const found = subject.on === 'milestone' ? await milestoneNow(tx, planId, subject.milestone) : await kpiNow(tx, planId, subject.kpi);
	if (!found) return refused('not-found', `There is no such ${subject.on === 'milestone' ? 'milestone' : 'KPI'} in this plan.`);
	if (!found.archived) return null;
	const by = await archivedBy(tx, planId, subject.on === 'milestone' ? subject.milestone : subject.kpi);
	const what = by ? `${by.name ?? 'Somebody'} archived ${found.called} on ${formatInstant(by.at)}.` : `${capital(found.called)} is archived.`;
	const bringBack = can(standing.user, 'edit', standing.programmeId) ? 'Bring it back to go on here.' : 'Ask the programme’s team to bring it back to go on here.';
	return refused('conflict', `${what} ${bringBack}`);
}

interface Subject {
	/** Such as `CAN-11`, within a sentence. */
	called: string;
	archived: boolean;
}

async function milestoneNow(tx: Database, planId: PlanId, id: string): Promise<Subject | null> {
	const [row] = await tx.select({ ref: milestone.ref, archived: milestone.archived }).from(milestone).where(and(eq(milestone.planId, planId), sql`${milestone.id} = ${id}`));
	return row ? { called: row.ref || 'this milestone', archived: row.archived } : null;
}

async function kpiNow(tx: Database, planId: PlanId, id: string): Promise<Subject | null> {
	const [row] = await tx.select({ title: kpi.title, archived: kpi.archived }).from(kpi).where(and(eq(kpi.planId, planId), sql`${kpi.id} = ${id}`));
	return row ? { called: `the KPI “${row.title}”`, archived: row.archived } : null;
}

/** Who archived it last, and when; null when the history does not say. */
async function archivedBy(tx: Database, planId: PlanId, id: string): Promise<{ name: string | null; at: Date } | null> {
	const [row] = await tx
		.select({ name: person.name, at: planChange.at })
		.from(planChange)
		.leftJoin(account, eq(account.id, planChange.accountId))
		.leftJoin(person, eq(person.id, account.personId))
		.where(and(eq(planChange.planId, planId), eq(planChange.entityId, id), eq(planChange.field, 'archived'), sql`${planChange.new} = 'true'::jsonb`))
		.orderBy(desc(planChange.seq), desc(planChange.part))
		.limit(1);
	return row ?? null;
}

/** Who ended a thread and when, as a sentence. */
export function endedWords(thread: ThreadView, { name, at }: { name: string; at: string }): string {
	return `${name} ${thread.challenge ? 'closed this challenge' : 'resolved this conversation'} on ${formatInstant(new Date(at))}.`;
}

function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
