/** The drafts of one person in one plan, by milestone; kept in the tab, so that a reload loses none. */
import { SvelteMap } from 'svelte/reactivity';
import type { AccountId, MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { parseDraft, type CommentDraft } from './draft.ts';

type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface CommentDrafts {
	read(milestone: MilestoneId): CommentDraft;
	/** Replaces a draft by what `how` makes of it. */
	change(how: (draft: CommentDraft) => CommentDraft, milestone: MilestoneId): void;
}

/**
 * Opens the drafts. The account is part of the key, so that the next person on a shared computer
 * does not meet them.
 * @param keep where they outlive the page; by default the tab's storage, null for nowhere
 */
export function openCommentDrafts(account: AccountId, plan: PlanId, keep: Keep | null = tabStorage()): CommentDrafts {
	const changed = new SvelteMap<MilestoneId, CommentDraft>();
	const keyOf = (milestone: MilestoneId) => `milepost:draft:${account}:${plan}:${milestone}`;
	const read = (milestone: MilestoneId) => changed.get(milestone) ?? parseDraft(keep?.getItem(keyOf(milestone)) ?? null);
	return {
		read,
		change: (how, milestone) => {
			const draft = how(read(milestone));
			changed.set(milestone, draft);
			try {
				if (draft.body === '') keep?.removeItem(keyOf(milestone));
				else keep?.setItem(keyOf(milestone), JSON.stringify(draft));
			} catch {
				// The tab's storage is full: the draft still lasts as long as the page.
			}
		}
	};
}

function tabStorage(): Keep | null {
	if (typeof window === 'undefined') return null;
	try {
		return window.sessionStorage;
	} catch {
		// The browser is set to keep nothing: drafts last as long as the page.
		return null;
	}
}
