/** The session cookie: its name, its attributes and how it is read from a raw header. */

export const SESSION_COOKIE = 'milepost_session';

export interface SessionCookieOptions {
	path: '/';
	httpOnly: true;
	sameSite: 'lax';
	secure: boolean;
	expires?: Date;
}

/**
 * Attributes of the session cookie.
 * @param secure whether the browser reached us over https (see `isSecure`)
 * @param expires the session's absolute end, so that the cookie does not outlive it; leave out to remove the cookie
 */
export function sessionCookie(secure: boolean, expires?: Date): SessionCookieOptions {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure, ...(expires && { expires }) };
}

/**
 * Whether the cookie must be marked Secure. A proxy in front may end https, so any of three says
 * so: the configured public address, the request's own address, the Origin the browser sent.
 */
export function isSecure(seen: { configuredOrigin: string | null; requestUrl: URL; originHeader: string | null }): boolean {
	return (
		seen.configuredOrigin?.startsWith('https://') === true ||
		seen.requestUrl.protocol === 'https:' ||
		seen.originHeader?.startsWith('https://') === true
	);
}

/**
 * The session cookie's value in a raw Cookie header, for places where Kit does not parse it (the
 * websocket upgrade). Null when it is absent.
 */
export function sessionCookieValue(header: string | undefined): string | null {
	for (const pair of header?.split(';') ?? []) {
		const equals = pair.indexOf('=');
		if (equals > 0 && pair.slice(0, equals).trim() === SESSION_COOKIE) return pair.slice(equals + 1).trim();
	}
	return null;
}
