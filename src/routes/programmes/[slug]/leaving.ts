/** Leaving a plan while it is offline: the browser's own error page would take the place of the work. */
import { beforeNavigate, goto } from '$app/navigation';
import type { PlanStore } from '#lib/sync/plan.svelte.ts';

/**
 * Keeps the page where it is when it is offline and Milepost cannot be reached; goes on when it can,
 * as where only the live line is blocked. To be called while a component begins.
 * @param refuse says in words that the other page cannot be opened now
 */
export function stayWhileOffline(store: () => PlanStore, refuse: () => void): void {
	let reached = false;
	beforeNavigate((navigation) => {
		const { to, from } = navigation;
		if (reached || store().save !== 'offline' || navigation.willUnload || !to || to.url.pathname === from?.url.pathname) return;
		navigation.cancel();
		const again = navigation.type === 'popstate' ? () => history.go(navigation.delta) : () => void goto(to.url);
		void fetch('/readyz', { cache: 'no-store' }).then(
			() => {
				reached = true;
				again();
			},
			refuse
		);
	});
}
