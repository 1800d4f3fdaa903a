/** The small words that the wording of changes is made of. */

/** What of a change the wording of any field reads. */
export interface ChangeWords {
	field: string;
	member: string;
	old: unknown;
	new: unknown;
}

const SHORT = 160;

/** A value that should be text, as text; '' when it is something else. */
export function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** `“Title”`, on one line. */
export function quoted(text: string): string {
	return `“${text.replace(/\s+/g, ' ').trim()}”`;
}

/** The same, cut after 160 characters. */
export function quotedShort(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return quoted(line.length > SHORT ? `${line.slice(0, SHORT).trimEnd()}…` : line);
}

/** A number as it is written in sentences, `8,472.5`; null for anything else. */
export function figure(value: unknown): string | null {
	return typeof value === 'number' && Number.isFinite(value) ? value.toLocaleString('en-GB', { maximumFractionDigits: 6 }) : null;
}

export function cleared(what: string): string {
	return `removed ${what}`;
}

/** A value has three ways of changing: set, moved, removed. `verb` is for the second. */
export function moved(verb: string, what: string, { from, to }: { from: string | null; to: string | null }): string {
	if (to === null) return from === null ? cleared(what) : `${cleared(what)}, which was ${from}`;
	return from === null ? `set ${what} to ${to}` : `${verb} ${what} from ${from} to ${to}`;
}
