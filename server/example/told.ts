/**
 * What the one-click accounts find under the bell: the newest of what the example would have told
 * them, so that they begin with a few notices and not with two years of them.
 */
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { notice, noticeCursor } from '#drizzle/notices.server.ts';
import { plan } from '#drizzle/schema.server.ts';
import type { ChallengeStep, ThreadView } from '#lib/plan/conversation.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { AccountId, ActionId, MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { excerptOf } from '#lib/plan/notices.ts';
import type { RoundView } from '#lib/plan/update-round.ts';
import type { Database } from '#server/store/database.ts';
import { notify, type NewNotice } from '#server/store/notices.ts';
import { planIdOf } from './content.ts';
import { accountIdOf } from './speakers.ts';

const DAY_MS = 86_400_000;
/** What is older is not shown, and what is older than `READ_DAYS` was read. */
const SHOWN_DAYS = 45;
const READ_DAYS = 6;
const MOST = 6;

type Telling = Omit<NewNotice, 'to' | 'at'> & { to: AccountId; at: Date };

export class Told {
	private readonly tellings: Telling[] = [];
	private readonly until: Date;
	private readonly posts: readonly string[];

	/** @param posts whose holders are told */
	constructor(until: Date, posts: readonly string[]) {
		this.until = until;
		this.posts = posts;
	}

	ofComment(planId: PlanId, thread: ThreadView, at: Date, step: ChallengeStep | null, owner: string | null): void {
		const comment = thread.comments.at(-1);
		if (!comment) return;
		const { account: by } = comment.author;
		const writers = thread.comments.map(({ author }) => author.account);
		const common = { ...about(planId, thread), commentId: comment.id, by, once: `comment:${comment.id}`, at };
		const facts = { excerpt: excerptOf(comment.body) };
		if (step) {
			const to = step === 'answered' ? writers : [...(owner === null ? [] : [accountIdOf(owner)]), ...this.posts.filter((post) => planIdOf(post.replace(/-manager$/, '')) === planId).map((post) => accountIdOf(post))];
			this.add(to, { ...common, kind: 'challenge', facts: { ...facts, step, ...(thread.challenge ? { due: thread.challenge.due } : {}) } });
		}
		this.add(comment.mentions.map(({ account }) => account), { ...common, kind: 'mention', facts });
		this.add(writers, { ...common, kind: 'reply', facts });
	}

	ofStep(planId: PlanId, thread: ThreadView, at: Date, by: AccountId, step: ChallengeStep, owner: string | null): void {
		const writers = thread.comments.map(({ author }) => author.account);
		const { challenge } = thread;
		if (!challenge) return;
		const facts = { excerpt: excerptOf(thread.comments[0]?.body ?? ''), step, due: challenge.due };
		this.add([...(owner === null ? [] : [accountIdOf(owner)]), ...writers], { ...about(planId, thread), kind: 'challenge', by, facts, once: `step:${thread.id}:${challenge.steps.length}`, at });
	}

	ofAction(planId: PlanId, { id, milestone, what, due }: { id: ActionId; milestone: MilestoneId | null; what: string; due: Day }, at: Date, by: AccountId, owner: string): void {
		this.add([accountIdOf(owner)], { planId, milestoneId: milestone, kind: 'action', by, facts: { excerpt: excerptOf(what), due }, once: id, at });
	}

	ofRound(planId: PlanId, round: RoundView, at: Date, by: AccountId): void {
		for (const post of this.posts) {
			const milestones = round.milestones.filter(({ asked }) => asked.some(({ person }) => person === `pe_${post}`)).length;
			if (milestones > 0) this.add([accountIdOf(post)], { planId, kind: 'round', by, facts: { due: round.due, milestones }, once: round.id, at });
		}
	}

	private add(to: readonly AccountId[], telling: Omit<Telling, 'to'>): void {
		if (telling.at.getTime() < this.until.getTime() - SHOWN_DAYS * DAY_MS) return;
		for (const account of new Set(to)) {
			if (account !== telling.by && this.posts.some((post) => accountIdOf(post) === account)) this.tellings.push({ ...telling, to: account });
		}
	}

	/** Writes the newest of them, and sets each plan's cursor to its head: older history tells nobody. */
	async write(tx: Database): Promise<void> {
		for (const [, all] of Map.groupBy(this.tellings, ({ to }) => to)) {
			const newest = all.toSorted((one, other) => other.at.getTime() - one.at.getTime());
			for (const { to, ...telling } of newest.slice(0, MOST)) await notify(tx, { ...telling, to: [to] });
		}
		// Nobody is mailed what happened before they came.
		await tx.update(notice).set({ mailedAt: sql`${notice.at}` }).where(isNull(notice.mailedAt));
		const readBefore = new Date(this.until.getTime() - READ_DAYS * DAY_MS);
		await tx.update(notice).set({ readAt: sql`${notice.at} + interval '2 hours'` }).where(and(isNull(notice.readAt), lt(notice.at, readBefore)));
		for (const { id, headSeq } of await tx.select({ id: plan.id, headSeq: plan.headSeq }).from(plan)) {
			await tx.insert(noticeCursor).values({ planId: id, seq: headSeq }).onConflictDoUpdate({ target: noticeCursor.planId, set: { seq: headSeq }, setWhere: eq(noticeCursor.planId, id) });
		}
	}
}

function about(planId: PlanId, { id, subject }: ThreadView) {
	return { planId, threadId: id, milestoneId: subject.on === 'milestone' ? subject.milestone : null, kpiId: subject.on === 'kpi' ? subject.kpi : null };
}
