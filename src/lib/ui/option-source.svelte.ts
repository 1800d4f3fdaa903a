/** Options that a list does not hold when it opens: found by the server for what is typed, or fetched once when somebody chooses. */
import { searchWords } from '#lib/plan/search.ts';
import { matchOptions, type PickOption } from './matching.ts';

/** What a list shows beside its own options. */
export interface OptionSource {
	readonly found: readonly PickOption[];
	/** What is to be said at the end of the list; null for nothing. */
	readonly note: string | null;
	/** The same for people who hear it, and how many were found. */
	readonly said: string;
	/** The list is open, with this typed in its field. */
	type(typed: string): void;
	/** Tries again what went wrong. */
	again(): void;
}
export type FoundOptions = { ok: true; options: readonly PickOption[]; more: boolean } | { ok: false; message: string };

/** Typing is answered once it pauses this long. */
const PAUSE_MS = 150;

/** Asks for each thing that is typed; an answer that comes late is left aside. */
export class OptionSearch implements OptionSource {
	private state = $state<'hint' | 'searching' | 'found' | 'failed'>('hint');
	private options = $state.raw<readonly PickOption[]>([]);
	private more = $state(false);
	private message = $state('');
	private typed = $state('');
	private words = '';
	private asked = 0;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private readonly find: (typed: string) => Promise<FoundOptions>;
	private readonly where: string;

	/**
	 * @param find asks; never throws
	 * @param where what is searched, in words: "other plans"
	 */
	constructor(find: (typed: string) => Promise<FoundOptions>, where: string) {
		this.find = find;
		this.where = where;
	}

	/** Until an answer has come, of the last one only what fits what is typed now: nobody shall pick what they did not mean. */
	readonly found = $derived.by(() => (this.state === 'found' ? this.options : matchOptions(this.options, this.typed).sections.flatMap(({ options }) => options)));
	readonly note = $derived.by(() => {
		switch (this.state) {
			case 'hint':
				return `Type two letters or more to search ${this.where}.`;
			case 'searching':
				return `Searching ${this.where}…`;
			case 'failed':
				return this.message;
			case 'found':
				return this.more ? `There are more in ${this.where}. Type more to narrow the list.` : null;
		}
	});
	readonly said = $derived.by(() => {
		if (this.state !== 'found') return this.note ?? '';
		const { length } = this.options;
		return `${length === 0 ? 'Nothing' : this.more ? `${length} or more` : length} found in ${this.where}`;
	});

	type(typed: string): void {
		this.typed = typed;
		const words = searchWords(typed);
		if (words === this.words) return;
		this.words = words;
		this.asked += 1;
		clearTimeout(this.timer);
		if (words === '') {
			this.options = [];
			this.state = 'hint';
			return;
		}
		this.state = 'searching';
		this.timer = setTimeout(() => void this.run(), PAUSE_MS);
	}

	again(): void {
		if (this.state !== 'failed') return;
		this.state = 'searching';
		void this.run();
	}

	private async run(): Promise<void> {
		const { asked } = this;
		const answer = await this.find(this.words);
		if (asked !== this.asked) return;
		if (answer.ok) {
			this.options = answer.options;
			this.more = answer.more;
			this.state = 'found';
		} else {
			this.options = [];
			this.message = answer.message;
			this.state = 'failed';
		}
	}
}

/** Fetches the whole list when it is first opened; what is typed is looked for in it here. */
export class OptionList implements OptionSource {
	private state = $state<'waiting' | 'fetching' | 'here' | 'failed'>('waiting');
	private options = $state.raw<readonly PickOption[]>([]);
	private message = $state('');
	private typed = $state('');
	private readonly fetch: () => Promise<FoundOptions>;

	/** @param fetch asks; never throws */
	constructor(fetch: () => Promise<FoundOptions>) {
		this.fetch = fetch;
	}

	readonly found = $derived.by(() => matchOptions(this.options, this.typed).sections.flatMap(({ options }) => options));
	readonly note = $derived.by(() => (this.state === 'here' ? null : this.state === 'failed' ? this.message : 'One moment…'));
	readonly said = $derived.by(() => this.note ?? '');

	type(typed: string): void {
		this.typed = typed;
		if (this.state === 'waiting') void this.run();
	}
	again(): void {
		if (this.state === 'failed') void this.run();
	}

	private async run(): Promise<void> {
		this.state = 'fetching';
		const answer = await this.fetch();
		if (answer.ok) {
			this.options = answer.options;
			this.state = 'here';
		} else {
			this.message = answer.message;
			this.state = 'failed';
		}
	}
}
