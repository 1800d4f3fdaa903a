/** Tells whoever shows confidence, decisions or actions that they have changed. */
import { SvelteMap } from 'svelte/reactivity';
import type { PlanId } from '#lib/plan/ids.ts';

const versions = new SvelteMap<string, number>();
const keyOf = (plan: PlanId, milestone: string | null) => `${plan}/${milestone ?? ''}`;

/** To be called in the browser when the plan says so. @param milestone null: the programme's */
export function recordsChanged(plan: PlanId, milestone: string | null): void {
	const key = keyOf(plan, milestone);
	versions.set(key, (versions.get(key) ?? 0) + 1);
}

/** Rises with each change; to be read reactively. */
export function recordsVersion(plan: PlanId, milestone: string | null): number {
	return versions.get(keyOf(plan, milestone)) ?? 0;
}
