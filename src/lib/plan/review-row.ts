import type { ConfidenceKind, ConfidenceLevel } from './confidence.ts';
import type { Day } from './dates.ts';
import type { Status } from './fields.ts';
import type { ProgrammeFigures } from './programme-status.ts';

/** The newest statement of each kind about the programme, and what stood before; null where nobody has said. */
export type ReviewedConfidence = Readonly<Record<ConfidenceKind, { level: ConfidenceLevel; was: ConfidenceLevel | null } | null>>;

/** One programme of the review, as the server counts it and its table and cards show it. */
export interface ReviewedProgramme {
	slug: string;
	name: string;
	/** Whoever holds the exec post today; null when nobody does. */
	execLead: string | null;
	figures: ProgrammeFigures;
	status: Status;
	reason: string;
	overdue: number;
	/** Reference of the milestone overdue the longest; null when none is. */
	oldestOverdue: string | null;
	due: number;
	nextDue: Day | null;
	/** Null while there is no approved baseline to slip from. */
	slipped: { count: number; mostDays: number } | null;
	kpis: { withTarget: number; withoutTarget: number };
	/** Challenges that are not closed. */
	challenges: number;
	confidence: ReviewedConfidence;
	lastChange: { who: string | null; words: string; at: Date } | null;
}
