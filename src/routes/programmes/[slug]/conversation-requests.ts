/** The requests of a conversation, as calls of the plan's addresses. */
import type { CommentView, OpenCounts, ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import type { Asked, ConversationRequests, NotDone, PlanPeople } from '#lib/ui/comments/requests.ts';

const UNREACHABLE = 'Milepost could not be reached. Check your connection and try again.';
const WRONG = 'Something went wrong on our side. Try again in a moment.';
const BECAUSE: Readonly<Record<number, NotDone>> = { 400: 'invalid', 401: 'signed-out', 403: 'no-access', 404: 'not-found', 409: 'conflict', 413: 'invalid', 429: 'limited', 502: 'unreachable', 503: 'unreachable', 504: 'unreachable' };

async function ask<Value>(address: string, body?: unknown): Promise<Asked<Value>> {
	const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	let response: Response;
	try {
		response = await fetch(address, init);
	} catch {
		// The browser says no more than that it did not arrive, or its answer did not.
		return { ok: false, because: 'unreachable', message: UNREACHABLE };
	}
	const because = BECAUSE[response.status] ?? 'unclear';
	let answer: unknown;
	try {
		answer = await response.json();
	} catch {
		// A proxy's own page, or an answer cut short: not ours, whatever its status says.
		return { ok: false, because: because === 'unreachable' ? because : 'unclear', message: 'Something went wrong on the way. Try again in a moment.' };
	}
	if (response.ok) return { ok: true, value: answer as Value };
	return { ok: false, because, message: (answer as { message?: string }).message ?? WRONG };
}

const under = <Name extends string, Value>(name: Name, asked: Asked<Record<Name, Value>>): Asked<Value> => (asked.ok ? { ok: true, value: asked.value[name] } : asked);

function queryOf(subject: ThreadSubject): string {
	switch (subject.on) {
		case 'milestone':
			return `milestone=${subject.milestone}`;
		case 'kpi':
			return `kpi=${subject.kpi}`;
		case 'plan':
			return 'on=plan';
	}
}

export function conversationRequests(planId: PlanId): ConversationRequests {
	const root = `/api/plans/${planId}`;
	const threads = async (query: string) => under('threads', await ask<{ threads: ThreadView[] }>(`${root}/threads?${query}`));
	const thread = async (address: string, body: unknown) => under('thread', await ask<{ thread: ThreadView }>(`${root}/threads${address}`, body));
	return {
		threads: (subject) => threads(queryOf(subject)),
		openThreads: () => threads('open=1'),
		counts: async () => under('counts', await ask<{ counts: Record<MilestoneId, OpenCounts> }>(`${root}/comments/counts`)),
		people: () => ask<PlanPeople>(`${root}/people`),
		begin: (sent, requestId) => thread('', { ...sent, requestId }),
		reply: ({ thread: id, ...sent }, requestId) => thread(`/${id}/replies`, { ...sent, requestId }),
		setState: (id, to) => thread(`/${id}/state`, { to }),
		edit: async (comment, body, mentions) => under('comment', await ask<{ comment: CommentView }>(`${root}/comments/${comment}`, { body, mentions }))
	};
}
