/**
 * Who is told of what is said. All that comes of one comment has one key, so that nobody is told of
 * it twice: a challenge it raises or answers comes first, then a mention, then a reply.
 */
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { mention } from '#drizzle/conversation.server.ts';
import { notice } from '#drizzle/notices.server.ts';
import { account, programmeRole } from '#drizzle/schema.server.ts';
import type { ChallengeStep, ChallengeView, ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import type { AccountId, CommentId, PersonId, PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import { excerptOf } from '#lib/plan/notices.ts';
import { notify } from './notices.ts';
import type { Database } from './query.ts';

interface Said {
	planId: PlanId;
	programmeId: ProgrammeId;
	/** Whoever did it. */
	by: AccountId;
	/** As it is now. */
	thread: ThreadView;
}

/** Tells of a new comment and the steps that a challenge went with it. */
export async function tellOfComment(tx: Database, said: Said, comment: { id: CommentId; body: string; mentions: readonly AccountId[] }, steps: readonly ChallengeStep[]): Promise<void> {
	const { thread } = said;
	const common = { ...about(said), commentId: comment.id, once: `comment:${comment.id}` };
	const facts = { excerpt: excerptOf(comment.body) };
	const step = steps.at(-1);
	if (thread.challenge && step) {
		const to = (await Promise.all(steps.map((each) => concernedBy(tx, said, each)))).flat();
		await notify(tx, { ...common, to, kind: 'challenge', facts: { ...facts, step, due: thread.challenge.due } });
	}
	await notify(tx, { ...common, to: comment.mentions, kind: 'mention', facts });
	await notify(tx, { ...common, to: writersOf(thread), kind: 'reply', facts });
}

/** Tells of a step that a challenge went without a word being said. */
export async function tellOfStep(tx: Database, said: Said, challenge: ChallengeView, step: ChallengeStep): Promise<void> {
	const facts = { excerpt: excerptOf(said.thread.comments[0]?.body ?? ''), step, due: challenge.due };
	await notify(tx, { ...about(said), to: await concernedBy(tx, said, step), kind: 'challenge', facts, once: `step:${said.thread.id}:${challenge.steps.length}` });
}

/** Tells those whom an edit mentions for the first time; a comment's mention is told of once, however often it goes and comes back. */
export async function tellOfEdit(tx: Database, said: Said, comment: { id: CommentId; body: string }, added: readonly AccountId[]): Promise<void> {
	if (added.length === 0) return;
	const told = await tx.select({ to: notice.accountId }).from(notice).where(and(eq(notice.commentId, comment.id), eq(notice.kind, 'mention'), inArray(notice.accountId, [...added])));
	const to = added.filter((each) => !told.some((already) => already.to === each));
	await notify(tx, { ...about(said), to, kind: 'mention', commentId: comment.id, facts: { excerpt: excerptOf(comment.body) }, once: `mention:${comment.id}` });
}

/** Whom a comment mentions now. */
export async function mentionedIn(tx: Database, comment: CommentId): Promise<AccountId[]> {
	return (await tx.select({ account: mention.accountId }).from(mention).where(eq(mention.commentId, comment))).map((row) => row.account);
}

function about({ planId, by, thread }: Said) {
	return { planId, by, threadId: thread.id, ...placeOf(thread.subject) };
}

function placeOf(subject: ThreadSubject) {
	return { milestoneId: subject.on === 'milestone' ? subject.milestone : null, kpiId: subject.on === 'kpi' ? subject.kpi : null };
}

function writersOf(thread: ThreadView): AccountId[] {
	return thread.comments.map((comment) => comment.author.account);
}

/** Raising concerns who owes the answer and the leads; an answer, who asked and who wrote; the rest, who owes and who wrote. */
async function concernedBy(tx: Database, { programmeId, thread }: Said, step: ChallengeStep): Promise<AccountId[]> {
	const challenge = thread.challenge;
	if (!challenge) return [];
	if (step === 'answered') return [challenge.raisedBy, ...writersOf(thread)];
	const owing = await accountsOf(tx, challenge.owner?.person ?? null);
	const leads = step === 'raised' || owing.length === 0 ? await leadsOf(tx, programmeId) : [];
	return [...owing, ...leads, ...(step === 'raised' ? [] : writersOf(thread))];
}

async function accountsOf(tx: Database, owner: PersonId | null): Promise<AccountId[]> {
	if (owner === null) return [];
	return (await tx.select({ id: account.id }).from(account).where(and(eq(account.personId, owner), isNull(account.disabledAt)))).map((row) => row.id);
}

async function leadsOf(tx: Database, programmeId: ProgrammeId): Promise<AccountId[]> {
	return (await tx.select({ id: programmeRole.accountId }).from(programmeRole).where(and(eq(programmeRole.programmeId, programmeId), eq(programmeRole.role, 'lead')))).map((row) => row.id);
}
