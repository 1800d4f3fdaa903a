/** The update round: a programme's leads are asked, by a day, whether their milestones are still true. */
import type { Day } from './dates.ts';
import type { MilestoneId, PersonId, RoundId } from './ids.ts';

export const CONFIRMATION_ANSWERS = ['stillTrue', 'changed'] as const;
export type ConfirmationAnswer = (typeof CONFIRMATION_ANSWERS)[number];
export const ANSWER_WORDS: Record<ConfirmationAnswer, string> = { stillTrue: 'Still true', changed: 'Changed' };

/** When a milestone was last said to be true as it stands, and by whom. */
export interface ConfirmationView {
	milestone: MilestoneId;
	answer: ConfirmationAnswer;
	/** ISO 8601, by the database's clock. */
	at: string;
	by: { name: string; initials: string };
}

/** One milestone of a round. */
export interface RoundMilestone {
	milestone: MilestoneId;
	ref: string;
	title: string;
	/** Who was asked; empty when it had no lead. */
	asked: readonly { person: PersonId; name: string; initials: string }[];
	/** The newest answer given since the round began; null while nobody has. */
	answer: ConfirmationView | null;
	/** It was archived, completed or closed since, and so needs no answer. */
	settled: boolean;
}

export interface RoundView {
	id: RoundId;
	due: Day;
	note: string;
	/** ISO 8601. */
	at: string;
	by: { name: string; initials: string };
	closed: { name: string; at: string } | null;
	milestones: readonly RoundMilestone[];
}

export const MOST_IN_ROUND_NOTE = 1_000;

/** Whether a milestone of a round is an exception: the day has passed, the round is open, and nobody has answered. */
export function isUnconfirmed(round: { due: Day; closed: unknown }, milestone: Pick<RoundMilestone, 'answer' | 'settled'>, today: Day): boolean {
	return round.closed === null && round.due < today && milestone.answer === null && !milestone.settled;
}
