/** What waits in the conversations of each milestone: as the page was loaded with, and asked for again by itself when something was said. */
import { untrack } from 'svelte';
import type { OpenCounts } from '#lib/plan/conversation.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import type { ConversationRequests } from '#lib/ui/comments/requests.ts';

type Counts = Readonly<Record<MilestoneId, OpenCounts>>;

export class WaitingCounts {
	private readonly loaded: () => Counts;
	/** Newer than what the page was loaded with. */
	private newer = $state.raw<{ than: Counts; counts: Counts } | null>(null);
	readonly value: Counts = $derived.by(() => (this.newer?.than === this.loaded() ? this.newer.counts : this.loaded()));

	/**
	 * To be made while a component begins.
	 * @param version rises when something was said
	 */
	constructor(loaded: () => Counts, version: () => number, requests: () => ConversationRequests) {
		this.loaded = loaded;
		let last = 0;
		$effect(() => {
			const now = version();
			if (now !== last) untrack(() => void this.ask(requests()));
			last = now;
		});
	}

	private async ask(requests: ConversationRequests): Promise<void> {
		const asked = await requests.counts();
		if (asked.ok) this.newer = { than: this.loaded(), counts: asked.value };
	}
}
