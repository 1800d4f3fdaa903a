/** Where the focus goes in the grid. Pure: rows and columns are numbered from 0. */

export interface Place {
	row: number;
	column: number;
}
export interface Extent {
	rows: number;
	columns: number;
	/** Rows that one screen holds. */
	page: number;
}
export type Move = 'up' | 'down' | 'left' | 'right' | 'home' | 'end' | 'first' | 'last' | 'pageUp' | 'pageDown';

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

/** The place after a move; at an edge it stays. */
export function moved(from: Place, move: Move, { rows, columns, page }: Extent): Place {
	const lastRow = rows - 1;
	const lastColumn = columns - 1;
	const at = (row: number, column: number): Place => ({ row: clamp(row, lastRow), column: clamp(column, lastColumn) });
	switch (move) {
		case 'up':
			return at(from.row - 1, from.column);
		case 'down':
			return at(from.row + 1, from.column);
		case 'left':
			return at(from.row, from.column - 1);
		case 'right':
			return at(from.row, from.column + 1);
		case 'home':
			return at(from.row, 0);
		case 'end':
			return at(from.row, lastColumn);
		case 'first':
			return at(0, 0);
		case 'last':
			return at(lastRow, lastColumn);
		case 'pageUp':
			return at(from.row - Math.max(1, page - 1), from.column);
		case 'pageDown':
			return at(from.row + Math.max(1, page - 1), from.column);
	}
}

/** The rectangle between two places, both included. */
export function rectangle(one: Place, other: Place): { top: number; bottom: number; left: number; right: number } {
	return {
		top: Math.min(one.row, other.row),
		bottom: Math.max(one.row, other.row),
		left: Math.min(one.column, other.column),
		right: Math.max(one.column, other.column)
	};
}

/** Which rows to draw: those on screen with some around them, and one that must stay drawn. In order. */
export function rowsToDraw({ top, height, rowHeight, rows, keep }: { top: number; height: number; rowHeight: number; rows: number; keep: number | null }): number[] {
	const around = 8;
	const first = clamp(Math.floor(top / rowHeight) - around, Math.max(0, rows - 1));
	const last = clamp(Math.ceil((top + height) / rowHeight) + around, rows - 1);
	const drawn: number[] = [];
	for (let row = first; row <= last && row < rows; row += 1) drawn.push(row);
	if (keep === null || keep >= rows || (keep >= first && keep <= last)) return drawn;
	return keep < first ? [keep, ...drawn] : [...drawn, keep];
}
