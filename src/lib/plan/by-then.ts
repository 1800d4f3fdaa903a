/** What had been said and recorded by an instant, out of what is kept with its times (R1). */
import { stateAfter, type ChallengeView, type CommentView, type ThreadView } from './conversation.ts';
import type { StatedEarlier } from './programme-status.ts';
import { isOpenAction, type ActionView, type DecisionView } from './records.ts';

/** Whether something of a time (ISO 8601) was known before an instant. */
export function knownBy(at: string, until: Date): boolean {
	return Date.parse(at) < until.getTime();
}

/**
 * A thread as it stood before an instant: what was said by then, in the words of then; null when it
 * had not begun. Who was mentioned in a comment that was edited since is as of today, and so is
 * whether a conversation that is open again had been resolved: these are not kept.
 */
export function threadBy(thread: ThreadView, until: Date): ThreadView | null {
	const comments = thread.comments.flatMap((comment) => commentBy(comment, until) ?? []);
	if (comments.length === 0) return null;
	const challenge = thread.challenge && challengeBy(thread.challenge, until);
	const ended = challenge ? challenge.steps.at(-1) : undefined;
	const resolved = challenge ? (challenge.state === 'closed' && ended ? { name: ended.name, at: ended.at } : null) : thread.resolved && knownBy(thread.resolved.at, until) ? thread.resolved : null;
	return { ...thread, comments, challenge, resolved };
}

function commentBy(comment: CommentView, until: Date): CommentView | null {
	if (!knownBy(comment.at, until)) return null;
	if (comment.editedAt === null || knownBy(comment.editedAt, until)) return comment;
	const texts = comment.earlier.filter(({ at }) => knownBy(at, until));
	const stood = texts.at(-1);
	if (!stood) return comment;
	return { ...comment, body: stood.body, editedAt: texts.length > 1 ? stood.at : null, earlier: texts.slice(0, -1) };
}

function challengeBy(challenge: ChallengeView, until: Date): ChallengeView {
	const steps = challenge.steps.filter(({ at }) => knownBy(at, until));
	return { ...challenge, steps, state: stateAfter(steps.at(-1)?.step ?? 'raised') };
}

/** A decision as it stood before an instant; null when it had not been written down. */
export function decisionBy(decision: DecisionView, until: Date): DecisionView | null {
	return knownBy(decision.at, until) ? { ...decision, struck: unlessLater(decision.struck, until) } : null;
}

/** An action as it stood before an instant; null when it had not been written down. One that is to be done again counts as it does today. */
export function actionBy(action: ActionView, until: Date): ActionView | null {
	return knownBy(action.at, until) ? { ...action, struck: unlessLater(action.struck, until), done: unlessLater(action.done, until) } : null;
}

/** Actions as they stood before an instant, in the order of their list: those still to be done first, the nearest due date first. */
export function actionsBy(actions: readonly ActionView[], until: Date): ActionView[] {
	const order = (one: ActionView, other: ActionView): number =>
		Number(isOpenAction(other)) - Number(isOpenAction(one)) || compare(one.due, other.due) || compare(one.at, other.at) || compare(one.id, other.id);
	return actions.flatMap((each) => actionBy(each, until) ?? []).toSorted(order);
}

function compare(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}

/** A stated status as it stood before an instant; null when it had not been stated. */
export function statedBy(stated: StatedEarlier, until: Date): StatedEarlier | null {
	if (!knownBy(stated.at, until)) return null;
	return { ...stated, endedAt: stated.endedAt !== null && knownBy(stated.endedAt, until) ? stated.endedAt : null };
}

function unlessLater<Mark extends { at: string }>(mark: Mark | null, until: Date): Mark | null {
	return mark && knownBy(mark.at, until) ? mark : null;
}
