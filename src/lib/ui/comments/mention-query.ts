/** The name that is being typed after an @, and who it may be. Pure. */
import type { Mentionable } from '#lib/plan/conversation.ts';
import { matchOptions } from '../matching.ts';

export interface MentionQuery {
	/** Where the @ stands. */
	at: number;
	/** What is typed after it, up to the cursor. */
	typed: string;
}

const LONGEST = 60;
const MOST = 8;

/** The name that is being typed at the cursor; null when none is. */
export function mentionAt(text: string, cursor: number): MentionQuery | null {
	const [, typed] = /(?:^|[^\p{L}\p{N}_])@([^@\n]*)$/u.exec(text.slice(0, cursor)) ?? [];
	if (typed === undefined || typed.length > LONGEST || /^\s|\s\s/.test(typed)) return null;
	return { at: cursor - typed.length - 1, typed };
}

/** Those whose name or role has what is typed; names that begin with it come first. */
export function peopleFor(typed: string, people: readonly Mentionable[]): Mentionable[] {
	const options = people.map((person) => ({ value: person.account, label: person.name, detail: person.role }));
	const found = matchOptions(options, typed).sections.flatMap((section) => section.options.flatMap(({ value }) => people.find(({ account }) => account === value) ?? []));
	const begins = ({ name }: Mentionable) => name.toLowerCase().startsWith(typed.trim().toLowerCase());
	return [...found.filter(begins), ...found.filter((person) => !begins(person))].slice(0, MOST);
}

/** The text with a name in the place of what was typed, and where the cursor then stands. */
export function withMention(text: string, { at, typed }: MentionQuery, name: string): { text: string; cursor: number } {
	const after = text.slice(at + 1 + typed.length);
	const space = /^[\s,.;:!?)]/.test(after) ? '' : ' ';
	const before = `${text.slice(0, at)}@${name}${space}`;
	return { text: before + after, cursor: before.length };
}
