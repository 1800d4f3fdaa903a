/** How the palette asks the server, and how it gets to what was found. */
import { goto } from '$app/navigation';
import type { SearchGroup } from '#lib/plan/search.ts';
import type { SearchAnswer, SearchAsked } from '#lib/ui/search/palette.svelte.ts';

const UNREACHABLE = 'Milepost cannot be reached. Check your connection; what you typed stays here.';
const OFFLINE = 'You are offline. What you typed stays here and is searched for when you are connected again.';

async function ask({ typed, kind, limit, signal }: SearchAsked): Promise<SearchAnswer> {
	const params = new URLSearchParams({ q: typed });
	if (kind) params.set('kind', kind);
	if (limit !== undefined) params.set('limit', String(limit));
	let response: Response;
	try {
		response = await fetch(`/api/search?${params}`, { signal, headers: { accept: 'application/json' } });
	} catch (error) {
		if (signal.aborted) throw error;
		return { ok: false, message: navigator.onLine ? UNREACHABLE : OFFLINE };
	}
	if (response.status === 401) return { ok: false, message: 'You have been signed out. Sign in again to search.' };
	try {
		const answer = (await response.json()) as { groups?: SearchGroup[]; message?: string };
		if (response.ok && answer.groups) return { ok: true, groups: answer.groups };
		return { ok: false, message: answer.message ?? UNREACHABLE };
	} catch (error) {
		if (signal.aborted) throw error;
		// Something between here and the server answered in its place.
		return { ok: false, message: UNREACHABLE };
	}
}

export const search = { ask, go: (href: string): void => void goto(href) };
