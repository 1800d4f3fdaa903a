/**
 * `GET ?milestone=` | `?kpi=` | `?on=plan` | `?open=1`: `{ threads }`, oldest first; of the open ones challenges first.
 * `POST { subject, body, requestId, mentions, challenge? }`: begins a thread, answers `{ thread }` and tells every open page.
 */
import { isId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import { beginThread } from '#server/store/thread-commands.ts';
import { listThreads, type WhichThreads } from '#server/store/threads.ts';
import { conversationEvent, readThread, sentAs } from '../../conversation-request.server.ts';
import { answered, no, readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const which = whichOf(url.searchParams);
	if (which === null) return no(400, 'Say which conversations: ?milestone= or ?kpi= with an id, ?on=plan, or ?open=1.');
	return Response.json({ threads: await listThreads(asked.db, asked.planId, which) });
};

function whichOf(query: URLSearchParams): WhichThreads | null {
	const [milestone, kpi] = [query.get('milestone'), query.get('kpi')];
	if (milestone !== null) return isId('ms', milestone) ? { milestone } : null;
	if (kpi !== null) return isId('kpi', kpi) ? { kpi } : null;
	if (query.get('on') === 'plan') return 'plan';
	return query.get('open') === '1' ? 'open' : null;
}

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await sentAs(request, readThread);
	if (sent instanceof Response) return sent;
	const { db, user, planId } = asked;
	const begun = await beginThread(db, { user, planId, ...sent });
	// Also after a second try: the first may have been kept without the others hearing of it.
	if (begun.ok) await runningSync().tell(planId, conversationEvent(begun.value.subject));
	return answered(begun, 'thread', 201);
};
