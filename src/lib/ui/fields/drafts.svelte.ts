/**
 * What a person has typed that is not an edit of the plan yet: a date that is no date, a text too
 * long to be sent. It outlives the field it stands in, so that closing a panel or walking to the
 * next milestone drops nothing; `warn` keeps the page from being left with it unseen.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Delta } from '../drawer/splice.ts';

/** Words in a shared text that could not go in: see `SharedTextBinding`. */
export interface HeldText {
	base: string;
	shown: string;
	theirs: readonly Delta[];
}

export class Drafts {
	/** What stands in a field, by the field's key, while it differs from the plan. */
	readonly typed = new SvelteMap<string, string>();
	readonly held = new SvelteMap<string, HeldText>();

	/** To be called when the page is about to be left for good. */
	readonly warn = (event: BeforeUnloadEvent): void => {
		if (this.typed.size > 0 || this.held.size > 0) event.preventDefault();
	};
}

/** For as long as the page lives: a plan may be opened anew, as on the way to its KPIs and back. */
const byPlan = new Map<string, Drafts>();

/** The drafts of a plan. */
export function draftsOf({ planId }: { planId: string }): Drafts {
	const known = byPlan.get(planId);
	if (known) return known;
	const drafts = new Drafts();
	byPlan.set(planId, drafts);
	return drafts;
}
