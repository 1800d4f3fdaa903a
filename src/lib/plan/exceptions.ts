/** What on the review needs a person's attention and why, in sentences with links. */
import { commentHref, SMART_WORDS, type ChallengeState, type SmartLetter, type ThreadSubject } from './conversation.ts';
import { CONFIDENCE_KIND_WORDS, type ConfidenceGap } from './confidence.ts';
import { formatDay, type Day } from './dates.ts';
import type { ThreadId } from './ids.ts';

interface About {
	/** Word of the programme's address, and its name. */
	slug: string;
	programme: string;
	/** Null: the programme as a whole. */
	milestone: { id: string; ref: string; title: string } | null;
}
export type Exception = About &
	(
		| {
				kind: 'challenge';
				thread: ThreadId;
				subject: ThreadSubject;
				/** Title of the KPI it is held against; null: none. */
				kpi: string | null;
				state: Exclude<ChallengeState, 'closed'>;
				letter: SmartLetter | null;
				due: Day;
				question: string;
				owner: string | null;
		  }
		| { kind: 'confidence'; gap: ConfidenceGap; reason: string }
		| { kind: 'unconfirmed'; due: Day; asked: readonly string[] }
		/** Of one programme, where they are many. */
		| { kind: 'all-unconfirmed'; due: Day; count: number }
	);

/** Unconfirmed milestones of a programme are named one by one up to this many. */
export const MOST_NAMED_UNCONFIRMED = 3;

/** Its sentence, without the subject that the link carries. */
export function exceptionWords(exception: Exception, today: Day): string {
	switch (exception.kind) {
		case 'challenge': {
			const against = exception.letter ? ` (${SMART_WORDS[exception.letter]})` : '';
			if (exception.state === 'answered') return `A challenge${against} is answered and waits to be accepted`;
			const owes = exception.owner ?? 'the programme';
			return exception.due < today ? `A challenge${against} is unanswered: ${owes} owed it by ${formatDay(exception.due)}` : `A challenge${against} is open, to be answered by ${owes} by ${formatDay(exception.due)}`;
		}
		case 'confidence':
			if (exception.gap.why === 'opposed') return `${CONFIDENCE_KIND_WORDS[exception.gap.high]} is high, ${CONFIDENCE_KIND_WORDS[exception.gap.low].toLowerCase()} is low`;
			return `Reported on track, but ${exception.gap.kinds.map((kind) => CONFIDENCE_KIND_WORDS[kind].toLowerCase()).join(' and ')} ${exception.gap.kinds.length > 1 ? 'are' : 'is'} low`;
		case 'unconfirmed':
			return `Not confirmed since it was asked for by ${formatDay(exception.due)}${exception.asked.length > 0 ? ` of ${new Intl.ListFormat('en-GB').format(exception.asked)}` : '; it has no lead to ask'}`;
		case 'all-unconfirmed':
			return `${exception.count} milestones are not confirmed since they were asked for by ${formatDay(exception.due)}`;
	}
}

/** What it is about, as its link says it. */
export function exceptionSubject(exception: Exception): string {
	const { milestone } = exception;
	if (milestone) return `${milestone.ref} ${milestone.title || 'Without a title'}`.trim();
	if (exception.kind === 'challenge' && exception.kpi !== null) return exception.kpi;
	return exception.programme;
}

/** The words quoted with it: the challenge's question, or why somebody's confidence is low; '' when there are none. */
export function exceptionQuote(exception: Exception): string {
	if (exception.kind === 'challenge') return exception.question;
	return exception.kind === 'confidence' ? exception.reason : '';
}

/** Where it can be seen to. */
export function exceptionHref(exception: Exception): string {
	const root = `/programmes/${exception.slug}`;
	switch (exception.kind) {
		case 'challenge':
			return commentHref(exception.slug, exception.subject, exception.thread);
		case 'confidence':
			return exception.milestone ? `${root}/plan?milestone=${encodeURIComponent(exception.milestone.ref || exception.milestone.id)}` : `${root}/discussion`;
		case 'unconfirmed':
			return `${root}/updates#${exception.milestone?.id ?? ''}`;
		case 'all-unconfirmed':
			return `${root}/updates`;
	}
}

/** A text that names it among all exceptions and stays the same while it stands. */
export function exceptionKey(exception: Exception): string {
	return [exception.kind, exception.slug, exception.milestone?.id ?? '', exception.kind === 'challenge' ? exception.thread : ''].join(' ');
}

function rank(exception: Exception, today: Day): number {
	if (exception.kind === 'confidence') return 3;
	if (exception.kind !== 'challenge') return 4;
	if (exception.state === 'answered') return 2;
	return exception.due < today ? 0 : 1;
}

/** What is late comes first: unanswered challenges past their day, the other open ones, answered ones, confidence, what is unconfirmed; equal ones by their day, then as given. */
export function byAttention(exceptions: readonly Exception[], today: Day): Exception[] {
	const dueOf = (exception: Exception): string => ('due' in exception ? exception.due : '');
	return exceptions.toSorted((one, other) => rank(one, today) - rank(other, today) || (dueOf(one) < dueOf(other) ? -1 : dueOf(one) > dueOf(other) ? 1 : 0));
}
