/** A programme's status, worked out from its milestones by one rule, which is printed beside it with the portfolio's thresholds. */
import { isOpen, isOverdue, noCounts, type Dated, type StatusCounts } from './attention.ts';
import type { Day } from './dates.ts';
import { OPEN_STATUSES, STATUS_WORDS, STATUSES, type Status } from './fields.ts';
import type { StatusThresholds } from './status-thresholds.ts';

/** What the rule reads. Archived milestones are in none of the figures. */
export interface ProgrammeFigures {
	statuses: StatusCounts;
	/** Open and past their forecast. */
	overdue: number;
	/** Open, and off track or overdue or both. */
	late: number;
}

/** How many milestones are still to be delivered; paused ones are. */
export function openCount({ statuses }: Pick<ProgrammeFigures, 'statuses'>): number {
	return OPEN_STATUSES.reduce((sum, status) => sum + statuses[status], 0);
}

/** How many milestones there are, whatever their status. */
function totalCount({ statuses }: Pick<ProgrammeFigures, 'statuses'>): number {
	return Object.values(statuses).reduce((sum, count) => sum + count, 0);
}

/** The status by the rule. A plan without milestones has not started; one whose milestones were all given up is closed. */
export function programmeStatus(figures: ProgrammeFigures, { late, atRiskPercent }: StatusThresholds): Status {
	const open = openCount(figures);
	if (totalCount(figures) === 0) return 'notStarted';
	if (open === 0) return figures.statuses.complete > 0 ? 'complete' : 'closed';
	if (figures.late >= late) return 'offTrack';
	const { atRisk } = figures.statuses;
	// In whole numbers: a share of 20% is met exactly by one of five.
	if (figures.late > 0 || (atRisk > 0 && atRisk * 100 >= open * atRiskPercent)) return 'atRisk';
	return 'onTrack';
}

/** What made the rule say so: `2 of 18 open milestones are off track or overdue`. */
export function statusReason(figures: ProgrammeFigures): string {
	const open = openCount(figures);
	if (totalCount(figures) === 0) return 'There are no milestones yet';
	if (open === 0) return 'No milestone is open';
	const of = `of ${open} open ${open === 1 ? 'milestone' : 'milestones'}`;
	if (figures.late > 0) return `${figures.late} ${of} ${figures.late === 1 ? 'is' : 'are'} off track or overdue`;
	const { atRisk } = figures.statuses;
	if (atRisk > 0) return `${atRisk} ${of} ${atRisk === 1 ? 'is' : 'are'} at risk`;
	return `None ${of} is off track, overdue or at risk`;
}

/** The figures of a plan's milestones, counted one by one: for a live plan. */
export function figuresOf(milestones: Iterable<Dated>, today: Day): ProgrammeFigures {
	const figures: ProgrammeFigures = { statuses: noCounts(), overdue: 0, late: 0 };
	for (const milestone of milestones) {
		if (milestone.archived) continue;
		const overdue = isOverdue(milestone, today);
		figures.statuses[milestone.status] += 1;
		if (overdue) figures.overdue += 1;
		if (overdue || (isOpen(milestone) && milestone.status === 'offTrack')) figures.late += 1;
	}
	return figures;
}

const RANK: Record<Status, number> = { offTrack: 0, atRisk: 1, onTrack: 2, paused: 3, notStarted: 4, complete: 5, closed: 6 };

/** A programme's status by the rule, and what made it so. */
interface Ranked {
	status: Status;
	figures: ProgrammeFigures;
}
/** Orders programmes for a review: the worst first. Equal ones keep the order they came in. */
export function worstFirst(one: Ranked, other: Ranked): number {
	return RANK[one.status] - RANK[other.status] || other.figures.late - one.figures.late || other.figures.statuses.atRisk - one.figures.statuses.atRisk;
}

/** A status that a lead states beside the rule's, until it is taken back or the next review is closed. */
export interface StatedStatus {
	status: Status;
	reason: string;
	/** Who states it. */
	by: string;
	/** ISO 8601. */
	at: string;
}
/** One that stood, or stands (`endedAt` null). */
export interface StatedEarlier extends StatedStatus {
	id: string;
	endedAt: string | null;
}

/** What of a programme can be stated: whatever a milestone can be. Null for any other word. */
export function readStatus(sent: string): Status | null {
	return STATUSES.find((status) => status === sent) ?? null;
}

/** `Stated: On track by Programme manager – the staffing is agreed`. */
export function statedWords({ status, by, reason }: Pick<StatedStatus, 'status' | 'by' | 'reason'>): string {
	return `Stated: ${STATUS_WORDS[status]} by ${by} – ${reason}`;
}

/** A status against what the closed reviews before it said. */
export interface StatusTrend {
	/** `other`: another, but neither worse nor better, such as begun. */
	way: 'worse' | 'better' | 'same' | 'other';
	was: Status;
	/** How many reviews in a row, the last one first, said `was`. */
	reviews: number;
}

/**
 * Against the closed reviews.
 * @param before what they said of the programme, the newest first; one that did not have it ends the row
 */
export function statusTrend(now: Status, before: readonly (Status | null)[]): StatusTrend | null {
	const [was] = before;
	if (!was) return null;
	const other = before.findIndex((each) => each !== was);
	const change = severity(now) - severity(was);
	const way = now === was ? 'same' : change > 0 ? 'worse' : change < 0 ? 'better' : 'other';
	return { way, was, reviews: other === -1 ? before.length : other };
}

/** How bad a status is: what is complete is no better than what is on track. */
function severity(status: Status): number {
	return status === 'offTrack' ? 2 : status === 'atRisk' ? 1 : 0;
}

/** `Worse, was At risk`, `Better, was Off track`, `No change`, `No change in 3 reviews`. */
export function trendWords({ way, was, reviews }: StatusTrend): string {
	if (way === 'same') return reviews > 1 ? `No change in ${reviews} reviews` : 'No change';
	const words = `was ${STATUS_WORDS[was]}`;
	return way === 'other' ? `Now another, ${words}` : `${way === 'worse' ? 'Worse' : 'Better'}, ${words}`;
}
