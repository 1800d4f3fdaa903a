/** What every part of one conversation shares; set by the conversation, read by its threads and comments. */
import { createContext } from 'svelte';
import type { SvelteSet } from 'svelte/reactivity';
import type { ThreadView } from '#lib/plan/conversation.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { AccountId, PersonId, ThreadId } from '#lib/plan/ids.ts';
import type { Permissions } from '#lib/plan/rules.ts';
import type { ConversationFocus } from './requests.ts';
import type { CommentSender } from './sender.svelte.ts';
import type { Threads } from './threads.svelte.ts';

/** Said beside what was typed before the role was taken away. */
export const MAY_NOT = 'Your role no longer lets you comment here.';

export interface Talk {
	sender: () => CommentSender;
	threads: () => Threads;
	slug: () => string;
	me: () => { account: AccountId; person: PersonId | null };
	may: () => Permissions;
	archived: () => boolean;
	today: () => Day;
	now: () => Date;
	focus: () => ConversationFocus | null;
	/** Threads whose reply box was opened. */
	replying: SvelteSet<ThreadId>;
	say: (words: string) => void;
	/** Sends the reply of a thread; resolves to whether it was kept. */
	reply: (thread: ThreadView, anyway: boolean) => Promise<boolean>;
}

export const [getTalk, setTalk] = createContext<Talk>();
