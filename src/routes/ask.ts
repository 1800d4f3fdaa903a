/** How pages ask the server for JSON: one answer for every way it can go, in words for the person. */
import type { Asked, NotDone } from '#lib/ui/comments/requests.ts';

const BECAUSE: Readonly<Record<number, NotDone>> = { 400: 'invalid', 401: 'signed-out', 403: 'no-access', 404: 'not-found', 409: 'conflict', 413: 'invalid', 429: 'limited', 502: 'unreachable', 503: 'unreachable', 504: 'unreachable' };

/**
 * Asks; with a body, sends it as JSON. Never throws.
 * @param method other than GET (without a body) or POST (with one)
 */
export async function ask<Value>(address: string, body?: unknown, method?: 'DELETE'): Promise<Asked<Value>> {
	const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	let response: Response;
	try {
		response = await fetch(address, method ? { ...init, method } : init);
	} catch {
		// The browser says no more than that it did not arrive, or its answer did not.
		return { ok: false, because: 'unreachable', message: 'Milepost could not be reached. Check your connection and try again.' };
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
	const { message, problems } = answer as { message?: string; problems?: Readonly<Record<string, string>> };
	return { ok: false, because, message: message ?? 'Something went wrong on our side. Try again in a moment.', ...(problems ? { problems } : {}) };
}

/** Null when it went well, or what went wrong in plain words. */
export async function problemOf(asking: Promise<Asked<unknown>>): Promise<string | null> {
	const asked = await asking;
	return asked.ok ? null : asked.message;
}

/** What was answered. @throws Error whose message is for people */
export async function valueOf<Value>(asking: Promise<Asked<Value>>): Promise<Value> {
	const asked = await asking;
	if (!asked.ok) throw new Error(asked.message);
	return asked.value;
}
