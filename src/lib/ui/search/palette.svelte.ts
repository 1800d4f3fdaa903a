/** The search as its dialog shows it: what was typed, the newest answer to it, and which result is chosen. */
import { MOST_OF_ONE_KIND, searchWords, type SearchGroup, type SearchKind, type SearchResult } from '#lib/plan/search.ts';

export interface SearchAsked {
	typed: string;
	/** Only this kind, and more of it. */
	kind?: SearchKind;
	limit?: number;
	/** The answer is no longer wanted. */
	signal: AbortSignal;
}
export type SearchAnswer = { ok: true; groups: readonly SearchGroup[] } | { ok: false; message: string };
/** Asks the server; it answers in words when it cannot be reached, and throws only when it was broken off. */
export type AskSearch = (asked: SearchAsked) => Promise<SearchAnswer>;

/** One row that can be chosen: a result, or the rest of a kind. */
export type Row = { key: string; kind: SearchKind; result: SearchResult } | { key: string; kind: SearchKind; result: null };

/** Typing is answered once it pauses this long. */
const PAUSE_MS = 150;

export class Palette {
	typed = $state('');
	groups = $state.raw<readonly SearchGroup[]>([]);
	/** `hint`: too little was typed. While it searches, the last answer stays. */
	state = $state<'hint' | 'searching' | 'found' | 'failed'>('hint');
	/** Why it failed. */
	message = $state('');
	/** Index of the chosen row. */
	active = $state(0);
	readonly rows = $derived(this.groups.flatMap(rowsOf));

	private readonly ask: AskSearch;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private asking: AbortController | null = null;
	/** Enter was pressed before the answer came. */
	private opening: ((row: Row) => void) | null = null;

	constructor(ask: AskSearch) {
		this.ask = ask;
	}

	type(typed: string): void {
		const before = searchWords(this.typed);
		this.typed = typed;
		this.opening = null;
		const words = searchWords(typed);
		if (words === before && this.state !== 'failed') return;
		this.stop();
		if (words === '') {
			this.groups = [];
			this.state = 'hint';
			return;
		}
		this.state = 'searching';
		this.timer = setTimeout(() => void this.run(), PAUSE_MS);
	}

	/** Asks again for what is typed, at once. */
	again(): void {
		if (searchWords(this.typed) === '') return;
		this.stop();
		this.state = 'searching';
		void this.run();
	}

	/** More of one kind, in place of the few. */
	async more(kind: SearchKind): Promise<void> {
		this.stop();
		const at = this.active;
		await this.answer({ kind, limit: MOST_OF_ONE_KIND }, (found) => {
			this.groups = this.groups.map((group) => found.find((each) => each.kind === group.kind) ?? group);
			this.active = Math.min(at, this.rows.length - 1);
		});
	}

	/** Moves the choice; from the last row to the first and back. */
	move(by: 1 | -1): void {
		const { length } = this.rows;
		if (length > 0) this.active = (this.active + by + length) % length;
	}
	/** To the first row of the next kind, or of the one before. */
	moveKind(by: 1 | -1): void {
		const firsts = this.rows.flatMap(({ kind }, index) => (this.rows[index - 1]?.kind === kind ? [] : [index]));
		const next = by === 1 ? firsts.find((index) => index > this.active) : firsts.findLast((index) => index < this.active);
		this.active = next ?? (by === 1 ? Math.max(0, this.rows.length - 1) : 0);
	}

	/** Hands over the chosen row: now, or as soon as what was typed is answered. */
	choose(open: (row: Row) => void): void {
		if (this.state === 'searching') {
			this.opening = open;
			if (this.asking === null) this.again();
			return;
		}
		const row = this.rows[this.active];
		if (row) open(row);
	}

	/** No answer is wanted any more. */
	stop(): void {
		clearTimeout(this.timer);
		this.asking?.abort();
		this.asking = null;
	}

	private run(): Promise<void> {
		return this.answer({}, (found) => {
			this.groups = found.filter((group) => group.results.length > 0);
			this.active = 0;
		});
	}

	private async answer(what: Pick<SearchAsked, 'kind' | 'limit'>, take: (found: readonly SearchGroup[]) => void): Promise<void> {
		const asking = new AbortController();
		this.asking = asking;
		let answer: SearchAnswer;
		try {
			answer = await this.ask({ typed: this.typed, ...what, signal: asking.signal });
		} catch (error) {
			if (asking.signal.aborted) return;
			throw error;
		}
		// The newest answer wins, whatever order they come in.
		if (this.asking !== asking) return;
		this.asking = null;
		if (!answer.ok) {
			this.message = answer.message;
			this.state = 'failed';
			return;
		}
		take(answer.groups);
		this.state = 'found';
		const { opening } = this;
		this.opening = null;
		const row = this.rows[this.active];
		if (opening && row) opening(row);
	}
}

function rowsOf({ kind, results, more }: SearchGroup): Row[] {
	const rows: Row[] = results.map((result) => ({ key: `${kind} ${result.href}`, kind, result }));
	// Asked for thirty already: what is left is found by typing more.
	if (more && results.length < MOST_OF_ONE_KIND) rows.push({ key: `${kind} more`, kind, result: null });
	return rows;
}
