import type { ConfidenceKind, ConfidenceLevel } from './confidence.ts';
import type { Day } from './dates.ts';
import type { Status } from './fields.ts';
import type { PersonId } from './ids.ts';
import type { ProgrammeFigures, StatedStatus, StatusTrend } from './programme-status.ts';

/** The newest statement of each kind about the programme, and what stood before; null where nobody has said. */
export type ReviewedConfidence = Readonly<Record<ConfidenceKind, { level: ConfidenceLevel; was: ConfidenceLevel | null } | null>>;

/** What the readings of one KPI say, as its icons show it. The values are those of lib/kpi, which this room may not import. */
export interface ReviewedSignal {
	kpi: string;
	title: string;
	/** Null where it is of the whole area. */
	place: string | null;
	/** Null: too few points. */
	variation: 'common' | 'improvement-high' | 'improvement-low' | 'concern-high' | 'concern-low' | 'neutral-high' | 'neutral-low' | null;
	assurance: 'pass' | 'fail' | 'hit-or-miss' | null;
	hasTarget: boolean;
}

/** One programme of the review, as the server counts it and its table and cards show it. */
export interface ReviewedProgramme {
	slug: string;
	name: string;
	/** Whoever holds the exec post today; null when nobody does. */
	execLead: string | null;
	/** The same one by one, with whose pages they have; absent on pages frozen before it was kept. */
	execLeads?: readonly { id: PersonId; name: string }[];
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
	lastChange: { who: string | null; whoId?: PersonId | null; words: string; at: Date } | null;
	/** What a lead states beside the rule; absent or null: nothing. */
	stated?: StatedStatus | null;
	/** Against the closed reviews before; absent or null while there is none. */
	trend?: StatusTrend | null;
	/** Open milestones whose forecast is later than when the last review was closed; absent or null while none was. */
	slippedSince?: { count: number; mostDays: number } | null;
	/** The KPIs to be shown, those of concern first, and how many there are with readings. */
	signals?: { shown: readonly ReviewedSignal[]; count: number };
	/** Open milestones that ask for a decision. */
	decisions?: number;
	/** With filters: how many milestones pass them. */
	passing?: number;
}

/** A decision that is wanted of the oversight group. */
export interface DecisionWanted {
	slug: string;
	programme: string;
	milestone: { id: string; ref: string; title: string };
	/** What has to be decided, by whom, by when; as it is written. */
	ask: string;
	forecast: Day | null;
}
