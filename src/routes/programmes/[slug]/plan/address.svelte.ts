/** The plan's address: which filters are on and which milestone is open, so that a view can be sent. */
import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { MilestoneId } from '#lib/plan/ids.ts';
import type { PlanStore } from '#lib/sync/plan.svelte.ts';
import type { ConversationFocus } from '#lib/ui/comments/requests.ts';
import { paramsOf, readFilters, writeFilters, type PlanFilters } from '#lib/ui/grid/filters.ts';
import { focusIn, withoutFocus } from '../conversation-focus.ts';

/** Typing in the search field changes the address once it pauses. */
const PAUSE_MS = 250;

export class PlanAddress {
	private readonly store: PlanStore;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(store: PlanStore) {
		this.store = store;
	}

	filters(): PlanFilters {
		return readFilters(paramsOf(page.url.search));
	}

	/** What the address names as the milestone, whether or not there is one. */
	readonly asked = $derived.by(() => page.url.searchParams.get('milestone'));

	/** The milestone that is open beside the plan: named by its reference, or by its id. */
	readonly open: MilestoneId | null = $derived.by(() => {
		const named = this.asked;
		if (named === null) return null;
		const { milestones } = this.store;
		if (milestones.has(named as MilestoneId)) return named as MilestoneId;
		for (const milestone of milestones.values()) if (milestone.ref === named.toUpperCase()) return milestone.id;
		return null;
	});

	/** The thread and comment that the address names. */
	readonly focus: ConversationFocus | null = $derived.by(() => focusIn(page.url.searchParams));

	/** Opens a milestone, or closes the open one. Going from one to the next is no step of "back". */
	async show(id: MilestoneId | null): Promise<void> {
		const params = paramsOf(page.url.search);
		const was = params.has('milestone');
		withoutFocus(params);
		if (id === null) params.delete('milestone');
		else params.set('milestone', this.store.milestones.get(id)?.ref || id);
		await this.go(params, was);
	}

	writeFilters(filters: PlanFilters): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.go(writeFilters(filters, paramsOf(page.url.search)), true), PAUSE_MS);
	}

	private async go(params: URLSearchParams, replace: boolean): Promise<void> {
		const search = params.toString();
		await goto(`${page.url.pathname}${search === '' ? '' : `?${search}`}`, { replace, reset: false });
	}
}
