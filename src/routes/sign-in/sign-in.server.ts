/** What the page's form and a program's POST have in common, and how every way in ends. */
import type { RequestEvent } from '@sveltejs/kit';
import { safeNextPath } from '#server/auth/next-path.ts';
import { signOutHere } from '#server/auth/own-account.ts';
import { isSecure, SESSION_COOKIE, sessionCookie } from '#server/auth/session-cookie.ts';
import { signIn, type SignInResult } from '#server/auth/sign-in.ts';
import { pageOfStage, type Stage } from '#server/auth/stage.ts';
import type { StartedSession } from '#server/auth/start-session.ts';
import { config } from '#server/config.ts';
import { runningSync } from '#server/running-sync.ts';
import { getDatabase } from '#server/store/database.ts';

export interface SignInForm {
	/** As typed, to be shown again. */
	email: string;
	/** Where to go on success; on the way there, a second factor may be asked for. */
	next: string;
	result: SignInResult | { outcome: 'incomplete'; message: string };
}

/** Signs in with the form fields `email` and `password` (and `next`, a field or in the address), and sets the cookie. */
export async function signInFromForm(event: RequestEvent): Promise<SignInForm> {
	const fields = await readFields(event.request);
	const email = textOf(fields, 'email');
	const password = textOf(fields, 'password');
	const next = nextOf(event.url, fields);
	if (email.trim() === '' || password === '') {
		return { email, next, result: { outcome: 'incomplete', message: 'Enter your e-mail address and your password.' } };
	}
	const result = await signIn(await getDatabase(), { email, password, address: event.getClientAddress() });
	if (result.outcome === 'signed-in') await begin(event, result);
	return { email, next, result };
}

/** Sets the cookie of a new session and ends the one that this browser had before. */
export async function begin(event: RequestEvent, made: StartedSession): Promise<void> {
	const before = event.locals.session ?? event.locals.pending?.session;
	if (before) {
		await signOutHere(await getDatabase(), { account: before.accountId, session: before.id, address: event.getClientAddress() });
		runningSync().signedOut({ session: before.id });
	}
	const secure = isSecure({
		configuredOrigin: config.origin,
		requestUrl: event.url,
		originHeader: event.request.headers.get('origin')
	});
	event.cookies.set(SESSION_COOKIE, made.cookieValue, sessionCookie(secure, made.session.absoluteExpiresAt));
}

/** Where a session of this stage goes: on, or first to the page of its second factor. */
export function wayOn(stage: Stage, next: string): string {
	const page = pageOfStage(stage);
	return page ? withNext(page, next) : next;
}

/** A page of the sign-in that remembers where to go afterwards. */
export function withNext(page: string, next: string): string {
	return next === '/' ? page : `${page}?next=${encodeURIComponent(next)}`;
}

/** The fields of a form that was posted; none when the body is no form. */
export async function readFields(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch (failure) {
		if (failure instanceof TypeError) return new FormData();
		throw failure;
	}
}

/** A text field; empty when it is missing or a file. */
export function textOf(fields: FormData, name: string): string {
	const value = fields.get(name);
	return typeof value === 'string' ? value : '';
}

/** Where to go on success, from the field or the address. */
export function nextOf(url: URL, fields: FormData): string {
	return safeNextPath(fields.get('next') ?? url.searchParams.get('next'));
}
