/** How a milestone that another depends on stands to it in time, in words. */
import { daysBetween, type Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';

interface Dated {
	forecast: Day | null;
	status: Status;
}

/** `late`: it is forecast to finish after the milestone that needs it. */
export interface DependencyWords {
	words: string;
	late: boolean;
}

const isOver = (status: Status): boolean => status === 'complete' || status === 'closed';

/**
 * `19 days after this milestone`, `in time`, `no forecast yet`; nothing more to say ('') when either is over.
 * Late is judged as `clashWith` of problems.ts does.
 */
export function dependencyWords(milestone: Dated, needed: Dated): DependencyWords {
	if (isOver(milestone.status) || isOver(needed.status)) return { words: '', late: false };
	if (needed.forecast === null) return { words: 'no forecast yet', late: false };
	if (milestone.forecast === null) return { words: '', late: false };
	const days = daysBetween(milestone.forecast, needed.forecast);
	if (days <= 0) return { words: 'in time', late: false };
	return { words: `${days === 1 ? '1 day' : `${days.toLocaleString('en-GB')} days`} after this milestone`, late: true };
}

/** `42 days after baseline`, `4 days before baseline`, `On the baseline date`. */
export function slipWords(days: number): string {
	if (days === 0) return 'On the baseline date';
	const count = Math.abs(days);
	return `${count.toLocaleString('en-GB')} ${count === 1 ? 'day' : 'days'} ${days > 0 ? 'after' : 'before'} baseline`;
}
