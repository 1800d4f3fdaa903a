/** A comment that is being written: nothing typed is lost, and nothing is sent twice. Pure. */
import { mentionsIn } from '#lib/plan/comment-text.ts';
import { MOST_MENTIONS, parseComment, SMART_LETTERS, THREAD_FIELDS, type SmartLetter, type ThreadField, type ThreadSubject } from '#lib/plan/conversation.ts';
import { formatDay, parseDay, type Day } from '#lib/plan/dates.ts';
import { isId, type AccountId, type CommentId, type KpiId, type MilestoneId, type PersonId, type ThreadId } from '#lib/plan/ids.ts';
import type { NewReply, NewThread, PlanPeople } from './requests.ts';

/** What a draft is for: a new thread on a milestone, a KPI or the plan, a reply, or another text for one's own comment. */
export type DraftKey = MilestoneId | KpiId | 'plan' | ThreadId | CommentId;

export interface ChallengeDraft {
	letter: SmartLetter | null;
	/** Null: the programme. */
	owner: PersonId | null;
	/** As typed. */
	due: string;
}
export type Sent = NewThread | NewReply;
/** One way to send a comment, and the id under which the server keeps it once. */
export interface Attempt {
	sent: Sent;
	requestId: string;
}
/** What was decided when Send was pressed. */
export interface Sending {
	/** The thread was resolved: it is reopened with this. */
	reopen: boolean;
	/** Whoever cannot see the plan is not told, and the writer knows. */
	anyway: boolean;
}
export interface CommentDraft {
	/** As typed. */
	body: string;
	/** The field of a milestone that a new thread is about. */
	field: ThreadField | null;
	challenge: ChallengeDraft | null;
	/** A reply that answers the challenge. */
	answers: boolean;
	/** The newest try of which it is not known how it ended. */
	tried: Attempt | null;
	/** It could not be sent, and is sent by itself once it can be. */
	waiting: Sending | null;
}
export const EMPTY_DRAFT: CommentDraft = { body: '', field: null, challenge: null, answers: false, tried: null, waiting: null };

export function keyOfSubject(subject: ThreadSubject): MilestoneId | KpiId | 'plan' {
	return subject.on === 'milestone' ? subject.milestone : subject.on === 'kpi' ? subject.kpi : 'plan';
}

/** Why a draft cannot be sent: what is wrong and where, or who cannot see the plan. */
export type Unsendable = { at: 'body' | 'due'; problem: string } | { unseen: string[] };
export type Made<Value> = { ok: true; value: Value } | ({ ok: false } & Unsendable);

/** Text and mentions of a draft. People null: they could not be asked for, so nobody is mentioned. */
export function wordsOf(draft: CommentDraft, known: PlanPeople | null, anyway: boolean): Made<Pick<Sent, 'body' | 'mentions'>> {
	const parsed = parseComment(draft.body);
	if (!parsed.ok) return { ok: false, at: 'body', problem: parsed.problem };
	// Together, because the longest name wins whosever it is.
	const everyone: { name: string; account?: AccountId }[] = [...(known?.people ?? []), ...(known?.others ?? [])];
	const named = mentionsIn(parsed.value, everyone);
	const mentions = named.flatMap(({ account }) => account ?? []);
	const unseen = [...new Set(named.flatMap(({ account, name }) => (account === undefined ? name : [])))];
	if (unseen.length > 0 && !anyway) return { ok: false, unseen };
	if (mentions.length > MOST_MENTIONS) return { ok: false, at: 'body', problem: `One comment can mention ${MOST_MENTIONS} people, and this one mentions ${mentions.length}. Take some names out.` };
	return { ok: true, value: { body: parsed.value, mentions } };
}

/** What is sent for a draft, or why it cannot be. */
export function sentOf(key: DraftKey, draft: CommentDraft, known: PlanPeople | null, { reopen, anyway }: Sending, today: Day): Made<Sent> {
	const words = wordsOf(draft, known, anyway);
	if (!words.ok) return words;
	if (isId('th', key)) {
		return { ok: true, value: { thread: key, ...words.value, ...(draft.answers && { answers: true as const }), ...(reopen && { reopen: true as const }) } };
	}
	const subject = subjectOf(key, draft.field);
	if (!draft.challenge) return { ok: true, value: { subject, ...words.value } };
	const due = parseDue(draft.challenge.due, today);
	if (!due.ok) return { ok: false, at: 'due', problem: due.problem };
	const { letter, owner } = draft.challenge;
	return { ok: true, value: { subject, ...words.value, challenge: { letter, owner, due: due.value } } };
}

/** Reads the day by which an answer is due. */
export function parseDue(typed: string, today: Day): { ok: true; value: Day } | { ok: false; problem: string } {
	const day = parseDay(typed, today);
	if (!day.ok) return { ok: false, problem: `Answer due: ${day.problem}` };
	return day.value < today ? { ok: false, problem: `Answer due: ${formatDay(day.value)} is past. Enter today or a later day.` } : day;
}

function subjectOf(key: DraftKey, field: ThreadField | null): ThreadSubject {
	if (isId('ms', key)) return { on: 'milestone', milestone: key, field };
	return isId('kpi', key) ? { on: 'kpi', kpi: key } : { on: 'plan' };
}

/** The try to make now: the earlier one when it says the same and may have arrived, otherwise a new one. */
export function attemptOf(draft: CommentDraft, sent: Sent): Attempt {
	// Whom it mentions is left aside: the list of people may have changed, and what arrived is kept.
	if (draft.tried && plain(draft.tried.sent) === plain(sent)) return draft.tried;
	return { sent, requestId: newRequestId() };
}
const plain = (sent: Sent): string => JSON.stringify({ ...sent, mentions: [] });

/** The draft once a try was kept by the server: empty, or whatever was typed since. */
export function afterSending(draft: CommentDraft, { sent }: Attempt): CommentDraft {
	return draft.body.toWellFormed().replace(/\r\n?/g, '\n').trim() === sent.body ? EMPTY_DRAFT : { ...draft, tried: null, waiting: null };
}

/** Reads a draft that was kept as JSON; an empty one for anything else. */
export function parseDraft(kept: string | null): CommentDraft {
	const value = kept === null ? null : objectIn(kept);
	if (!value || typeof value.body !== 'string') return EMPTY_DRAFT;
	const { body } = value;
	const { field, challenge, answers, tried, waiting } = value as Partial<Record<keyof CommentDraft, unknown>>;
	return {
		body,
		field: THREAD_FIELDS.find((each) => each === field) ?? null,
		challenge: isObject(challenge) && typeof challenge.due === 'string' ? { letter: SMART_LETTERS.find((each) => each === challenge.letter) ?? null, owner: isId('pe', challenge.owner) ? challenge.owner : null, due: challenge.due } : null,
		answers: answers === true,
		// Made by this same code, and only ever sent to a server that reads it strictly.
		tried: isObject(tried) && isObject(tried.sent) && tried.sent.body === body.trim() && typeof tried.requestId === 'string' ? { sent: tried.sent as unknown as Sent, requestId: tried.requestId } : null,
		waiting: isObject(waiting) ? { reopen: waiting.reopen === true, anyway: waiting.anyway === true } : null
	};
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
function objectIn(json: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(json);
		return isObject(value) ? value : null;
	} catch (error) {
		if (error instanceof SyntaxError) return null;
		throw error;
	}
}

/** 32 hexadecimal digits. Not `crypto.randomUUID`, which pages without https do not have. */
function newRequestId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
