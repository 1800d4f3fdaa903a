/** Search as pages and server pass it to each other, what may be typed, and how a hit is shown. */

export const SEARCH_KINDS = ['milestone', 'kpi', 'person', 'comment'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];
export const SEARCH_KIND_WORDS: Record<SearchKind, { one: string; many: string }> = {
	milestone: { one: 'Milestone', many: 'Milestones' },
	kpi: { one: 'KPI', many: 'KPIs' },
	person: { one: 'Person', many: 'People' },
	comment: { one: 'Comment', many: 'Comments' }
};

/** A piece of plain text; `hit`: it is what was searched for. */
export interface Part {
	text: string;
	hit: boolean;
}

export interface SearchResult {
	/** Of the milestone, KPI, person or comment; KPIs and milestones are unique within their programme only. */
	id: string;
	/** A milestone's or KPI's title, a person's name, who wrote the comment. */
	title: string;
	/** The title again, with what matched marked. */
	titleParts: readonly Part[];
	/** Programme and reference, what a person does, or where and when it was said. */
	context: string;
	/** The passage that matched, on one line; empty when the title says it all. */
	excerpt: readonly Part[];
	/** It is archived, and so comes after those that are not. */
	archived: boolean;
	href: string;
}

export interface SearchGroup {
	kind: SearchKind;
	/** The best first. */
	results: readonly SearchResult[];
	/** There are more than were asked for. */
	more: boolean;
}

export const LEAST_IN_SEARCH = 2;
export const MOST_IN_SEARCH = 200;
/** Results of each kind, and of one kind that is asked for alone. */
export const MOST_OF_A_KIND = 8;
export const MOST_OF_ONE_KIND = 30;

/** What was typed, as it is searched for: one line, at most 200 characters; '' when there is too little to search for. */
export function searchWords(typed: string): string {
	const line = typed.toWellFormed().replace(/[\p{C}\s]+/gu, ' ').trim();
	const words = [...line].slice(0, MOST_IN_SEARCH).join('').trim();
	const letters = words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
	return letters < LEAST_IN_SEARCH ? '' : words;
}

/** A reference, or the beginning of one: its letters in capitals, its number without leading noughts, '' while there is none. */
export interface Reference {
	prefix: string;
	digits: string;
}

/** A reference as somebody may type it: `can-14`, `CAN14`, `Can 014`, or only `CAN-`. Whether there is such a one, the plans know. */
export function readReference(words: string): Reference | null {
	const found = /^(\p{L}{1,10})(?:[\s-]*0*([1-9]\d{0,5})|\s*-\s*0*|\s*0+)$/u.exec(words);
	return found ? { prefix: (found[1] ?? '').toUpperCase(), digits: found[2] ?? '' } : null;
}

/** Marks each mention of a reference in a text. */
export function markReference(text: string, { prefix, digits }: Reference): Part[] {
	const mention = new RegExp(`(?<![\\p{L}\\p{N}])(${prefix}[\\s-]*0*${digits})(?!\\p{N})`, 'giu');
	return text
		.replace(/\s+/g, ' ')
		.split(mention)
		.map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
		.filter((part) => part.text !== '');
}

/**
 * What is still being typed: the last word, when nothing says that it is finished or meant otherwise
 * (a quotation that is open, a word to leave out).
 */
export function unfinishedWord(words: string): { before: string; word: string } | null {
	const found = /[\p{L}\p{N}]+$/u.exec(words);
	if (!found || (words.match(/"/g)?.length ?? 0) % 2 === 1) return null;
	const before = words.slice(0, found.index);
	return /(^|\s)-\S*$/.test(before) ? null : { before, word: found[0] };
}

/** English endings that the search index leaves off. */
const ENDINGS = ['ing', 'ings', 'ion', 'ions', 'ed', 'es', 'ers', 'ment', 'ments', 'ness', 'ly', 'ity', 'ies', 'ance', 'ence', 'able'];

/**
 * Words that an unfinished word may become. The index holds stems, so `screenin` begins none of its
 * words though `screening` is one of them.
 */
export function completions(word: string): string[] {
	const found = new Set<string>();
	for (const ending of ENDINGS) {
		for (let length = 1; length < ending.length; length += 1) {
			if (word.length - length >= 3 && word.endsWith(ending.slice(0, length))) found.add(word + ending.slice(length));
		}
	}
	return [...found];
}

/** Marks that stand around a hit in what the database answers; no text that is kept holds them. */
export const HIT_BEGINS = '\u0001';
export const HIT_ENDS = '\u0002';
const MARK = new RegExp(`([${HIT_BEGINS}${HIT_ENDS}])`);

/** A marked text in parts, on one line. */
export function partsOf(marked: string): Part[] {
	const parts: Part[] = [];
	let hit = false;
	for (const piece of marked.replace(/\s+/g, ' ').split(MARK)) {
		if (piece === HIT_BEGINS) hit = true;
		else if (piece === HIT_ENDS) hit = false;
		else if (piece !== '') parts.push({ text: piece, hit });
	}
	return joined(parts);
}

export function textOfParts(parts: readonly Part[]): string {
	return parts.map((part) => part.text).join('');
}

const EXCERPT = 150;
/** Characters before the first hit. */
const LEAD_IN = 40;

/** The passage around the first hit, cut at words, with an ellipsis where something is left out. Without a hit: the beginning. */
export function passage(parts: readonly Part[], most = EXCERPT): Part[] {
	const characters = parts.flatMap(({ text, hit }) => [...text].map((character) => ({ text: character, hit })));
	if (characters.length <= most) return parts.map((part) => ({ ...part }));
	const first = Math.max(0, characters.findIndex(({ hit }) => hit));
	let from = Math.min(Math.max(0, first - LEAD_IN), characters.length - most);
	let to = from + most;
	while (from > 0 && from < first && characters[from - 1]?.text !== ' ') from += 1;
	while (to < characters.length && to > first + 1 && characters[to]?.text !== ' ' && !characters[to - 1]?.hit) to -= 1;
	const cut = joined(characters.slice(from, to));
	if (from > 0) cut.unshift({ text: '…', hit: false });
	if (to < characters.length) cut.push({ text: '…', hit: false });
	return joined(cut);
}

function joined(pieces: readonly Part[]): Part[] {
	const parts: Part[] = [];
	for (const piece of pieces) {
		const last = parts.at(-1);
		if (last && last.hit === piece.hit) last.text += piece.text;
		else parts.push({ ...piece });
	}
	return parts;
}

/** How many were found, for people who hear it: "At least 12 results: 8 or more milestones, 4 comments". */
export function foundWords(groups: readonly SearchGroup[]): string {
	const count = groups.reduce((sum, group) => sum + group.results.length, 0);
	if (count === 0) return 'Nothing found';
	const kinds = groups
		.filter((group) => group.results.length > 0)
		.map(({ kind, results, more }) => {
			const { one, many } = SEARCH_KIND_WORDS[kind];
			const name = results.length === 1 && !more ? one : many;
			return `${results.length}${more ? ' or more' : ''} ${kind === 'kpi' ? name : name.toLowerCase()}`;
		});
	if (kinds.length === 1) return kinds.join('');
	const some = groups.some((group) => group.more);
	return `${some ? 'At least ' : ''}${count} ${count === 1 ? 'result' : 'results'}: ${kinds.join(', ')}`;
}
