/** Coming back to a live line: events that were sent meanwhile have not reached this page. */
import { untrack } from 'svelte';
import type { PlanStore } from '#lib/sync/plan.svelte.ts';

/** Calls back each time the line to a plan is back after it was lost. To be called while a component begins. */
export function onReturn(store: () => PlanStore, back: () => void): void {
	let away = false;
	$effect(() => {
		const { save } = store();
		if (save === 'offline') away = true;
		else if (away && (save === 'saved' || save === 'saving')) {
			away = false;
			untrack(back);
		}
	});
}
