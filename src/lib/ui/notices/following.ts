/** How a page asks whether somebody follows a milestone, and says that they do; provided by the frame of all pages. */
import { createContext } from 'svelte';

export interface Following {
	/** They asked to be told when its date moves. */
	follows: boolean;
	/** They are told anyhow, as one of its leads. */
	leads: boolean;
}

export interface FollowRequests {
	/** Null when it cannot be had just now. */
	read(plan: string, milestone: string): Promise<Following | null>;
	/** What is so afterwards, or what went wrong in plain words. */
	set(plan: string, milestone: string, follow: boolean): Promise<Following | string>;
}

export const [getFollowRequests, setFollowRequests] = createContext<FollowRequests>();
