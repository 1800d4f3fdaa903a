/** A file of readings as rows of cells, whatever it was: CSV with its delimiter and encoding, or the first sheet of a workbook. */
import { CsvError, parse } from 'csv-parse/sync';
import { MOST_FILE_BYTES, MOST_FILE_LINES } from '#lib/kpi/readings.ts';
import { textOf, type Cell, type Read } from './cell.ts';
import { readWorkbook, type SheetRead } from './workbook.ts';

export interface Table {
	header: readonly string[];
	/** Rows that hold anything, without the heading. */
	rows: readonly (readonly Cell[])[];
	/** The number of each row's line in the file, from 1. */
	lines: readonly number[];
	/** What there is to say of how it was read. */
	notes: readonly string[];
}

const TOO_MANY = `The file has more than ${MOST_FILE_LINES.toLocaleString('en-GB')} lines. Split it, by measure or by year, and import the parts.`;
/** A line longer than this is no line of readings, but a quotation mark that was never closed. */
const LONGEST_LINE = 100_000;

/**
 * Reads the cells of a file; a refusal says in plain words what it is or what is wrong with it.
 * @param isHeading whether names are those of columns of readings, by which a workbook's sheet is chosen
 */
export async function readTable(bytes: Uint8Array, isHeading: (names: readonly string[]) => boolean): Promise<Read<Table>> {
	if (bytes.length > MOST_FILE_BYTES) return no(`The file is larger than ${MOST_FILE_BYTES / 1024 / 1024} MB. Split it, by measure or by year, and import the parts.`);
	if (bytes.length === 0) return no('The file is empty.');
	if (isWorkbook(bytes)) return fromSheet(await readWorkbook(bytes, isHeading));
	if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return no('This is a PDF, whatever its name ends in. Ask for the figures as a CSV file or an Excel workbook.');
	if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return no('This is a workbook of the old kind (.xls), or one with a password. Save it as .xlsx or CSV, without a password, and choose that file.');
	return fromCsv(bytes);
}

/** Whether a file says of itself that it is a zip, as workbooks are. */
export function isWorkbook(bytes: Uint8Array): boolean {
	return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
}

function no(message: string): { ok: false; message: string } {
	return { ok: false, message };
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
	return signature.every((byte, index) => bytes[index] === byte);
}

function fromSheet(read: Read<SheetRead>): Read<Table> {
	if (!read.ok) return read;
	const all = read.value.rows.map((row, index) => ({ row, line: index + 1 })).filter(({ row }) => row.some((cell) => cell !== null && cell !== ''));
	return asTable(all, read.value.notes);
}

function fromCsv(bytes: Uint8Array): Read<Table> {
	const { text: whole, notes } = decoded(bytes);
	// Spreadsheet programs say so in a line of its own what their values are parted by.
	const [said = '', separator] = /^\ufeff?sep=([,;\t])\r?\n/.exec(whole) ?? [];
	const text = whole.slice(said.length);
	if (text.includes('\0')) return no('This is neither a CSV file nor an Excel workbook. Choose a file that ends in .csv or .xlsx.');
	const { count, longest } = linesIn(text);
	if (count > MOST_FILE_LINES * 2) return no(TOO_MANY);
	if (longest > LONGEST_LINE) return no(`The file has a line of ${longest.toLocaleString('en-GB')} characters, which is no line of readings. Choose a CSV file or an Excel workbook of readings.`);
	const all: { row: string[]; line: number }[] = [];
	try {
		parse(text, {
			bom: true,
			delimiter: separator ?? delimiterOf(text),
			skip_empty_lines: true,
			skip_records_with_empty_values: true,
			relax_column_count: true,
			relax_quotes: true,
			max_record_size: LONGEST_LINE,
			on_record: (record: string[], { lines }) => {
				// The count stands at the record's last line; a cell may hold line breaks.
				all.push({ row: record, line: lines + (said === '' ? 0 : 1) - record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0) });
				return null;
			}
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = 'lines' in error && typeof error.lines === 'number' ? `Line ${error.lines.toLocaleString('en-GB')}` : 'A line';
		return no(error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE' ? `${line} has a quotation mark (") that is never closed. Close it, or take it away.` : `${line} cannot be read as CSV. Look for a quotation mark (") out of place.`);
	}
	return asTable(all, notes);
}

function asTable(all: { row: Cell[]; line: number }[], notes: string[]): Read<Table> {
	const [head, ...rest] = all;
	if (!head) return no('The file is empty.');
	if (rest.length > MOST_FILE_LINES) return no(TOO_MANY);
	const header = head.row.map((cell) => textOf(cell));
	return { ok: true, value: { header, rows: rest.map(({ row }) => row), lines: rest.map(({ line }) => line), notes } };
}

/** Text by its byte-order mark, as UTF-8, or, where it is not that, as older Windows programs write it. */
function decoded(bytes: Uint8Array): { text: string; notes: string[] } {
	if (startsWith(bytes, [0xff, 0xfe])) return { text: new TextDecoder('utf-16le').decode(bytes), notes: [] };
	if (startsWith(bytes, [0xfe, 0xff])) return { text: new TextDecoder('utf-16be').decode(bytes), notes: [] };
	// Without a mark: the first two characters are plain ones.
	const [one, two, three, four] = bytes;
	if (one && three && two === 0 && four === 0) return { text: new TextDecoder('utf-16le').decode(bytes), notes: [] };
	if (two && four && one === 0 && three === 0) return { text: new TextDecoder('utf-16be').decode(bytes), notes: [] };
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notes: [] };
	} catch {
		// It throws for any byte that is no UTF-8, and says nothing more.
		return { text: new TextDecoder('windows-1252').decode(bytes), notes: ['The file is not in UTF-8 and was read as Western European Windows text. Check names with accents or signs.'] };
	}
}

function linesIn(text: string): { count: number; longest: number } {
	let [count, longest, from] = [1, 0, 0];
	for (const { index } of text.matchAll(/\r\n?|\n/g)) {
		longest = Math.max(longest, index - from);
		from = index;
		count += 1;
	}
	return { count, longest: Math.max(longest, text.length - from) };
}

/** What the heading's cells are parted by: whichever of the three it has most of, outside quotation marks. */
function delimiterOf(text: string): string {
	const [head = ''] = text.split(/[\r\n]/, 1);
	const bare = head.replace(/"[^"]*"/g, '');
	const count = (delimiter: string) => bare.split(delimiter).length;
	return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}
