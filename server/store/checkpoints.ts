/**
 * Checkpoints and baselines. A checkpoint is a copy of the milestones' dates and statuses at one
 * place in the log; a baseline is an approved checkpoint. Neither is ever changed by a later edit,
 * and an approval is never taken back: the next baseline follows it.
 */
import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { account, checkpoint, checkpointMilestone, milestone, person, plan } from '#drizzle/schema.server.ts';
import { mayApproveBaseline, parseBaselineReason, parseCheckpointName, sameName } from '#lib/plan/baseline.ts';
import type { Baseline, Baselines, CheckpointView } from '#lib/plan/baseline.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';

const NO_PLAN = 'There is no such plan.';

/**
 * Freezes the plan as it is committed now, under a name that the plan has not used yet.
 * @param command.at only the example loader sets it; otherwise the database's clock
 */
export async function createCheckpoint(
	db: Database,
	{ user, planId, name, at }: { user: User; planId: PlanId; name: string; at?: Date }
): Promise<Answer<CheckpointView>> {
	const parsed = parseCheckpointName(name);
	return db.transaction(async (tx) => {
		const head = await lockPlan(tx, planId);
		if (!head) return refused('not-found', NO_PLAN);
		if (!can(user, 'checkpoint', head.programmeId)) return refused('no-access', 'Only the programme’s lead can freeze the plan as a checkpoint.');
		if (!parsed.ok) return refused('invalid', parsed.problem);
		const taken = await tx.select({ name: checkpoint.name }).from(checkpoint).where(eq(checkpoint.planId, planId));
		if (taken.some((each) => sameName(each.name, parsed.value))) {
			return refused('conflict', `There is already a checkpoint called “${parsed.value}”. Give this one another name.`);
		}
		const id = `cp_${randomUUID()}`;
		await tx.insert(checkpoint).values({ id, planId, name: parsed.value, seq: head.seq, at: databaseClock(at, head.lastAt), accountId: user.account });
		await tx.insert(checkpointMilestone).select(
			tx
				.select({
					checkpointId: sql<string>`${id}::text`.as('checkpoint_id'),
					milestoneId: milestone.id,
					ref: milestone.ref,
					title: milestone.title,
					status: milestone.status,
					start: milestone.start,
					forecast: milestone.forecast,
					archived: milestone.archived
				})
				.from(milestone)
				.where(eq(milestone.planId, planId))
		);
		return viewOf(tx, id);
	});
}

/**
 * Makes a checkpoint the plan's baseline. The first is the lead's to approve; later ones need a
 * reason and a reviewer. It cannot be undone.
 * @param command.at only the example loader sets it; otherwise the database's clock
 */
export async function approveBaseline(
	db: Database,
	{ user, planId, checkpointId, reason, at }: { user: User; planId: PlanId; checkpointId: string; reason: string; at?: Date }
): Promise<Answer<CheckpointView>> {
	return db.transaction(async (tx) => {
		// The lock makes approvals wait for each other, so that each sees the number of the one before.
		const head = await lockPlan(tx, planId);
		if (!head) return refused('not-found', NO_PLAN);
		const [latest] = await tx
			.select({ no: checkpoint.baselineNo })
			.from(checkpoint)
			.where(and(eq(checkpoint.planId, planId), isNotNull(checkpoint.baselineNo)))
			.orderBy(desc(checkpoint.baselineNo))
			.limit(1);
		const before = latest?.no ?? 0;
		if (!mayApproveBaseline(user, head.programmeId, before === 0)) {
			return refused('no-access', before === 0 ? 'Only the programme’s lead can approve the first baseline.' : 'This plan has a baseline. Another one is for a reviewer to approve.');
		}
		const found = await viewOf(tx, checkpointId, planId);
		if (!found.ok) return found;
		if (found.value.baselineNo !== null) return refused('conflict', `“${found.value.name}” is already baseline ${found.value.baselineNo}. Nothing was changed.`);
		if (found.value.milestones === 0) return refused('invalid', 'This checkpoint holds no milestones, so no slip could be counted from it. Freeze the plan once it has some.');
		const parsed = parseBaselineReason(reason, before === 0);
		if (!parsed.ok) return refused('invalid', parsed.problem);
		await tx
			.update(checkpoint)
			.set({ baselineNo: before + 1, approvedAt: databaseClock(at, new Date(found.value.at)), approvedBy: user.account, reason: parsed.value })
			.where(eq(checkpoint.id, checkpointId));
		return viewOf(tx, checkpointId);
	});
}

