/** What charts and tables of a KPI take from the page. */
import type { ChartMilestone } from '#lib/kpi/chart-marks.ts';
import { STATUS_WORDS, type Status } from '#lib/plan/fields.ts';
import { formatDay, type Day } from '#lib/plan/dates.ts';

/** A milestone that is linked to the KPI, with a day: when it was done, or its forecast. */
export interface LinkedMilestone extends ChartMilestone {
	id: string;
	title: string;
	day: Day;
	status: Status;
	/** Where it is read in full. */
	href?: string;
}

/** `CAN-17 FIT result with every lower GI referral, complete 31 Oct 2025`, its status in words. */
export function milestoneWords({ ref, title, status, day, finished }: LinkedMilestone): string {
	return `${[ref, title].filter(Boolean).join(' ')}, ${STATUS_WORDS[status].toLowerCase()}${finished ? ' ' : ', forecast '}${formatDay(day)}`;
}

/** Why a measure taken once a year has no limits. */
export const YEARLY = 'Yearly figures never get limits, as they are too few and too far apart: only the average is drawn.';
