/** The cells of a workbook's first sheet. What it unpacks to is measured first, as a small file can hold far more than memory does. */
import { inflateRawSync } from 'node:zlib';
import { readSheet } from 'read-excel-file/universal';
import type { Cell, Read } from './cell.ts';

/** Bytes that all parts of a workbook may unpack to. */
const MOST_UNPACKED = 300 * 1024 * 1024;
/** Cells from A1 to the last that is used; empty ones between count, as they take room too. */
const MOST_CELLS = 12_000_000;

const DAMAGED = 'This workbook cannot be read: it is damaged, or has a password. Save it again as .xlsx or CSV and choose that file.';
const TOO_LARGE = 'This workbook holds too much to be read at once. Copy the readings alone to a new workbook, or save them as CSV.';

export async function readWorkbook(bytes: Uint8Array): Promise<Read<Cell[][]>> {
	const problem = problemOf(bytes);
	if (problem !== null) return { ok: false, message: problem };
	try {
		// The package's types call a date's cell the type of the constructor.
		const rows = (await readSheet(asBuffer(bytes))) as unknown as (string | number | boolean | Date | null)[][];
		return { ok: true, value: rows.map((row) => row.map((cell) => (typeof cell === 'boolean' ? String(cell).toUpperCase() : cell))) };
	} catch (error) {
		// Whatever it throws for a file that is no workbook, or one that is damaged, comes to the same for the person.
		if (error instanceof Error) return { ok: false, message: DAMAGED };
		throw error;
	}
}

function asBuffer(bytes: Uint8Array): ArrayBuffer {
	const copy = new ArrayBuffer(bytes.length);
	new Uint8Array(copy).set(bytes);
	return copy;
}

/** Null for a zip file of bearable content; otherwise what is wrong. */
function problemOf(bytes: Uint8Array): string | null {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let left = MOST_UNPACKED;
	let sheets = 0;
	for (const entry of entriesOf(buffer)) {
		if (entry === 'damaged') return DAMAGED;
		// What is not read, such as pictures, is never unpacked.
		if (!/\.xml(\.rels)?$/.test(entry.name)) continue;
		const content = unpacked(buffer, entry, left);
		if (content === 'too large') return TOO_LARGE;
		if (content === 'damaged') return DAMAGED;
		left -= content.length;
		if (!/worksheets\/[^/]+\.xml$/.test(entry.name)) continue;
		sheets += 1;
		if (reachOf(content.toString('latin1')) > MOST_CELLS) return TOO_LARGE;
	}
	return sheets === 0 ? 'This file is not an Excel workbook with a sheet in it. Choose a file that ends in .csv or .xlsx.' : null;
}

interface Entry {
	name: string;
	method: number;
	size: number;
	at: number;
}

/** The entries of a zip file by its central directory. */
function* entriesOf(buffer: Buffer): Generator<Entry | 'damaged'> {
	const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
	if (end === -1 || end + 22 > buffer.length) return yield 'damaged';
	const count = buffer.readUInt16LE(end + 10);
	let at = buffer.readUInt32LE(end + 16);
	for (let index = 0; index < count; index += 1) {
		if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) return yield 'damaged';
		const nameLength = buffer.readUInt16LE(at + 28);
		const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
		yield { name, method: buffer.readUInt16LE(at + 10), size: buffer.readUInt32LE(at + 20), at: buffer.readUInt32LE(at + 42) };
		at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
	}
}

function unpacked(buffer: Buffer, { method, size, at }: Entry, most: number): Buffer | 'too large' | 'damaged' {
	if (most <= 0) return 'too large';
	if (at + 30 > buffer.length) return 'damaged';
	const from = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
	const packed = buffer.subarray(from, from + size);
	if (method === 0) return packed;
	if (method !== 8) return 'damaged';
	try {
		return inflateRawSync(packed, { maxOutputLength: most });
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : 'damaged';
	}
}

/** Rows times columns, from A1 to the last cell or row that the sheet names. */
function reachOf(xml: string): number {
	let [rows, columns] = [0, 0];
	for (const [, letters = '', digits = ''] of xml.matchAll(/\sr=["']([A-Z]{0,3})(\d{1,9})["']/g)) {
		rows = Math.max(rows, Number(digits));
		let column = 0;
		for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
		columns = Math.max(columns, column);
	}
	return rows * columns;
}
