/** When each milestone last changed: what the page load knew, then this page's own clock. */
import { SvelteMap } from 'svelte/reactivity';
import type { Milestone } from '#lib/plan/fields.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import { whenWords } from './facts.ts';

export class Touched {
	/** Milliseconds, by this device's clock. */
	private readonly at = new SvelteMap<MilestoneId, number>();
	private readonly loaded: () => Readonly<Record<string, string>>;
	/** The records as they were last seen; the document makes a new one for each change. */
	private seen: ReadonlyMap<MilestoneId, Milestone> | null = null;
	private now = $state(Date.now());

	/** @param milestones null until the plan has come */
	constructor(milestones: () => ReadonlyMap<MilestoneId, Milestone> | null, loaded: () => Readonly<Record<string, string>>) {
		this.loaded = loaded;
		$effect(() => {
			const now = milestones();
			if (now) this.compare(now);
		});
		$effect(() => {
			const clock = setInterval(() => (this.now = Date.now()), 30_000);
			return () => clearInterval(clock);
		});
	}

	/** A new connection reads every record again, so only those that differ count as changed. */
	private compare(milestones: ReadonlyMap<MilestoneId, Milestone>): void {
		const { seen } = this;
		this.seen = milestones;
		if (!seen) return;
		for (const [id, milestone] of milestones) {
			const before = seen.get(id);
			if (before !== milestone && JSON.stringify(before) !== JSON.stringify(milestone)) this.at.set(id, Date.now());
		}
	}

	/** In words; '' when it is not known. */
	readonly words = (id: MilestoneId): string => {
		const loaded = this.loaded()[id];
		const at = this.at.get(id) ?? (loaded === undefined ? null : Date.parse(loaded));
		return at === null ? '' : whenWords(at, Math.max(at, this.now));
	};
}
