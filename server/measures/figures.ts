/** Figures as files write them: with a percent sign, thousands separators, spaces, a long minus; or no figure, because it was suppressed. */
import { normaliseNumber } from '#lib/plan/inputs.ts';
import { textOf, type Cell } from './cell.ts';

export type Figure =
	| { kind: 'figure'; value: number; sign: '%' | '£' | '' }
	/** Left out by the publisher, or empty: there is no value, which is not zero. */
	| { kind: 'suppressed' }
	| { kind: 'wrong'; problem: string };

/** What publishers write where they give no value, in lower case. */
const SUPPRESSED = new Set(['', '*', '**', 'c', 'x', 'z', 'n/a', 'na', '#n/a', 'nan', 'null', 'none', '-', '–', '—', '−', '..', '...', '.', ':', 'suppressed', 'not available', 'no data']);
const BRACKETED = /^\[[a-z]{1,4}\]$/i;
const EXPONENT = /^[+-]?(\d+(\.\d*)?|\.\d+)e[+-]?\d{1,3}$/i;

/** Reads a cell as a figure. */
export function readFigure(cell: Cell | undefined): Figure {
	if (typeof cell === 'number') return Number.isFinite(cell) ? { kind: 'figure', value: cell + 0, sign: '' } : { kind: 'suppressed' };
	if (cell instanceof Date) return { kind: 'wrong', problem: `This is a date, ${textOf(cell)}, where a figure is due.` };
	const text = textOf(cell);
	if (SUPPRESSED.has(text.toLowerCase()) || BRACKETED.test(text)) return { kind: 'suppressed' };
	// `+ 0` makes of −0 a plain 0, which is stored as it is shown.
	const value = EXPONENT.test(text) ? Number(text) + 0 : normaliseNumber(text);
	if (value !== null) return { kind: 'figure', value, sign: text.endsWith('%') ? '%' : text.includes('£') ? '£' : '' };
	const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
	const comma = isDecimalComma(text) ? ` A comma parts thousands only: write ${text.replaceAll('.', '').replace(',', '.')}.` : '';
	return { kind: 'wrong', problem: `“${shown}” is not a figure.${comma}` };
}

/** Whether the comma in a figure can only be a decimal one: `64,6`, `1.847,5`. */
export function isDecimalComma(text: string): boolean {
	return /^[+−-]?\d+,(\d{1,2}|\d{4,})\s?%?$/.test(text) || /^[+−-]?\d{1,3}(\.\d{3})+,\d+\s?%?$/.test(text);
}

/** Whether a comma parts thousands, or, where a file writes decimal commas, whole from fraction: `64,612`. */
export function mayBeDecimalComma(text: string): boolean {
	return /^[+−-]?\d{1,3},\d{3}\s?%?$/.test(text);
}

/** Null when a figure's sign goes with the unit of its KPI; otherwise what does not. */
export function signProblem(text: string, sign: '%' | '£' | '', unit: string): string | null {
	if (sign === '%' && !/%|per ?cent/i.test(unit)) return `“${text}” is a percentage, but this KPI is measured in ${unit === '' ? 'a unit that is not given' : `“${unit}”`}.`;
	if (sign === '£' && !unit.includes('£')) return `“${text}” is an amount of money, but this KPI is measured in ${unit === '' ? 'a unit that is not given' : `“${unit}”`}.`;
	return null;
}
