/** One cell of a file, and the answer of what reads files. */

/** Dates and numbers are a workbook's own; of CSV everything is text. */
export type Cell = string | number | Date | null;

/** What was read, or in plain words why it could not be. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; message: string };

/** A cell as text, without the spaces around it. */
export function textOf(cell: Cell | undefined): string {
	if (cell === null || cell === undefined) return '';
	if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? 'no date' : cell.toISOString().slice(0, 10);
	return String(cell).replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
}
