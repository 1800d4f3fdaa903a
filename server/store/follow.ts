/** Milestones somebody asked to be told about. Leads are told of theirs without asking. */
import { and, eq } from 'drizzle-orm';
import { follow as followed } from '#drizzle/conversation.server.ts';
import { milestone, milestoneLead } from '#drizzle/schema.server.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { inStanding } from './standing.ts';

export interface Following {
	/** They asked to be told. */
	follows: boolean;
	/** They are told anyhow, as one of its leads. */
	leads: boolean;
}

/** Whether somebody is told when a milestone's date moves. Permission to read the plan is the caller's to check. */
export async function isFollowing(db: Database, user: User, planId: PlanId, milestoneId: MilestoneId): Promise<Following> {
	const [row] = await db
		.select({ id: followed.milestoneId })
		.from(followed)
		.where(and(eq(followed.accountId, user.account), eq(followed.planId, planId), eq(followed.milestoneId, milestoneId)));
	const [lead] = await db
		.select({ id: milestoneLead.milestoneId })
		.from(milestoneLead)
		.where(and(eq(milestoneLead.planId, planId), eq(milestoneLead.milestoneId, milestoneId), eq(milestoneLead.personId, user.person)));
	return { follows: row !== undefined, leads: lead !== undefined };
}

/** Asks to be told of a milestone; asked twice, it is so once. */
export async function follow(db: Database, user: User, planId: PlanId, milestoneId: MilestoneId): Promise<Answer<Following>> {
	return inStanding(db, user, planId, async (tx) => {
		const [there] = await tx.select({ id: milestone.id }).from(milestone).where(and(eq(milestone.planId, planId), eq(milestone.id, milestoneId)));
		if (!there) return refused('not-found', 'There is no such milestone in this plan.');
		await tx.insert(followed).values({ accountId: user.account, planId, milestoneId, at: databaseClock() }).onConflictDoNothing();
		return done(await isFollowing(tx, user, planId, milestoneId));
	});
}

/** Asks to be told no more. */
export async function unfollow(db: Database, user: User, planId: PlanId, milestoneId: MilestoneId): Promise<Answer<Following>> {
	return inStanding(db, user, planId, async (tx) => {
		await tx.delete(followed).where(and(eq(followed.accountId, user.account), eq(followed.planId, planId), eq(followed.milestoneId, milestoneId)));
		return done(await isFollowing(tx, user, planId, milestoneId));
	});
}
