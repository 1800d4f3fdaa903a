/** What is sent about conversations, read at the edge: known fields of known types, or a sentence that says which is wrong. */
import { SMART_LETTERS, THREAD_FIELDS, type ThreadSubject } from '#lib/plan/conversation.ts';
import { isDay } from '#lib/plan/dates.ts';
import type { Parsed } from '#lib/plan/fields.ts';
import { isId, type AccountId } from '#lib/plan/ids.ts';
import type { PlanEvent } from '#lib/sync/wire.ts';
import type { NewChallenge } from '#server/store/challenges.ts';
import type { Words } from '#server/store/saying.ts';
import { asFields, fieldsOf, no, textIn, type Fields } from './plan-request.server.ts';

const ok = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });
const wrong = (problem: string): Parsed<never> => ({ ok: false, problem });

/** Reads the request's JSON object with one of the readers below. */
export async function sentAs<Value>(request: Request, read: (fields: Fields) => Parsed<Value>): Promise<Value | Response> {
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	const sent = read(fields);
	return sent.ok ? sent.value : no(400, sent.problem);
}

/** `{ subject, body, requestId, mentions, challenge? }`; whatever else is sent, such as an author, is not looked at. */
export function readThread(fields: Fields): Parsed<Words & { subject: ThreadSubject; challenge?: NewChallenge }> {
	const subject = readSubject(fields.get('subject'));
	if (!subject.ok) return subject;
	const words = readWords(fields);
	if (!words.ok) return words;
	const sent = fields.get('challenge') ?? null;
	if (sent === null) return ok({ ...words.value, subject: subject.value });
	const challenge = readChallenge(sent);
	return challenge.ok ? ok({ ...words.value, subject: subject.value, challenge: challenge.value }) : challenge;
}

/** `{ body, requestId, mentions, answers?, reopen? }` */
export function readReply(fields: Fields): Parsed<Words & { answers: boolean; reopen: boolean }> {
	const words = readWords(fields);
	if (!words.ok) return words;
	const [answers, reopen] = [fields.get('answers') ?? false, fields.get('reopen') ?? false];
	if (typeof answers !== 'boolean') return wrong('Whether the reply answers the challenge is sent as true or false.');
	if (typeof reopen !== 'boolean') return wrong('Whether the reply reopens the conversation is sent as true or false.');
	return ok({ ...words.value, answers, reopen });
}

/** `{ body, mentions }` */
export function readEdit(fields: Fields): Parsed<Omit<Words, 'requestId'>> {
	const mentions = readMentions(fields.get('mentions') ?? []);
	return mentions.ok ? ok({ body: textIn(fields, 'body'), mentions: mentions.value }) : mentions;
}

const STATES = ['resolved', 'open', 'closed', 'sentBack', 'reopened'] as const;

/** `{ to }`: `resolved` or `open` for a conversation, `closed`, `sentBack` or `reopened` for a challenge. */
export function readState(fields: Fields): Parsed<(typeof STATES)[number]> {
	const to = STATES.find((state) => state === fields.get('to'));
	return to ? ok(to) : wrong(`The new state is one of: ${STATES.join(', ')}.`);
}

function readWords(fields: Fields): Parsed<Words> {
	const edit = readEdit(fields);
	return edit.ok ? ok({ ...edit.value, requestId: textIn(fields, 'requestId') }) : edit;
}

function readMentions(sent: unknown): Parsed<AccountId[]> {
	if (!Array.isArray(sent) || !sent.every((each) => isId('ac', each))) return wrong('Mentions are a list of account ids.');
	return ok(sent);
}

function readSubject(sent: unknown): Parsed<ThreadSubject> {
	const fields = asFields(sent);
	const on = fields?.get('on');
	if (fields && on === 'plan') return ok({ on });
	if (fields && on === 'kpi') {
		const kpi = fields.get('kpi');
		return isId('kpi', kpi) ? ok({ on, kpi }) : wrong('This is not a KPI.');
	}
	if (!fields || on !== 'milestone') return wrong('A conversation is about a milestone, a KPI or the plan: say which.');
	const [milestone, sentField] = [fields.get('milestone'), fields.get('field') ?? null];
	if (!isId('ms', milestone)) return wrong('This is not a milestone.');
	const field = sentField === null ? null : THREAD_FIELDS.find((each) => each === sentField);
	return field === undefined ? wrong(`A field that can be commented on is one of: ${THREAD_FIELDS.join(', ')}.`) : ok({ on, milestone, field });
}

function readChallenge(sent: unknown): Parsed<NewChallenge> {
	const fields = asFields(sent);
	if (!fields) return wrong('A challenge has a due date, and may have a SMART letter and an owner.');
	const [sentLetter, owner, due] = [fields.get('letter') ?? null, fields.get('owner') ?? null, fields.get('due')];
	const letter = sentLetter === null ? null : SMART_LETTERS.find((each) => each === sentLetter);
	if (letter === undefined) return wrong(`The SMART letter is one of: ${SMART_LETTERS.join(', ')}.`);
	if (owner !== null && !isId('pe', owner)) return wrong('The owner is not a person.');
	return isDay(due) ? ok({ letter, owner, due }) : wrong('The due date is missing. Enter a date such as 30 Jun 2026.');
}

/** What open pages are told when something was said about a subject. */
export function conversationEvent(subject: ThreadSubject): PlanEvent {
	return { kind: 'conversation', milestone: subject.on === 'milestone' ? subject.milestone : null, kpi: subject.on === 'kpi' ? subject.kpi : null };
}
