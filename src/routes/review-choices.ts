/** What the review can be filtered by, asked when somebody wants to choose. */
import type { ComponentProps } from 'svelte';
import type ReviewFilterBar from '#lib/ui/review/ReviewFilterBar.svelte';

type Choices = Awaited<ReturnType<ComponentProps<typeof ReviewFilterBar>['onChoices']>>;

/** Null when they could not be had. */
export async function askFilterChoices(): Promise<Choices> {
	const answer = await fetch('/api/review-filters').catch(() => null);
	return answer?.ok ? ((await answer.json()) as Choices) : null;
}
