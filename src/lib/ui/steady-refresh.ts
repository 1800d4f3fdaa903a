/**
 * Keeps an open page where it is while the server cannot be reached. When the data of a page that
 * asks again cannot be fetched, Kit puts an error page in its place, or leaves it for the browser's
 * own; whatever is being typed there would go with it. So the fetch of such data waits and is tried
 * again, as Kit allows by calling `window.fetch`. Moves to other pages are left as they are.
 */

/** How long to wait before each further try; the last one holds for all after it. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000];
/** A failure of the server itself may be over in a moment; one that lasts is shown. */
const MOST_FAILURES = 5;

interface World {
	fetch: typeof globalThis.fetch;
	/** Where the page is now. */
	here: () => URL;
	wait: (ms: number) => Promise<void>;
}

/** `fetch`, with the data of the page that is open asked for until it comes. */
export function steadyFetch({ fetch, here, wait }: World): typeof globalThis.fetch {
	return async (input, init) => {
		const asked = addressOf(input);
		if (asked === null || !isRefresh(asked, here())) return fetch(input, init);
		let failures = 0;
		for (let tries = 0; ; tries += 1) {
			const answer = await fetch(input, init).catch((failure: unknown) => {
				// The browser says no more than that it did not arrive.
				if (failure instanceof TypeError) return null;
				throw failure;
			});
			if (answer !== null && answer.status < 500) return answer;
			// A proxy says 502 to 504 for a server that is away; anything else is the server's own word.
			if (answer !== null && answer.status < 502) failures += 1;
			if (answer !== null && failures >= MOST_FAILURES) return answer;
			await wait(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0);
			// Somebody who has gone elsewhere is not called back.
			if (!isRefresh(asked, here())) return new Promise(() => undefined);
		}
	};
}

/** How long somebody waits for their own page before they are told what came of what they did. */
const PATIENCE_MS = 5_000;

/** Waits for a refresh, but not for as long as the server is away. */
export async function soon(refresh: Promise<void>): Promise<void> {
	await Promise.race([refresh, new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

function addressOf(input: RequestInfo | URL): URL | null {
	const address = input instanceof URL ? input.href : typeof input === 'string' ? input : input.url;
	return URL.canParse(address) ? new URL(address) : null;
}

/** Whether this asks for the data of the very page that is open. */
function isRefresh(asked: URL, here: URL): boolean {
	const own = (url: URL) => [...url.searchParams].filter(([name]) => !name.startsWith('x-sveltekit-')).map((pair) => pair.join('=')).join('&');
	return asked.origin === here.origin && asked.pathname === `${here.pathname.replace(/\/$/, '')}/__data.json` && own(asked) === own(here);
}
