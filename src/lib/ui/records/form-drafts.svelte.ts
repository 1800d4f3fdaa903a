/** The open forms of one person in one plan or review; kept in the tab, so that neither another milestone nor a reload loses what was typed. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { PersonId, PlanId, ReviewId } from '#lib/plan/ids.ts';
import { newDraft, parseFormDraft, typed, type FormDraft } from './form-draft.ts';

const LOST = 'This was not sent. What you typed is still here: try again in a moment.';

export class FormDrafts {
	private readonly open = new SvelteMap<string, FormDraft>();
	private readonly underWay = new SvelteSet<string>();
	private readonly failures = new SvelteMap<string, string>();
	private readonly prefix: string;
	private restored = false;

	/** The person is part of the key, so that the next one on a shared computer does not meet them. */
	constructor(person: PersonId, plan: PlanId | ReviewId) {
		this.prefix = `milepost:form:${person}:${plan}:`;
	}

	/** What is being filled in; null while the form is closed. */
	read(key: string): FormDraft | null {
		return this.open.get(key) ?? null;
	}
	sending(key: string): boolean {
		return this.underWay.has(key);
	}
	/** Why it was not taken, in plain words. */
	failed(key: string): string | null {
		return this.failures.get(key) ?? null;
	}

	begin(key: string, values: FormDraft['values'] = {}): void {
		if (!this.open.has(key)) this.keep(key, newDraft(values));
	}
	type(key: string, name: string, value: string): void {
		const draft = this.open.get(key);
		if (!draft || this.sending(key)) return;
		this.failures.delete(key);
		this.keep(key, typed(draft, name, value));
	}
	end(key: string): void {
		this.open.delete(key);
		this.failures.delete(key);
		try {
			tabStorage()?.removeItem(this.prefix + key);
		} catch {
			// Nothing was kept there then.
		}
	}

	/**
	 * Sends, one at a time for each form: a double click finds the first still on its way.
	 * @param deliver resolves to null, or to what went wrong in plain words
	 * @returns whether it was taken, and the form is closed
	 */
	async send(key: string, deliver: (requestId: string) => Promise<string | null>): Promise<boolean> {
		const draft = this.open.get(key);
		if (!draft || this.sending(key)) return false;
		this.underWay.add(key);
		this.failures.delete(key);
		this.keep(key, { ...draft, tried: true });
		// What stands if delivering throws instead of saying what went wrong.
		let problem: string | null = LOST;
		try {
			problem = await deliver(draft.requestId);
		} finally {
			this.underWay.delete(key);
			if (problem === null) this.end(key);
			else this.failures.set(key, problem);
		}
		return problem === null;
	}

	/** Everything that is being filled in. */
	all(): FormDraft[] {
		return [...this.open.values()];
	}

	/** Opens what the tab kept; once, and from an effect, for the server knows nothing of it. */
	restore(): void {
		if (this.restored) return;
		this.restored = true;
		const kept = tabStorage();
		for (let index = 0; index < (kept?.length ?? 0); index += 1) {
			const name = kept?.key(index);
			if (!name?.startsWith(this.prefix)) continue;
			const draft = parseFormDraft(kept?.getItem(name) ?? null);
			const key = name.slice(this.prefix.length);
			if (draft && !this.open.has(key)) this.open.set(key, draft);
		}
	}

	private keep(key: string, draft: FormDraft): void {
		this.open.set(key, draft);
		try {
			tabStorage()?.setItem(this.prefix + key, JSON.stringify(draft));
		} catch {
			// The tab's storage is full: the draft still lasts as long as the page.
		}
	}
}

function tabStorage(): Storage | null {
	if (typeof window === 'undefined') return null;
	try {
		return window.sessionStorage;
	} catch {
		// The browser is set to keep nothing: drafts last as long as the page.
		return null;
	}
}

/** For as long as the page lives: a form that is on its way must be known wherever it is shown. */
const known = new Map<string, FormDrafts>();

/** The forms of one person in one plan; whoever shows them calls `restore` from an effect. */
export function formDrafts(person: PersonId, plan: PlanId | ReviewId): FormDrafts {
	const name = `${person} ${plan}`;
	const drafts = known.get(name) ?? new FormDrafts(person, plan);
	if (typeof window !== 'undefined') known.set(name, drafts);
	return drafts;
}

/** Whatever is being filled in in one plan, by whoever has this page open. */
export function formsIn(plan: PlanId | ReviewId): FormDraft[] {
	return [...known].flatMap(([name, drafts]) => (name.endsWith(` ${plan}`) ? drafts.all() : []));
}
