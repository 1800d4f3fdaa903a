import type { Status } from '#lib/plan/fields.ts';

declare global {
	namespace App {
		interface Error {
			/** With status 403 on a programme's pages: what the person may know of it, and whom to ask. */
			noAccess?: {
				programme: string;
				/** Names of the programme's leads. */
				leads: string[];
				/** Its milestones that those of one's own programmes wait for. */
				needed: { ref: string; title: string; status: Status; forecast: string | null; neededBy: string; neededBySlug: string }[];
			};
		}
	}
}

export {};
