/** How forms are sent without loading the page anew. What was typed stays, whatever happens. */
import type { SubmitFunction } from '$app/forms';
import { tick } from 'svelte';

export class Sending {
	/** Why the last form did not reach the server; null when it did. */
	trouble = $state<string | null>(null);
	/** A form is under way. */
	busy = $state(false);

	/** For `use:enhance`. @param empties whether the form is blank again after a success, as one that adds is */
	form({ empties = false }: { empties?: boolean } = {}): SubmitFunction {
		return ({ cancel }) => {
			// A second press while the first is under way would do it twice.
			if (this.busy) return cancel();
			this.busy = true;
			this.trouble = null;
			return async ({ result, update }) => {
				try {
					if (result.type === 'error' && result.status === undefined) {
						this.trouble = 'Milepost could not be reached, so nothing was changed. What you typed is still here. Try again in a moment.';
						return;
					}
					if (result.type === 'error' && (result.status ?? 500) >= 500) {
						this.trouble = 'Something went wrong on our side. What you typed is still here. Try again in a moment.';
						return;
					}
					await update({ reset: empties });
					await tick();
					toWhatMatters(result.type);
				} finally {
					this.busy = false;
				}
			};
		};
	}
}

/** After a refusal the focus goes to what is wrong; after a success only when the place it was at is gone. */
function toWhatMatters(outcome: string): void {
	if (outcome === 'failure') {
		const wrong = document.querySelector<HTMLElement>('main [aria-invalid="true"]') ?? document.querySelector<HTMLElement>('main .adm-said');
		wrong?.focus();
	} else if (outcome === 'success' && (document.activeElement === null || document.activeElement === document.body)) {
		document.querySelector<HTMLElement>('main .adm-said')?.focus();
	}
}
