/** What the addresses of confidence, decisions and actions share: whether they mean a milestone, the programme, or all of the plan. */
import { isId, type MilestoneId, type PlanId, type ReviewId } from '#lib/plan/ids.ts';
import { runningSync } from '#server/running-sync.ts';
import type { Database } from '#server/store/database.ts';
import type { Answer } from '#server/store/plain-command.ts';
import type { RecordsOf } from '#server/store/record-command.ts';
import { answered, fieldsOf, no, readablePlan, type Fields, type PlanRequest } from './plan-request.server.ts';

const NO_MILESTONE = 'There is no such milestone in this plan.';

interface PlanEventOfKit {
	locals: App.Locals;
	params: { plan: string };
}

/** Answers a `GET` with the records that its address asks for, under their name. */
export async function answerList({ locals, params, url }: PlanEventOfKit & { url: URL }, name: string, list: (db: Database, planId: PlanId, of: RecordsOf) => Promise<unknown>): Promise<Response> {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const of = recordsAsked(url);
	if (of instanceof Response) return of;
	return Response.json({ [name]: await list(asked.db, asked.planId, of) });
}

interface Recording<Value> {
	/** What the answer gives the new record under. */
	name: string;
	/** Which of the plan's events tells the open pages. */
	tells: 'records' | 'confidence';
	record: (asked: Pick<PlanRequest, 'db' | 'user' | 'planId'>, fields: Fields, subject: { milestone: MilestoneId | null }) => Promise<Answer<Value> | Response>;
}

/** Answers a `POST` that adds a record about a milestone or the programme, and tells every open page. */
export async function answerNew<Value>({ locals, params, request }: PlanEventOfKit & { request: Request }, { name, tells, record }: Recording<Value>): Promise<Response> {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	const subject = subjectIn(fields);
	if (subject instanceof Response) return subject;
	const { db, user, planId } = asked;
	const recorded = await record({ db, user, planId }, fields, subject);
	if (recorded instanceof Response) return recorded;
	// Also after a second try: the first may have been kept without the others hearing of it.
	if (recorded.ok) await runningSync().tell(planId, { kind: tells, milestone: subject.milestone });
	return answered(recorded, name, 201);
}

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
