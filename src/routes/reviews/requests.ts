/** What reviews ask of the server. */
import type { PlanId, ReviewId } from '#lib/plan/ids.ts';
import type { RecordChoices } from '#lib/plan/review-meeting.ts';
import type { MeetingRequests } from '#lib/ui/meeting/meeting-requests.ts';
import { ask, problemOf, valueOf } from '../ask.ts';

/** Begins a review; tells its id, or what went wrong in plain words. */
export async function beginReview(review: { title: string; heldOn: string; requestId: string }): Promise<{ id: ReviewId } | { problem: string }> {
	const told = await ask<{ review: { id: ReviewId } }>('/api/reviews', review);
	return told.ok ? { id: told.value.review.id } : { problem: told.message };
}

/** The requests of one review. @param of its title and the day a decision of it is of */
export function meetingRequests(id: ReviewId, of: () => { title: string; decidedOn: string }): MeetingRequests {
	const root = `/api/reviews/${id}`;
	return {
		attendance: (attendance, was) => problemOf(ask(`${root}/attendance`, { attendance, was })),
		item: (programme, change) => problemOf(ask(`${root}/agenda`, { programme, ...change })),
		close: () => problemOf(ask(`${root}/close`, {})),
		recordDecision: (plan, decision, requestId) => {
			const { title: forum, decidedOn } = of();
			return problemOf(ask(`/api/plans/${plan}/decisions`, { ...decision, forum, decidedOn, review: id, requestId }));
		},
		recordAction: (plan, action, requestId) => problemOf(ask(`/api/plans/${plan}/actions`, { ...action, review: id, requestId })),
		setActionDone: (plan, action, done) => problemOf(ask(`/api/plans/${plan}/actions/${action}/done`, { done })),
		strikeAction: (plan, action, why) => problemOf(ask(`/api/plans/${plan}/actions/${action}/strike`, { why })),
		strikeDecision: (plan, decision, why) => problemOf(ask(`/api/plans/${plan}/decisions/${decision}/strike`, { why })),
		choices: (plan: PlanId) => valueOf(ask<RecordChoices>(`/api/reviews/choices?plan=${plan}`))
	};
}
