/**
 * The right end of a programme's header, which belongs to the layout, filled by the page inside it:
 * a plan page puts there who is here and the save state, and the status of its live plan.
 */
import type { Snippet } from 'svelte';
import { createContext } from 'svelte';
import type { Status } from '#lib/plan/fields.ts';

interface Filling {
	/** What stands at the right end. */
	end: Snippet;
	/** The programme's status and its reason by the rule, where the page knows newer ones than the layout's load. */
	live?: () => { status: Status; reason: string } | null;
}

class HeaderSlot {
	filling = $state.raw<Filling | null>(null);
}

const [getSlot, setSlot] = createContext<HeaderSlot>();

/** For the layout: makes the slot that pages below it fill. */
export function provideHeaderSlot(): { readonly filling: Filling | null } {
	return setSlot(new HeaderSlot());
}

/** For a page: fills the slot until the page goes. Called while the component is being made. */
export function fillHeader(filling: Filling): void {
	const slot = getSlot();
	$effect(() => {
		slot.filling = filling;
		return () => {
			if (slot.filling === filling) slot.filling = null;
		};
	});
}
