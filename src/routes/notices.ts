/** What pages ask of the server about notices. Nothing here throws: a bell that cannot be asked just now shows what it showed. */
import type { Following, FollowRequests } from '#lib/ui/notices/following.ts';

const UNREACHABLE = 'Milepost could not be reached. Check your connection and try again.';

async function ask<Answer>(address: string, init: RequestInit = {}): Promise<Answer | string> {
	try {
		const response = await fetch(address, init);
		const answer = (await response.json()) as Answer & { message?: string };
		return response.ok ? answer : (answer.message ?? UNREACHABLE);
	} catch {
		// No connection, or a proxy's own page: the same to whoever asked.
		return UNREACHABLE;
	}
}

/** How many notices are not read; null when it cannot be had. */
export async function unreadNotices(): Promise<number | null> {
	const answer = await ask<{ unread: number }>('/api/notices/count');
	return typeof answer === 'string' ? null : answer.unread;
}

/** Marks notices as read, also while the page leaves for where one of them leads. */
export async function noticesRead(ids: readonly string[]): Promise<void> {
	await ask('/api/notices/read', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ids }), keepalive: true });
}

export const followRequests: FollowRequests = {
	read: async (plan, milestone) => {
		const answer = await ask<{ following: Following }>(followAddress(plan, milestone));
		return typeof answer === 'string' ? null : answer.following;
	},
	set: async (plan, milestone, follow) => {
		const answer = await ask<{ following: Following }>(followAddress(plan, milestone), { method: follow ? 'PUT' : 'DELETE' });
		return typeof answer === 'string' ? answer : answer.following;
	}
};

function followAddress(plan: string, milestone: string): string {
	return `/api/plans/${plan}/milestones/${milestone}/follow`;
}
