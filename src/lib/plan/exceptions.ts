/** What on the review needs a person's attention and why, in sentences with links. */
import { commentHref, SMART_WORDS, type ChallengeState, type SmartLetter, type ThreadSubject } from './conversation.ts';
import { CONFIDENCE_KIND_WORDS, type ConfidenceGap } from './confidence.ts';
import { daysBetween, formatDay, type Day } from './dates.ts';
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
		/** Open and past its forecast; where they are many, of one programme, all of them, since the oldest forecast. */
		| { kind: 'overdue'; forecast: Day; count: number }
		/** Readings of a KPI are worse than usual in these places; where they are many, of one programme, all of them. */
		| { kind: 'kpi-concern'; kpi: { id: string; title: string } | null; places: readonly string[]; way: 'higher' | 'lower' | 'mixed'; count: number }
		| { kind: 'no-lead' }
	);

/** Unconfirmed milestones of a programme are named one by one up to this many. */
export const MOST_NAMED_UNCONFIRMED = 3;
/** So are overdue ones, and KPIs of concern. */
export const MOST_NAMED = 3;

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
		case 'overdue': {
			const days = daysBetween(exception.forecast, today);
			const late = `${days.toLocaleString('en-GB')} ${days === 1 ? 'day' : 'days'}`;
			return exception.milestone ? `Overdue by ${late}: it was forecast for ${formatDay(exception.forecast)}` : `${exception.count} milestones are overdue, the oldest by ${late}`;
		}
		case 'kpi-concern':
			return exception.kpi ? `Its readings are a concern: ${WAY_WORDS[exception.way]}${exception.places.length > 0 ? ` in ${new Intl.ListFormat('en-GB').format(exception.places)}` : ''}` : `The readings of ${exception.count} KPIs are a concern`;
		case 'no-lead':
			return 'No executive lead is named';
	}
}
const WAY_WORDS = { higher: 'higher than usual', lower: 'lower than usual', mixed: 'unusual, for the worse,' } as const;

/** What it is about, as its link says it. */
export function exceptionSubject(exception: Exception): string {
	const { milestone } = exception;
	if (milestone) return `${milestone.ref} ${milestone.title || 'Without a title'}`.trim();
	if (exception.kind === 'challenge' && exception.kpi !== null) return exception.kpi;
	if (exception.kind === 'kpi-concern' && exception.kpi) return exception.kpi.title || 'A KPI without a title';
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
			return milestoneHref(exception) ?? `${root}/discussion`;
		case 'unconfirmed':
			return `${root}/updates#${exception.milestone?.id ?? ''}`;
		case 'all-unconfirmed':
			return `${root}/updates`;
		case 'overdue':
			return milestoneHref(exception) ?? `${root}/plan?show=overdue`;
		case 'kpi-concern':
			return exception.kpi ? `${root}/kpis#${exception.kpi.id}` : `${root}/kpis`;
		case 'no-lead':
			return `${root}/plan`;
	}
}
function milestoneHref({ slug, milestone }: About): string | null {
	return milestone && `/programmes/${slug}/plan?milestone=${encodeURIComponent(milestone.ref || milestone.id)}`;
}

/** A text that names it among all exceptions and stays the same while it stands. */
export function exceptionKey(exception: Exception): string {
	return [exception.kind, exception.slug, exception.milestone?.id ?? '', exception.kind === 'challenge' ? exception.thread : exception.kind === 'kpi-concern' ? (exception.kpi?.id ?? '') : ''].join(' ');
}

const RANKS = { overdue: 1, 'kpi-concern': 4, confidence: 5, 'no-lead': 6, unconfirmed: 7, 'all-unconfirmed': 7 } as const;

function rank(exception: Exception, today: Day): number {
	if (exception.kind !== 'challenge') return RANKS[exception.kind];
	if (exception.state === 'answered') return 3;
	return exception.due < today ? 0 : 2;
}

/** What is late comes first: unanswered challenges past their day, overdue milestones, the other open challenges, answered ones, KPIs, confidence, leads, what is unconfirmed; equal ones by their day, then as given. */
export function byAttention(exceptions: readonly Exception[], today: Day): Exception[] {
	const dayOf = (exception: Exception): string => ('due' in exception ? exception.due : exception.kind === 'overdue' ? exception.forecast : '');
	return exceptions.toSorted((one, other) => rank(one, today) - rank(other, today) || (dayOf(one) < dayOf(other) ? -1 : dayOf(one) > dayOf(other) ? 1 : 0));
}
