import type { Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { ProgrammeFigures } from '#lib/plan/programme-status.ts';

/** One programme of the review, as its table and its cards show it. */
export interface ReviewedProgramme {
	slug: string;
	name: string;
	execLead: string | null;
	figures: ProgrammeFigures;
	status: Status;
	reason: string;
	overdue: number;
	/** Reference of the milestone overdue the longest. */
	oldestOverdue: string | null;
	due: number;
	nextDue: Day | null;
	/** Null while there is no approved baseline to slip from. */
	slipped: { count: number; mostDays: number } | null;
	kpis: { withTarget: number; withoutTarget: number };
	lastChange: { who: string | null; words: string; at: Date } | null;
}

/** The rows behind a figure. */
export function rowsHref(slug: string, filter: { show: 'overdue' | 'due' | 'slipped' } | { status: Status }): string {
	const [name, value] = 'show' in filter ? ['show', filter.show] : ['status', filter.status];
	return `/programmes/${slug}/plan?${name}=${value}`;
}

export function daysWord(days: number): string {
	return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** How many KPIs say what they should reach: `1 with target, 4 without`. */
export function targetsWord({ withTarget, withoutTarget }: ReviewedProgramme['kpis']): string {
	if (withoutTarget === 0) return withTarget === 1 ? 'with target' : 'all with target';
	return withTarget === 0 ? `${withoutTarget === 1 ? '' : 'all '}without target` : `${withTarget} with target, ${withoutTarget} without`;
}
