/** What the browser does before the first page comes alive. */
import { steadyFetch } from '#lib/ui/steady-refresh.ts';

export function init(): void {
	window.fetch = steadyFetch({
		fetch: window.fetch.bind(window),
		here: () => new URL(location.href),
		// Not all at the same moment when the server is back.
		wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms * (0.75 + Math.random() / 2)))
	});
}
