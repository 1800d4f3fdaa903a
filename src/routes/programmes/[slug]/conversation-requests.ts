/** The requests of a conversation, as calls of the plan's addresses. */
import type { CommentView, OpenCounts, ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import type { Asked, ConversationRequests, PlanPeople } from '#lib/ui/comments/requests.ts';
import { ask } from '../../ask.ts';

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
