/** What reviews ask of the server. */
import type { PlanId, ReviewId } from '#lib/plan/ids.ts';
import type { RecordChoices } from '#lib/plan/review-meeting.ts';
import type { MeetingRequests } from '#lib/ui/meeting/meeting-requests.ts';

type Told<Value> = { ok: true; value: Value } | { ok: false; message: string };

async function ask<Value>(address: string, body?: object): Promise<Told<Value>> {
	const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	let response: Response;
	try {
		response = await fetch(address, init);
	} catch {
		// The browser says no more than that it did not arrive.
		return { ok: false, message: 'Milepost could not be reached. Check your connection and try again.' };
	}
	let answer: unknown;
	try {
		answer = await response.json();
	} catch {
		// A proxy's own page, or an answer cut short: not ours, whatever its status says.
		return { ok: false, message: 'Something went wrong on the way. Try again in a moment.' };
	}
	if (response.ok) return { ok: true, value: answer as Value };
	return { ok: false, message: (answer as { message?: string }).message ?? 'Something went wrong on our side. Try again in a moment.' };
}

const problemOf = (told: Told<unknown>): string | null => (told.ok ? null : told.message);

/** Begins a review; tells its id, or what went wrong in plain words. */
export async function beginReview(review: { title: string; heldOn: string; requestId: string }): Promise<{ id: ReviewId } | { problem: string }> {
	const told = await ask<{ review: { id: ReviewId } }>('/api/reviews', review);
	return told.ok ? { id: told.value.review.id } : { problem: told.message };
}

/** The requests of one review. @param of its title and the day a decision of it is of */
export function meetingRequests(id: ReviewId, of: () => { title: string; decidedOn: string }): MeetingRequests {
	const root = `/api/reviews/${id}`;
	return {
		attendance: async (attendance, was) => problemOf(await ask(`${root}/attendance`, { attendance, was })),
		item: async (programme, change) => problemOf(await ask(`${root}/agenda`, { programme, ...change })),
		close: async () => problemOf(await ask(`${root}/close`, {})),
		recordDecision: async (plan, decision, requestId) => {
			const { title: forum, decidedOn } = of();
			return problemOf(await ask(`/api/plans/${plan}/decisions`, { ...decision, forum, decidedOn, review: id, requestId }));
		},
		recordAction: async (plan, action, requestId) => problemOf(await ask(`/api/plans/${plan}/actions`, { ...action, review: id, requestId })),
		choices: async (plan: PlanId) => {
			const told = await ask<RecordChoices>(`/api/reviews/choices?plan=${plan}`);
			if (!told.ok) throw new Error(told.message);
			return told.value;
		}
	};
}
