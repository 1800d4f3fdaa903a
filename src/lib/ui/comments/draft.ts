/** A comment that is being written: nothing typed is lost, and nothing is sent twice. */
import { parseComment } from '#lib/plan/comments.ts';

/** One way to send a comment: the words, and the id under which the server keeps them once. */
export interface Attempt {
	body: string;
	requestId: string;
}
export interface CommentDraft {
	/** As typed. */
	body: string;
	/** The newest try that has not been answered well; sending the same words again is the same comment. */
	tried: Attempt | null;
}

export const EMPTY_DRAFT: CommentDraft = { body: '', tried: null };

/** The try to make now: the earlier one when the words are the same, otherwise a new one; or what is wrong with the words. */
export function attemptOf(draft: CommentDraft): { ok: true; value: Attempt } | { ok: false; problem: string } {
	const parsed = parseComment(draft.body);
	if (!parsed.ok) return parsed;
	const again = draft.tried?.body === parsed.value ? draft.tried : null;
	return { ok: true, value: again ?? { body: parsed.value, requestId: newRequestId() } };
}

/** The draft once a try was kept by the server: empty, or whatever was typed since. */
export function afterSending(draft: CommentDraft, sent: Attempt): CommentDraft {
	return draft.body.replace(/\r\n?/g, '\n').trim() === sent.body ? EMPTY_DRAFT : { ...draft, tried: null };
}

/** Reads a draft that was kept as JSON; an empty one for anything else. */
export function parseDraft(kept: string | null): CommentDraft {
	if (kept === null) return EMPTY_DRAFT;
	let value: unknown;
	try {
		value = JSON.parse(kept);
	} catch (error) {
		if (error instanceof SyntaxError) return EMPTY_DRAFT;
		throw error;
	}
	if (!holds(value, 'body')) return EMPTY_DRAFT;
	const tried = 'tried' in value && holds(value.tried, 'body') && holds(value.tried, 'requestId') ? value.tried : null;
	return { body: value.body, tried: tried && { body: tried.body, requestId: tried.requestId } };
}

function holds<Key extends string>(value: unknown, key: Key): value is Record<Key, string> {
	return typeof value === 'object' && value !== null && key in value && typeof (value as Record<Key, unknown>)[key] === 'string';
}

/** 32 hexadecimal digits. Not `crypto.randomUUID`, which pages without https do not have. */
function newRequestId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
