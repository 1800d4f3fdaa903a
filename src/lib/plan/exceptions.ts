/** What on the review needs a person's attention and why, in sentences with links. */
import { SMART_WORDS, type ChallengeState, type SmartLetter } from './conversation.ts';
import { CONFIDENCE_KIND_WORDS, type ConfidenceGap } from './confidence.ts';
import { formatDay, type Day } from './dates.ts';

interface About {
	/** Word of the programme's address, and its name. */
	slug: string;
	programme: string;
	/** Null: the programme as a whole. */
	milestone: { id: string; ref: string; title: string } | null;
}
export type Exception = About &
	(
		| { kind: 'challenge'; thread: string; state: Exclude<ChallengeState, 'closed'>; letter: SmartLetter | null; due: Day; question: string; owner: string | null }
		| { kind: 'confidence'; gap: ConfidenceGap; reason: string }
		| { kind: 'unconfirmed'; due: Day; asked: readonly string[] }
	);

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
			return `Reported on track, but ${exception.gap.kinds.map((kind) => CONFIDENCE_KIND_WORDS[kind].toLowerCase()).join(' and ')} is low`;
		case 'unconfirmed':
			return `Not confirmed since it was asked for by ${formatDay(exception.due)}${exception.asked.length > 0 ? ` of ${exception.asked.join(', ')}` : '; it has no lead to ask'}`;
	}
}
