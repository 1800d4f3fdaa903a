import { asOfSuffix } from '#lib/plan/as-of.ts';
import { formatDayShort, type Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';
import { NO_REVIEW_FILTERS, planFilters, type ReviewFilters } from '#lib/plan/review-filters.ts';
import type { ReviewedProgramme } from '#lib/plan/review-row.ts';

/** A programme's plan, as of a past day where the review is of one, with those of its filters that a plan page knows. */
export function planHref(slug: string, asOf: string | null, filters: ReviewFilters = NO_REVIEW_FILTERS): string {
	const params = planFilters(filters).toString();
	const href = `/programmes/${slug}/plan${params === '' ? '' : `?${params}`}`;
	return `${href}${asOfSuffix(href, asOf)}`;
}

/** The rows behind a figure. */
export function rowsHref(slug: string, filter: { show: 'overdue' | 'due' | 'slipped' } | { status: Status }, asOf: string | null = null, filters: ReviewFilters = NO_REVIEW_FILTERS): string {
	const params = planFilters(filters);
	if ('show' in filter) params.set('show', filter.show);
	else params.set('status', filter.status);
	const href = `/programmes/${slug}/plan?${params.toString()}`;
	return `${href}${asOfSuffix(href, asOf)}`;
}

export function daysWord(days: number): string {
	return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** How many KPIs say what they should reach: `1 with target, 4 without`. */
export function targetsWord({ withTarget, withoutTarget }: ReviewedProgramme['kpis']): string {
	if (withoutTarget === 0) return withTarget === 1 ? 'with target' : 'all with target';
	return withTarget === 0 ? `${withoutTarget === 1 ? '' : 'all '}without target` : `${withTarget} with target, ${withoutTarget} without`;
}

/** `3 since 8 Jul, up to 12 days`, `None since 8 Jul`. */
export function slippedSinceWords({ count, mostDays }: NonNullable<ReviewedProgramme['slippedSince']>, since: Day): string {
	return count === 0 ? `None since ${formatDayShort(since)}` : `${count} since ${formatDayShort(since)}, up to ${daysWord(mostDays)}`;
}
