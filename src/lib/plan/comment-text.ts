/**
 * What stands in the text of a comment: names after an @, and addresses. The text itself is never
 * changed and never markup (T7); a page draws each part as what it is.
 */

export type Segment<Person> =
	| { kind: 'text'; text: string }
	/** `text` is the @ and the name as written. */
	| { kind: 'mention'; text: string; person: Person }
	/** `text` is the address as written; its protocol is http, https or mailto. */
	| { kind: 'link'; text: string };

interface Named {
	name: string;
}

const WORD = /[\p{L}\p{N}_]/u;
/** An address ends at a space, a quote, an angle bracket or anything that cannot be seen. */
const ADDRESS = /(?:https?:\/\/|mailto:)[^\s"<>\p{C}]+/giu;
/** What ends a sentence and not an address. */
const AFTERWARDS = /[.,;:!?'’”»…*_~)\]}]/u;
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const SAFE = new Set(['http:', 'https:', 'mailto:']);

/**
 * The text of a comment in parts; put together they are the text.
 * @param people who are mentioned in it; a name that is nobody's here stays text
 */
export function segmentsOf<Person extends Named>(body: string, people: readonly Person[]): Segment<Person>[] {
	const found = [...linksIn(body), ...namesIn(body, people).map(({ at, text, people: [person] }) => ({ at, segment: { kind: 'mention' as const, text, person } }))];
	const segments: Segment<Person>[] = [];
	let done = 0;
	for (const { at, segment } of found.toSorted((one, other) => one.at - other.at)) {
		// An @ within an address is part of the address.
		if (at < done) continue;
		if (at > done) segments.push({ kind: 'text', text: body.slice(done, at) });
		segments.push(segment);
		done = at + segment.text.length;
	}
	if (done < body.length) segments.push({ kind: 'text', text: body.slice(done) });
	return segments;
}

/**
 * Who is named in a text by an @ and their name, each once, in the order of the text. The longest
 * name wins: "@Screening lead, Luton" is not "Screening lead". Two of one name are both meant.
 */
export function mentionsIn<Person extends Named>(body: string, people: readonly Person[]): Person[] {
	const links = linksIn(body);
	const inLink = (at: number) => links.some((link) => at >= link.at && at < link.at + link.segment.text.length);
	return [...new Set(namesIn(body, people).flatMap((found) => (inLink(found.at) ? [] : found.people)))];
}

function namesIn<Person extends Named>(body: string, people: readonly Person[]): { at: number; text: string; people: [Person, ...Person[]] }[] {
	const byLength = people.filter(({ name }) => name !== '').toSorted((one, other) => other.name.length - one.name.length);
	return [...body.matchAll(/@/g)].flatMap(({ index: at }) => {
		// In "me@example" the @ stands inside a word.
		if (WORD.test(before(body, at))) return [];
		const longest = byLength.find(({ name }) => standsAt(body, at + 1, name));
		if (!longest) return [];
		const others = byLength.filter((person) => person !== longest && same(person.name, longest.name));
		return { at, text: body.slice(at, at + 1 + longest.name.length), people: [longest, ...others] };
	});
}

function standsAt(body: string, at: number, name: string): boolean {
	const end = at + name.length;
	if (!same(body.charAt(at), name.charAt(0))) return false;
	return same(body.slice(at, end), name) && !(WORD.test(lastOf(name)) && WORD.test(String.fromCodePoint(body.codePointAt(end) ?? 32)));
}
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
/** The last character, which may take two units. */
const lastOf = (text: string): string => /.$/su.exec(text.slice(-2))?.[0] ?? '';
/** The character before a place in a text; '' at its start. */
const before = (text: string, at: number): string => lastOf(text.slice(Math.max(0, at - 2), at));

function linksIn(body: string): { at: number; segment: { kind: 'link'; text: string } }[] {
	return [...body.matchAll(ADDRESS)].flatMap(({ 0: found, index: at }) => {
		const text = withoutAfterwards(found);
		return !WORD.test(before(body, at)) && isSafe(text) ? { at, segment: { kind: 'link' as const, text } } : [];
	});
}

/** An address without what follows it in the sentence; a bracket that was opened in it stays. */
function withoutAfterwards(address: string): string {
	let text = address;
	for (let last = lastOf(text); AFTERWARDS.test(last); last = lastOf(text)) {
		const opening = PAIRS[last];
		if (opening !== undefined && text.split(opening).length >= text.split(last).length) break;
		text = text.slice(0, -last.length);
	}
	return text;
}

function isSafe(address: string): boolean {
	const url = URL.canParse(address) ? new URL(address) : null;
	return url !== null && SAFE.has(url.protocol) && (url.host !== '' || (url.protocol === 'mailto:' && url.pathname.includes('@')));
}
