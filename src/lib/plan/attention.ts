/**
 * Which milestones ask for attention: overdue, due soon, slipped. One definition for the review, the
 * plan's filters and a person's own list; server/store/figures.ts says the same in SQL, and its test
 * holds the two together.
 *
 * Archived milestones never count. A paused milestone is open, so it is overdue once its date has
 * passed: pausing work does not make an old date true; a new date or closing it does.
 */
import { addDays, daysBetween, type Day } from './dates.ts';
import { OPEN_STATUSES, STATUSES, type Status } from './fields.ts';

/** "Due soon" looks this many days ahead, today and the last day included. */
export const DUE_WITHIN_DAYS = 60;

/** What of a milestone decides whether it asks for attention. */
export interface Dated {
	status: Status;
	forecast: Day | null;
	archived: boolean;
}

/** Whether it is still to be delivered. */
export function isOpen(milestone: Dated): boolean {
	return !milestone.archived && OPEN_STATUSES.includes(milestone.status);
}

/** Whether it is open and its forecast has passed; the day itself is not yet late. */
export function isOverdue(milestone: Dated, today: Day): boolean {
	return isOpen(milestone) && milestone.forecast !== null && milestone.forecast < today;
}

/** Whether it is open and forecast within the next `DUE_WITHIN_DAYS` days. */
export function isDue(milestone: Dated, today: Day): boolean {
	return isOpen(milestone) && milestone.forecast !== null && milestone.forecast >= today && milestone.forecast <= addDays(today, DUE_WITHIN_DAYS);
}

/** Days by which the forecast is later than the baseline (negative: earlier); null where either is missing. */
export function slipDays(forecast: Day | null, baseline: Day | null): number | null {
	return forecast === null || baseline === null ? null : daysBetween(baseline, forecast);
}

/** Whether it is open and forecast later than its approved baseline. */
export function isSlipped(milestone: Dated, baseline: Day | null): boolean {
	return isOpen(milestone) && (slipDays(milestone.forecast, baseline) ?? 0) > 0;
}

/** The values of `?show=` on a plan page. */
export const SHOWS = ['overdue', 'due', 'slipped'] as const;
export type Show = (typeof SHOWS)[number];
export const SHOW_WORDS: Record<Show, string> = { overdue: 'Overdue', due: `Due in ${DUE_WITHIN_DAYS} days`, slipped: 'Slipped' };

/** Whether a milestone is one of those that a figure of the review counts. */
export function isShown(show: Show, milestone: Dated, { today, baseline }: { today: Day; baseline: Day | null }): boolean {
	switch (show) {
		case 'overdue':
			return isOverdue(milestone, today);
		case 'due':
			return isDue(milestone, today);
		case 'slipped':
			return isSlipped(milestone, baseline);
	}
}

/** The order in which statuses are listed: what needs attention first. */
export const STATUS_ORDER: readonly Status[] = ['offTrack', 'atRisk', 'onTrack', 'notStarted', 'paused', 'complete', 'closed'];

/** How many of each status; every status has its key. */
export type StatusCounts = Record<Status, number>;

export function noCounts(): StatusCounts {
	return Object.fromEntries(STATUSES.map((status) => [status, 0])) as StatusCounts;
}
