/** Beginning a thread, replying in one, resolving and reopening it. Author and time are the session's and the database's (T1). */
import { eq } from 'drizzle-orm';
import { commentThread } from '#drizzle/conversation.server.ts';
import type { ChallengeStep, ChallengeView, ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import { newId, type PlanId, type ThreadId } from '#lib/plan/ids.ts';
import { can, mayAccept, mayAnswer, mayResolve, type User } from '#lib/plan/rules.ts';
import { addStep, NO_ACCEPTING, raise, refuseChallenge, type NewChallenge } from './challenges.ts';
import { tellOfComment } from './conversation-notices.ts';
import { done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { after, clock, NO_COMMENTING, OTHER_WORDS, parseWords, refuseWords, sentBefore, takeTurn, writeComment, type Words } from './saying.ts';
import { inStanding, type Standing } from './standing.ts';
import { endedWords, lockThread, NO_THREAD, refuseSubject } from './thread-standing.ts';
import { threadView } from './threads.ts';

interface By {
	user: User;
	planId: PlanId;
	/** Only the example loader sets it: then nobody is told and nothing is limited. Otherwise the database's clock. */
	at?: Date;
}
export interface NewThread extends By, Words {
	subject: ThreadSubject;
	challenge?: NewChallenge;
}
export interface NewReply extends By, Words {
	threadId: ThreadId;
	/** It answers the challenge, for the programme. */
	answers?: boolean;
	/** Reopens what was resolved or closed meanwhile, where the person may. */
	reopen?: boolean;
}

const NO_RESOLVING = 'Only whoever began this conversation, the programme’s team or a reviewer can resolve or reopen it.';

/** Begins a thread with its first comment, as a challenge where one is given. What is sent twice is kept once (T2). */
export async function beginThread(db: Database, { user, planId, subject, challenge, at, ...sent }: NewThread): Promise<Answer<ThreadView>> {
	const words = parseWords(sent);
	if (!words.ok) return refused('invalid', words.problem);
	return inStanding(db, user, planId, async (tx, standing) => {
		await takeTurn(tx, user.account);
		const before = await sentBefore(tx, user.account, words.value.requestId);
		if (before) {
			const same = before.planId === planId && before.first && sameSubject(before.subject, subject) && before.challenge === Boolean(challenge) && before.body === words.value.body;
			return same ? done(await threadView(tx, before.thread)) : refused('conflict', OTHER_WORDS);
		}
		const now = await clock(tx, at);
		const no = (await refuseWriting(tx, standing, words.value, now, !at)) ?? (await refuseSubject(tx, standing, planId, subject)) ?? (challenge ? await refuseChallenge(tx, standing, planId, subject, challenge, now) : null);
		if (no) return no;
		const id = newId('th');
		await tx.insert(commentThread).values({ id, planId, createdAt: now, ...columnsOf(subject) });
		const commentId = await writeComment(tx, id, user.account, words.value, now);
		if (challenge) await raise(tx, id, challenge, user.account, now);
		const thread = await threadView(tx, id);
		if (!at) await tellOfComment(tx, { planId, programmeId: standing.programmeId, by: user.account, thread }, { ...words.value, id: commentId }, challenge ? ['raised'] : []);
		return done(thread);
	});
}

/** Replies in a thread. One that was ended, or whose milestone or KPI was archived, refuses it with who and when (T4). */
export async function reply(db: Database, { user, planId, threadId, answers = false, reopen = false, at, ...sent }: NewReply): Promise<Answer<ThreadView>> {
	const words = parseWords(sent);
	if (!words.ok) return refused('invalid', words.problem);
	return inStanding(db, user, planId, async (tx, standing) => {
		await takeTurn(tx, user.account);
		const before = await sentBefore(tx, user.account, words.value.requestId);
		if (before) {
			const same = before.planId === planId && before.thread === threadId && !before.first && before.body === words.value.body;
			return same ? done(await threadView(tx, threadId)) : refused('conflict', OTHER_WORDS);
		}
		const thread = await lockThread(tx, planId, threadId);
		if (!thread) return refused('not-found', NO_THREAD);
		const now = await clock(tx, at);
		const no = (await refuseWriting(tx, standing, words.value, now, !at)) ?? (answers ? refuseAnswer(standing, thread) : null) ?? (await refuseSubject(tx, standing, planId, thread.subject)) ?? refuseEnded(standing, thread, reopen);
		if (no) return no;
		const written = after(now, thread.comments.at(-1)?.at ?? now.toISOString());
		if (thread.resolved && !thread.challenge) await setEnd(tx, threadId, null);
		const steps = thread.challenge ? stepsOfReply(thread.challenge, answers) : [];
		let challenge = thread.challenge;
		for (const step of steps) {
			if (challenge) await addStep(tx, threadId, challenge, step, user.account, written);
			challenge = (await threadView(tx, threadId)).challenge;
		}
		const commentId = await writeComment(tx, threadId, user.account, words.value, written);
		const replied = await threadView(tx, threadId);
		if (!at) await tellOfComment(tx, { planId, programmeId: standing.programmeId, by: user.account, thread: replied }, { ...words.value, id: commentId }, steps);
		return done(replied);
	});
}

/** What a reply brings about, once nothing refuses it: a closed challenge is reopened by it; an open one may be answered. */
function stepsOfReply({ state }: ChallengeView, answers: boolean): ChallengeStep[] {
	const reopened: ChallengeStep[] = state === 'closed' ? ['reopened'] : [];
	// Somebody answered it in the meantime: this is one more reply.
	return answers && state !== 'answered' ? [...reopened, 'answered'] : reopened;
}

async function refuseWriting(tx: Database, { user, programmeId }: Standing, words: Words, now: Date, counted: boolean): Promise<Answer<never> | null> {
	if (!can(user, 'comment', programmeId)) return refused('no-access', NO_COMMENTING);
	return refuseWords(tx, { account: user.account, programmeId }, words.mentions, now, counted);
}

function refuseAnswer({ user, programmeId }: Standing, { challenge }: ThreadView): Answer<never> | null {
	if (!challenge) return refused('invalid', 'This is a conversation, not a challenge. Send it as a reply.');
	if (mayAnswer(user, programmeId, challenge.owner?.person ?? null)) return null;
	return refused('no-access', 'Only the programme’s team, or the person the challenge is put to, can answer it. Send it as a reply.');
}

function refuseEnded(standing: Standing, thread: ThreadView, reopen: boolean): Answer<never> | null {
	if (!thread.resolved) return null;
	const ended = endedWords(thread, thread.resolved);
	if (!mayReopen(standing, thread)) return refused(reopen ? 'no-access' : 'conflict', `${ended} ${thread.challenge ? NO_ACCEPTING : NO_RESOLVING} Begin a new conversation to go on.`);
	return reopen ? null : refused('conflict', `${ended} Reopen it to reply.`);
}

function mayReopen({ user, programmeId }: Standing, thread: ThreadView): boolean {
	return thread.challenge ? mayAccept(user, programmeId, thread.challenge.raisedBy) : mayResolveThread(user, programmeId, thread);
}

function mayResolveThread(user: User, programmeId: Standing['programmeId'], { comments: [first] }: ThreadView): boolean {
	return first !== undefined && mayResolve(user, programmeId, first.author.account);
}

export interface Resolve extends By {
	threadId: ThreadId;
	to: 'resolved' | 'open';
}

/** Resolves or reopens a conversation. Where it is so already, nothing happens: it keeps who did it first, and when. */
export async function setResolved(db: Database, { user, planId, threadId, to, at }: Resolve): Promise<Answer<ThreadView>> {
	return inStanding(db, user, planId, async (tx, standing) => {
		const thread = await lockThread(tx, planId, threadId);
		if (!thread) return refused('not-found', NO_THREAD);
		if (thread.challenge) return refused('invalid', 'This is a challenge: it is closed by whoever raised it or a reviewer, not resolved.');
		if (!mayResolveThread(standing.user, standing.programmeId, thread)) return refused('no-access', NO_RESOLVING);
		if ((thread.resolved !== null) === (to === 'resolved')) return done(thread);
		const shut = to === 'open' ? await refuseSubject(tx, standing, planId, thread.subject) : null;
		if (shut) return shut;
		await setEnd(tx, threadId, to === 'resolved' ? { by: user, at: await clock(tx, at) } : null);
		return done(await threadView(tx, threadId));
	});
}

async function setEnd(tx: Database, threadId: ThreadId, end: { by: User; at: Date } | null): Promise<void> {
	await tx.update(commentThread).set({ resolvedAt: end?.at ?? null, resolvedBy: end?.by.account ?? null }).where(eq(commentThread.id, threadId));
}

function columnsOf(subject: ThreadSubject): Pick<typeof commentThread.$inferInsert, 'milestoneId' | 'kpiId' | 'field'> {
	if (subject.on === 'milestone') return { milestoneId: subject.milestone, field: subject.field };
	return subject.on === 'kpi' ? { kpiId: subject.kpi } : {};
}

function sameSubject(one: ThreadSubject, other: ThreadSubject): boolean {
	const [a, b] = [columnsOf(one), columnsOf(other)];
	return one.on === other.on && a.milestoneId === b.milestoneId && a.kpiId === b.kpiId && a.field === b.field;
}
