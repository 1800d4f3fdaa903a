/** The cells of a workbook's sheet of readings. What it unpacks to is measured first. */
import { readSheet } from 'read-excel-file/universal';
import { textOf, type Cell, type Read } from './cell.ts';
import { markCells, percentStyles, reachOf, relationsOf, sheetsOf, type Sheet } from './sheet-xml.ts';
import { entriesOf, unpacked } from './zip.ts';

/** Bytes that all parts of a workbook may unpack to; 200,000 lines come to about 130 MB. */
const MOST_UNPACKED = 160 * 1024 * 1024;
/** Cells from A1 to the last that is used; empty ones between count, as they take room too. */
const MOST_CELLS = 12_000_000;
/** Sheets that are looked into for the readings. */
const MOST_SHEETS = 12;

const DAMAGED = 'This workbook cannot be read: it is damaged, or has a password. Save it again as .xlsx or CSV and choose that file.';
const TOO_LARGE = 'This workbook holds too much to be read at once. Copy the readings alone to a new workbook, or save them as CSV.';
const NO_WORKBOOK = 'This file is not an Excel workbook with a sheet in it. Choose a file that ends in .csv or .xlsx.';

export interface SheetRead {
	rows: Cell[][];
	/** Which sheet was read, where there are several. */
	notes: string[];
}

/**
 * Reads the first sheet that is not hidden and has a heading of readings; where none has, the first that is not hidden.
 * @param isHeading whether a sheet's first row that holds anything names the columns of readings
 */
export async function readWorkbook(bytes: Uint8Array, isHeading: (names: readonly string[]) => boolean): Promise<Read<SheetRead>> {
	const parts = partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	if (typeof parts === 'string') return { ok: false, message: parts };
	const visible = parts.sheets.filter(({ hidden }) => !hidden);
	if (visible.length === 0) return { ok: false, message: 'Every sheet of this workbook is hidden. Show the sheet with the readings, save the workbook and choose it again.' };
	let first: { sheet: Sheet; rows: Cell[][] } | null = null;
	let found: { sheet: Sheet; rows: Cell[][] } | null = null;
	for (const sheet of visible.slice(0, MOST_SHEETS)) {
		const rows = await rowsOf(bytes, sheet);
		if (rows === null) return { ok: false, message: DAMAGED };
		first ??= { sheet, rows };
		const head = rows.find((row) => row.some((cell) => textOf(cell) !== ''));
		if (!head || !isHeading(head.map(textOf))) continue;
		found = { sheet, rows };
		break;
	}
	const { sheet, rows } = found ?? first ?? { sheet: null, rows: [] };
	const others = parts.sheets.filter((each) => each !== sheet);
	const notes = sheet && others.length > 0 ? [`Read from the sheet “${shown(sheet.name)}”. What other sheets hold is not read: ${others.slice(0, 5).map(({ name, hidden }) => `“${shown(name)}”${hidden ? ', hidden' : ''}`).join('; ')}${others.length > 5 ? '; …' : ''}.`] : [];
	for (const { row, column, text } of parts.marksOf(sheet)) {
		const cells = rows[row];
		const cell = cells?.[column];
		// As the sheet shows it: 0.646 in a cell of percentages is 64.6%, and an error is no empty cell.
		if (cells && column < cells.length) cells[column] = text ?? (typeof cell === 'number' ? `${Number((cell * 100).toPrecision(12))}%` : (cell ?? null));
	}
	return { ok: true, value: { rows, notes } };
}

function shown(name: string): string {
	return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}

/** A sheet's rows by the package; null when it cannot read them. */
async function rowsOf(bytes: Uint8Array, { number }: Sheet): Promise<Cell[][] | null> {
	const copy = new ArrayBuffer(bytes.length);
	new Uint8Array(copy).set(bytes);
	try {
		// The package's types call a date's cell the type of the constructor.
		const rows = (await readSheet(copy, number)) as unknown as (string | number | boolean | Date | null)[][];
		return rows.map((row) => row.map((cell) => (typeof cell === 'boolean' ? String(cell).toUpperCase() : cell)));
	} catch (error) {
		// Whatever it throws for a file that is no workbook, or one that is damaged, comes to the same for the person.
		if (error instanceof Error) return null;
		throw error;
	}
}

interface Parts {
	sheets: Sheet[];
	marksOf(sheet: Sheet | null): ReturnType<typeof markCells>;
}

/** What there is of a zip file of bearable content; otherwise what is wrong with it. */
function partsOf(buffer: Buffer): Parts | string {
	let left = MOST_UNPACKED;
	let count = 0;
	const texts = new Map<string, string>();
	const entries = new Map<string, Parameters<typeof unpacked>[1]>();
	for (const entry of entriesOf(buffer)) {
		if (entry === 'damaged') return DAMAGED;
		// What is not read, such as pictures, is never unpacked.
		if (!/\.xml(\.rels)?$/.test(entry.name)) continue;
		const content = unpacked(buffer, entry, left);
		if (content === 'too large') return TOO_LARGE;
		if (content === 'damaged') return DAMAGED;
		left -= content.length;
		entries.set(entry.name, entry);
		if (/^xl\/(workbook|styles)\.xml$|^xl\/_rels\/workbook\.xml\.rels$/.test(entry.name)) texts.set(entry.name, content.toString('utf8'));
		if (!/worksheets\/[^/]+\.xml$/.test(entry.name)) continue;
		count += 1;
		if (reachOf(content.toString('latin1')) > MOST_CELLS) return TOO_LARGE;
	}
	if (count === 0) return NO_WORKBOOK;
	const relations = relationsOf(texts.get('xl/_rels/workbook.xml.rels') ?? '');
	const sheets = sheetsOf(texts.get('xl/workbook.xml') ?? '', relations);
	if (sheets.length === 0) return NO_WORKBOOK;
	const styles = percentStyles(texts.get('xl/styles.xml') ?? '');
	return {
		sheets,
		marksOf: (sheet) => {
			const entry = entries.get(sheet?.path ?? '');
			const content = entry && unpacked(buffer, entry, MOST_UNPACKED);
			return content instanceof Buffer ? markCells(content.toString('utf8'), styles) : [];
		}
	};
}
