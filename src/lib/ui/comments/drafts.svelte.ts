/** The drafts of one person in one plan; kept on this device, so that neither a reload nor a closed page loses one. */
import { SvelteMap } from 'svelte/reactivity';
import type { AccountId, PlanId } from '#lib/plan/ids.ts';
import { EMPTY_DRAFT, parseDraft, type CommentDraft, type DraftKey } from './draft.ts';

export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export class CommentDrafts {
	private readonly changed = new SvelteMap<string, CommentDraft>();
	private readonly prefix: string;
	private readonly keep: Keep | null;

	/**
	 * The account is part of the key, so that the next person on a shared computer does not meet them.
	 * @param keep where they outlive the page; null for nowhere
	 */
	constructor(account: AccountId, plan: PlanId, keep: Keep | null) {
		this.prefix = `milepost:draft:${account}:${plan}:`;
		this.keep = keep;
	}

	read(key: DraftKey): CommentDraft {
		return this.changed.get(key) ?? parseDraft(this.stored(key));
	}

	/** Replaces a draft by what `how` makes of it. */
	change(key: DraftKey, how: (draft: CommentDraft) => CommentDraft): void {
		const draft = how(this.read(key));
		this.changed.set(key, draft);
		try {
			if (draft.body === '') this.keep?.removeItem(this.prefix + key);
			else this.keep?.setItem(this.prefix + key, JSON.stringify(draft));
		} catch {
			// The device's storage is full: the draft still lasts as long as the page.
		}
	}

	/** The drafts that wait to be sent. */
	waiting(): DraftKey[] {
		return this.written().filter((key) => this.read(key).waiting !== null);
	}
	/** Every draft there is. */
	written(): DraftKey[] {
		const keys = new Set<string>(this.changed.keys());
		for (let index = 0; index < (this.keep?.length ?? 0); index += 1) {
			const name = this.keep?.key(index);
			if (name?.startsWith(this.prefix)) keys.add(name.slice(this.prefix.length));
		}
		// reason: these keys were written by `change`.
		return ([...keys] as DraftKey[]).filter((key) => this.read(key).body !== '');
	}

	/** Another tab changed what is kept: a draft that stood the same in both follows it, so that they write one text; one that was typed on stays. */
	readonly follow = ({ key: name, oldValue, newValue }: Pick<StorageEvent, 'key' | 'oldValue' | 'newValue'>): void => {
		if (!name?.startsWith(this.prefix)) return;
		const key = name.slice(this.prefix.length);
		const here = this.changed.get(key);
		if (!here || JSON.stringify(here) === oldValue || (oldValue === null && here.body === '')) this.changed.set(key, newValue === null ? EMPTY_DRAFT : parseDraft(newValue));
	};

	private stored(key: DraftKey): string | null {
		return this.keep?.getItem(this.prefix + key) ?? null;
	}
}

/** This device's storage; null where the browser is set to keep nothing. */
export function deviceStorage(): Keep | null {
	if (typeof window === 'undefined') return null;
	try {
		return window.localStorage;
	} catch {
		// The browser is set to keep nothing: drafts last as long as the page.
		return null;
	}
}