/** All checkpoints of a plan, newest first. */
export async function listCheckpoints(db: Database, planId: PlanId): Promise<CheckpointView[]> {
	return views(db, eq(checkpoint.planId, planId));
}

/** The baseline that counts now, with what it froze; null when none is approved. */
export async function currentBaseline(db: Database, planId: PlanId): Promise<Baseline | null> {
	return readBaseline(db, planId, desc(checkpoint.baselineNo));
}

/** The baseline approved first: slip against it stays visible. */
export async function firstBaseline(db: Database, planId: PlanId): Promise<Baseline | null> {
	return readBaseline(db, planId, asc(checkpoint.baselineNo));
}

/** The current and the first baseline, as pages ask for them. */
export async function readBaselines(db: Database, planId: PlanId): Promise<Baselines> {
	const current = await currentBaseline(db, planId);
	return { current, first: current && current.no > 1 ? await firstBaseline(db, planId) : current };
}

/** Holds off commits to the plan, and other checkpoints of it, until the transaction ends; null when there is no such plan. */
async function lockPlan(tx: Database, planId: PlanId) {
	const [row] = await tx
		.select({ programmeId: plan.programmeId, seq: plan.headSeq, lastAt: plan.lastAt })
		.from(plan)
		.where(eq(plan.id, planId))
		// What a commit's update takes too, and a comment's foreign key does not wait for.
		.for('no key update');
	return row ?? null;
}

async function viewOf(db: Database, id: string, planId?: PlanId): Promise<Answer<CheckpointView>> {
	const [view] = await views(db, planId ? and(eq(checkpoint.id, id), eq(checkpoint.planId, planId)) : eq(checkpoint.id, id));
	return view ? done(view) : refused('not-found', 'There is no such checkpoint in this plan.');
}

const approver = alias(account, 'approver');
const approverPerson = alias(person, 'approver_person');

async function views(db: Database, where: SQL | undefined): Promise<CheckpointView[]> {
	const rows = await db
		.select({
			id: checkpoint.id,
			name: checkpoint.name,
			at: checkpoint.at,
			by: person.name,
			milestones: sql<number>`(select count(*)::int from ${checkpointMilestone} where ${checkpointMilestone.checkpointId} = ${checkpoint.id} and not ${checkpointMilestone.archived})`,
			baselineNo: checkpoint.baselineNo,
			approvedAt: checkpoint.approvedAt,
			approvedBy: approverPerson.name,
			reason: checkpoint.reason
		})
		.from(checkpoint)
		.innerJoin(account, eq(account.id, checkpoint.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.leftJoin(approver, eq(approver.id, checkpoint.approvedBy))
		.leftJoin(approverPerson, eq(approverPerson.id, approver.personId))
		.where(where)
		.orderBy(desc(checkpoint.at), desc(checkpoint.seq), asc(checkpoint.name));
	return rows.map((row) => ({ ...row, at: row.at.toISOString(), approvedAt: row.approvedAt?.toISOString() ?? null }));
}

async function readBaseline(db: Database, planId: PlanId, order: SQL): Promise<Baseline | null> {
	const [row] = await db
		.select({ id: checkpoint.id, name: checkpoint.name, no: checkpoint.baselineNo, at: checkpoint.at, approvedAt: checkpoint.approvedAt, approvedBy: person.name })
		.from(checkpoint)
		.innerJoin(account, eq(account.id, checkpoint.approvedBy))
		.innerJoin(person, eq(person.id, account.personId))
		.where(and(eq(checkpoint.planId, planId), isNotNull(checkpoint.baselineNo)))
		.orderBy(order)
		.limit(1);
	if (!row || row.no === null || row.approvedAt === null) return null;
	const frozen = await db.select().from(checkpointMilestone).where(eq(checkpointMilestone.checkpointId, row.id));
	const milestones: Baseline['milestones'] = {};
	for (const { milestoneId, ref, title, status, start, forecast, archived } of frozen) {
		milestones[milestoneId] = { ref, title, status, start, forecast, archived };
	}
	return { id: row.id, name: row.name, no: row.no, at: row.at.toISOString(), approvedAt: row.approvedAt.toISOString(), approvedBy: row.approvedBy, milestones };
}
