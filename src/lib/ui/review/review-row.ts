import type { Status } from '#lib/plan/fields.ts';
import type { ReviewedProgramme } from '#lib/plan/review-row.ts';

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
