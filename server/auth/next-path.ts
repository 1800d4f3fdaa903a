/** Where to go after signing in: a path of this site and nothing else. */

const SOMEWHERE = 'http://milepost.invalid';
/** Not pages one can be sent to. */
const NEVER = /^\/(sign-in|sign-out|api|sync)(\/|$)/;

/**
 * A path that is safe to redirect to, or `/` when the value names another site, is no path, or is
 * no page. Browsers read `//host`, `/\host` and paths with control characters as addresses of
 * other sites, so only what parses to this site and back is taken.
 */
export function safeNextPath(value: unknown): string {
	if (typeof value !== 'string' || !value.startsWith('/') || value.length > 2_000) return '/';
	const url = URL.parse(value, SOMEWHERE);
	if (!url || url.origin !== SOMEWHERE || url.pathname.startsWith('//') || NEVER.test(url.pathname)) return '/';
	return url.pathname + url.search + url.hash;
}
