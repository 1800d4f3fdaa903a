/**
 * Whether a request that changes something comes from our own pages (rule A1): an Origin that is
 * present must be ours; a program that sends none is let in on its cookie, since a browser always
 * sends one with such a request.
 */

export interface RequestSource {
	/** The Origin header; null when there is none. */
	origin: string | null;
	/** The host the browser asked for, with its port. */
	host: string | null;
	/** The Sec-Fetch-Site header, which only browsers send; null or left out when there is none. */
	fetchSite?: string | null;
}

/**
 * Decides whether the request may act on its cookie.
 * @param configuredOrigin the public address; null to compare with the host that was asked for
 */
export function isOwnOrigin(source: RequestSource, configuredOrigin: string | null): boolean {
	if (source.origin === null) return source.fetchSite !== 'cross-site' && source.fetchSite !== 'same-site';
	// "null" (a sandboxed frame, a file) is no address and so never ours.
	const origin = URL.parse(source.origin);
	if (!origin || !/^https?:$/.test(origin.protocol)) return false;
	if (configuredOrigin !== null) return origin.origin === configuredOrigin;
	// The scheme is the browser's own word for it: https may end at a proxy that forwards http.
	return source.host !== null && origin.host === URL.parse(`${origin.protocol}//${source.host}`)?.host;
}
