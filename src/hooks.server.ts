/** What every request passes: where it comes from, who it is, and the headers its answer carries. */
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { safeNextPath } from '#server/auth/next-path.ts';
import { isOwnOrigin } from '#server/auth/own-origin.ts';
import { isSecure, SESSION_COOKIE, sessionCookie } from '#server/auth/session-cookie.ts';
import { readSession } from '#server/auth/sessions.ts';
import { pageOfStage } from '#server/auth/stage.ts';
import { config } from '#server/config.ts';
import { log } from '#server/log.ts';
import { getDatabase } from '#server/store/database.ts';

/** Answered without asking who it is: probes must answer even when the database does not. */
const PROBES = new Set(['/livez', '/readyz', '/metrics']);
/** Pages of people who are not signed in (yet). */
const OPEN = /^\/(sign-(in|out)|unsubscribe)(\/|$)/;
/** Only a file of readings is long. */
const TAKES_FILES = /^\/api\/plans\/[^/]+\/reading-imports$/;
const MOST_BODY = 512 * 1024;
const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

const HEADERS = {
	'x-frame-options': 'DENY',
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin'
};

export const handle: Handle = async ({ event, resolve }) => {
	event.locals.user = null;
	event.locals.session = null;
	event.locals.pending = null;
	event.locals.answersWith = null;
	if (PROBES.has(event.url.pathname)) return withHeaders(event, await resolve(event));
	if (!CHANGES_NOTHING.has(event.request.method)) refuseOtherSites(event);
	if (Number(event.request.headers.get('content-length')) > MOST_BODY && !TAKES_FILES.test(event.url.pathname)) error(413, 'This is far too much to be sent at once. Shorten it.');
	// Postgres takes no NUL, so nothing has an address with one.
	if (event.url.pathname.includes('%00')) error(404, 'There is no such page. Check the address.');
	await readWho(event);
	if (!event.locals.user && event.route.id !== null && !OPEN.test(event.url.pathname)) {
		const { page, message } = wayIn(event.locals);
		if (event.url.pathname.startsWith('/api/')) return withHeaders(event, Response.json({ message }, { status: 401 }));
		redirect(303, page + nextOf(event));
	}
	return withHeaders(event, saidInCode(event, await resolve(event)));
};

/** A whole page that cannot show what was asked for says so in its code too; moving within the pages takes data that came with 200 only. */
function saidInCode({ locals, isDataRequest }: RequestEvent, response: Response): Response {
	if (locals.answersWith === null || isDataRequest || response.status !== 200) return response;
	return new Response(response.body, { status: locals.answersWith, headers: response.headers });
}

/** Unexpected failures are logged whole and told in plain words; nothing of their inside is shown. */
export const handleError: HandleServerError = ({ kind, error: failure, event }) => {
	if (kind !== 'unknown') return;
	log.error({ err: failure, method: event.request.method, route: event.route.id }, 'request failed');
	return { status: 500, message: 'Something went wrong on our side. Nothing you saved is lost. Try again in a moment.' };
};

/** Kit's own check would refuse programs, which send no Origin; this one lets them in on their cookie (rule A1). */
function refuseOtherSites(event: RequestEvent): void {
	const { headers } = event.request;
	const source = { origin: headers.get('origin'), host: event.url.host, fetchSite: headers.get('sec-fetch-site') };
	if (!isOwnOrigin(source, config.origin)) {
		error(403, 'This request came from another website and was not carried out. Open Milepost itself and try again.');
	}
}

async function readWho(event: RequestEvent): Promise<void> {
	const cookie = event.cookies.get(SESSION_COOKIE);
	if (cookie === undefined) return;
	const found = await readSession(await getDatabase(), cookie, new Date());
	if (found) {
		const { user, session, stage } = found;
		if (stage === 'full') {
			event.locals.user = user;
			event.locals.session = session;
		} else event.locals.pending = { account: user.account, name: user.name, stage, session };
		return;
	}
	const secure = isSecure({
		configuredOrigin: config.origin,
		requestUrl: event.url,
		originHeader: event.request.headers.get('origin')
	});
	event.cookies.delete(SESSION_COOKIE, sessionCookie(secure));
}

/** Where whoever may do nothing (yet) is sent, and what a program is told (U2). */
function wayIn({ pending }: App.Locals): { page: string; message: string } {
	const page = pending && pageOfStage(pending.stage);
	return page ? { page, message: 'Complete your sign-in first: the second factor is missing.' } : { page: '/sign-in', message: 'Sign in first.' };
}

/** Only what was looked at can be gone back to; a form that was sent cannot. */
function nextOf(event: RequestEvent): string {
	const next = CHANGES_NOTHING.has(event.request.method) ? safeNextPath(event.url.pathname + event.url.search) : '/';
	return next === '/' ? '' : `?next=${encodeURIComponent(next)}`;
}

function withHeaders(event: RequestEvent, response: Response): Response {
	for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
	// Shared computers: the Back button must not show a plan after sign-out, nor a second factor's secret.
	if ((event.locals.user || OPEN.test(event.url.pathname)) && !response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
	return response;
}
