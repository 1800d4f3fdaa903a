/** What a workbook's own XML says and the package that reads its cells passes over: hidden sheets, percentages, errors. */

export interface Sheet {
	name: string;
	/** From 1, in the workbook's order. */
	number: number;
	hidden: boolean;
	/** Its part of the file. */
	path: string;
}

/** A cell that says more than its value: `text` of an error, or null for a number that is shown as a percentage. */
export interface MarkedCell {
	/** From 0. */
	row: number;
	column: number;
	text: string | null;
}

/** Paths of a workbook's parts, by their relation. */
export function relationsOf(xml: string): Map<string, string> {
	const paths = new Map<string, string>();
	for (const [, attributes = ''] of xml.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)) {
		const target = attribute(attributes, 'Target');
		paths.set(attribute(attributes, 'Id'), target.startsWith('/') ? target.slice(1) : `xl/${target}`);
	}
	return paths;
}

/** The sheets of cells, in their order. */
export function sheetsOf(xml: string, relations: ReadonlyMap<string, string>): Sheet[] {
	return [...xml.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].flatMap(([, attributes = ''], index) => {
		const path = relations.get(attribute(attributes, '\\w+:id')) ?? '';
		const sheet = { name: plain(attribute(attributes, 'name')), number: index + 1, hidden: /hidden/i.test(attribute(attributes, 'state')), path };
		return /worksheets\//.test(path) ? [sheet] : [];
	});
}

/** The numbers of the styles that show a number as a percentage. */
export function percentStyles(xml: string): ReadonlySet<string> {
	const formats = new Set(['9', '10']);
	for (const [, attributes = ''] of xml.matchAll(/<(?:\w+:)?numFmt\s([^>]*)>/g)) {
		// Within quotation marks, or after a backslash, the sign is only a sign.
		const code = plain(attribute(attributes, 'formatCode')).replace(/"[^"]*"|\\./g, '');
		if (code.includes('%')) formats.add(attribute(attributes, 'numFmtId'));
	}
	const [, cells = ''] = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(xml) ?? [];
	const styles = [...cells.matchAll(/<(?:\w+:)?xf\s([^>]*)>/g)].map(([, attributes = '']) => attribute(attributes, 'numFmtId'));
	return new Set(styles.flatMap((format, index) => (formats.has(format) ? [String(index)] : [])));
}

/** The cells of a sheet that are shown as percentages, or hold an error. */
export function markCells(xml: string, percentages: ReadonlySet<string>): MarkedCell[] {
	const marked: MarkedCell[] = [];
	for (const found of xml.matchAll(/<(?:\w+:)?c\s([^>]*[^>/])>/g)) {
		const [all, attributes = ''] = found;
		const isError = attribute(attributes, 't') === 'e';
		if (!isError && !percentages.has(attribute(attributes, 's'))) continue;
		const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,9})$/.exec(attribute(attributes, 'r')) ?? [];
		if (letters === '') continue;
		const [, text = '#ERROR!'] = isError ? (/<(?:\w+:)?v>([^<]{1,20})</.exec(xml.slice(found.index + all.length, found.index + all.length + 2_000)) ?? []) : [];
		marked.push({ row: Number(digits) - 1, column: columnOf(letters) - 1, text: isError ? plain(text) : null });
	}
	return marked;
}

/** Rows times columns, from A1 to the last cell or row that the sheet names. */
export function reachOf(xml: string): number {
	let [rows, columns] = [0, 0];
	for (const [, letters = '', digits = ''] of xml.matchAll(/\sr=["']([A-Z]{0,3})(\d{1,9})["']/g)) {
		rows = Math.max(rows, Number(digits));
		columns = Math.max(columns, columnOf(letters));
	}
	return rows * columns;
}

/** `A` is 1, `AA` is 27. */
function columnOf(letters: string): number {
	let column = 0;
	for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
	return column;
}

function attribute(attributes: string, name: string): string {
	return new RegExp(`(?:^|\\s)${name}=["']([^"']*)["']`).exec(attributes)?.[1] ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML's own way of writing signs, as the signs. */
function plain(text: string): string {
	return text.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => ENTITIES[name] ?? '');
}
