/** What the addresses of confidence, decisions and actions share: whether they mean a milestone, the programme, or all of the plan. */
import { isId, type MilestoneId, type ReviewId } from '#lib/plan/ids.ts';
import type { RecordsOf } from '#server/store/record-command.ts';
import { no, type Fields } from './plan-request.server.ts';

const NO_MILESTONE = 'There is no such milestone in this plan.';

/** Which records an address asks for: `?milestone=ms_…`, `?on=programme`, or neither for all of the plan. */
export function recordsAsked(url: URL): RecordsOf | Response {
	const milestone = url.searchParams.get('milestone');
	if (milestone !== null) return isId('ms', milestone) ? milestone : no(404, NO_MILESTONE);
	const on = url.searchParams.get('on');
	if (on === null) return 'all';
	return on === 'programme' ? null : no(400, 'Ask for ?milestone=…, for ?on=programme, or for all of the plan.');
}

/** What a record is to be about; said outright, so that one that was sent amiss never lands on the programme. */
export function subjectIn(fields: Fields): { milestone: MilestoneId | null } | Response {
	const milestone = fields.get('milestone');
	if (milestone === null) return { milestone };
	if (isId('ms', milestone)) return { milestone };
	return typeof milestone === 'string' ? no(404, NO_MILESTONE) : no(400, 'Say which milestone it is about, or null for the programme.');
}

/** The review that a record is to belong to; null when none is named. */
export function reviewIn(fields: Fields): { reviewId: ReviewId | null } | Response {
	const review = fields.get('review') ?? null;
	if (review === null) return { reviewId: null };
	return isId('rv', review) ? { reviewId: review } : no(404, 'There is no such review.');
}
