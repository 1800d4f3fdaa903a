/** The sentence of a notice, made from what was kept with it and what things are called today. */
import { stateAfter, type ChallengeStep } from './conversation.ts';
import { formatDay, type Day } from './dates.ts';
import { LEAD_KIND_WORDS } from './fields.ts';
import type { NoticeFacts, NoticeKind } from './notices.ts';

export interface NoticeNames {
	/** Who brought it about; null where nobody is to be named. */
	by: string | null;
	/** What it is about, such as `CAN-11` or `the Cancer workplan`. */
	about: string;
	/** The milestone's title; null when it is about none. */
	title: string | null;
}

const STEPS: Record<ChallengeStep, (about: string) => string> = {
	raised: (about) => `raised a challenge on ${about}`,
	answered: (about) => `answered the challenge on ${about}`,
	sentBack: (about) => `sent back the answer to the challenge on ${about}`,
	closed: (about) => `closed the challenge on ${about}`,
	reopened: (about) => `reopened the challenge on ${about}`
};

/** Such as "Radiology manager replied on CAN-11", and a second line; null when it has none. */
export function noticeWords(kind: NoticeKind, facts: NoticeFacts, names: NoticeNames): { words: string; more: string | null } {
	return { words: kind === 'moved' ? movedWords(facts, names) : `${names.by ?? 'Somebody'} ${saidOf(kind, facts, names.about)}`, more: moreOf(kind, facts, names) };
}

function saidOf(kind: Exclude<NoticeKind, 'moved'>, { step, due, lead, milestones }: NoticeFacts, about: string): string {
	switch (kind) {
		case 'mention':
			return `mentioned you on ${about}`;
		case 'reply':
			return `replied on ${about}`;
		case 'challenge':
			return (step ? STEPS[step](about) : `wrote in the challenge on ${about}`) + (due && step && stateAfter(step) === 'open' ? `, to be answered by ${formatDay(due)}` : '');
		case 'assigned':
			return `made you ${lead ? `${LEAD_KIND_WORDS[lead].toLowerCase()} lead` : 'a lead'} of ${about}`;
		case 'round':
			return `asks you to confirm ${milestones === undefined ? 'your milestones' : milestones === 1 ? '1 milestone' : `${milestones} milestones`}${due ? ` by ${formatDay(due)}` : ''}`;
		case 'action':
			return `gave you an action on ${about}${due ? `, due ${formatDay(due)}` : ''}`;
	}
}

/** Of a milestone that is waited for, the notice stands on the one that waits. */
function movedWords({ from, to, because }: NoticeFacts, { by, about }: NoticeNames): string {
	const waitedFor = typeof because === 'object' ? because.waits : null;
	const what = waitedFor === null ? about : `${waitedFor}, which ${about} waits for,`;
	if (!to) return by === null ? `${what} has no date any more${was(from)}` : `${by} took away the date of ${what.replace(/,$/, '')}${was(from)}`;
	if (!from) return by === null ? `${what} now has the date ${formatDay(to)}` : `${by} gave ${what} the date ${formatDay(to)}`;
	const days = `from ${formatDay(from)} to ${formatDay(to)}`;
	return by === null ? `${what} moved ${days}` : `${by} moved ${what} ${days}`;
}

function was(from: Day | null | undefined): string {
	return from ? `; it was ${formatDay(from)}` : '';
}

function moreOf(kind: NoticeKind, { excerpt, because }: NoticeFacts, { title }: NoticeNames): string | null {
	if (excerpt) return excerpt;
	if (title === null || (kind !== 'moved' && kind !== 'assigned')) return null;
	if (kind === 'assigned' || typeof because === 'object') return title;
	return `${title} – ${because === 'follows' ? 'you follow it' : 'you are one of its leads'}`;
}
