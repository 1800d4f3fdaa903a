/** What the review can be filtered by, asked when somebody wants to choose. */
import type { ComponentProps } from 'svelte';
import type ReviewFilterBar from '#lib/ui/review/ReviewFilterBar.svelte';
import { ask } from './ask.ts';

type Choices = Awaited<ReturnType<ComponentProps<typeof ReviewFilterBar>['onChoices']>>;

/** Null when they could not be had. */
export async function askFilterChoices(): Promise<Choices> {
	const asked = await ask<NonNullable<Choices>>('/api/review-filters');
	return asked.ok ? asked.value : null;
}
