/** Pasting cells: reading a spreadsheet's text, and what it would change in the grid. Pure. */
import type { Milestone } from '#lib/plan/fields.ts';
import { readReference } from '#lib/plan/search.ts';
import { readCell, referencesIn, textOfCell, type CellValue, type CellWorld } from './cell-text.ts';
import type { Column } from './columns.ts';

/**
 * Reads tab-separated text as spreadsheets put it on the clipboard: a cell in quotes may hold tabs,
 * line breaks and doubled quotes.
 */
export function parseTsv(text: string): string[][] {
	const rows: string[][] = [[]];
	let at = 0;
	const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
	while (at <= source.length) {
		const quoted = source[at] === '"' ? /"((?:[^"]|"")*)"(?=[\t\n]|$)/y : null;
		if (quoted) quoted.lastIndex = at;
		const match = quoted?.exec(source);
		const end = match ? at + match[0].length : nextBreak(source, at);
		rows.at(-1)?.push(match ? (match[1] ?? '').replaceAll('""', '"') : source.slice(at, end));
		if (source[end] === '\n') rows.push([]);
		at = end + 1;
	}
	return rows;
}
function nextBreak(source: string, from: number): number {
	const found = source.slice(from).search(/[\t\n]/);
	return found < 0 ? source.length : from + found;
}

/** Writes cells as spreadsheets read them. */
export function writeTsv(cells: readonly (readonly string[])[]): string {
	const cell = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return cells.map((row) => row.map(cell).join('\t')).join('\n');
}

export interface PasteEdit {
	column: Column;
	value: CellValue;
}
export interface PasteRow {
	/** Null: a milestone that is added. */
	milestone: Milestone | null;
	edits: PasteEdit[];
}
export interface PasteProblem {
	/** Number of the pasted row, from 1. */
	row: number;
	/** The milestone's reference or title, where there is one. */
	at: string;
	column: string;
	typed: string;
	problem: string;
}
export interface PastePlan {
	rows: PasteRow[];
	problems: PasteProblem[];
	/** How many cells it sets. */
	cells: number;
	/** How many milestones it adds. */
	added: number;
}

/**
 * What pasting would do.
 * @param options.milestones the rows from the first target on; beyond their end, milestones are added
 * @param options.columns the columns from the first target on; a null leaves that pasted column aside
 */
export function planPaste(
	cells: readonly (readonly string[])[],
	{ milestones, columns, world }: { milestones: readonly Milestone[]; columns: readonly (Column | null)[]; world: CellWorld }
): PastePlan {
	const plan: PastePlan = { rows: [], problems: [], cells: 0, added: 0 };
	cells.forEach((texts, index) => {
		const milestone = milestones[index] ?? null;
		if (milestone === null && texts.every((text) => text.trim() === '')) return;
		const edits: PasteEdit[] = [];
		texts.forEach((typed, place) => {
			const column = columns[place];
			if (column === undefined && typed.trim() !== '') {
				const problem = 'There is no column here. Paste further to the left, or fewer columns.';
				plan.problems.push({ row: index + 1, at: nameOf(milestone, texts[0] ?? ''), column: `Column ${place + 1}`, typed, problem });
			}
			if (!column || !isMeant(column, typed, milestone, world)) return;
			const parsed = readCell(column, typed, milestone, world);
			if (parsed.ok) edits.push({ column, value: parsed.value });
			else plan.problems.push({ row: index + 1, at: nameOf(milestone, texts[0] ?? ''), column: column.label, typed, problem: parsed.problem });
		});
		plan.rows.push({ milestone, edits });
		plan.cells += edits.length;
		if (milestone === null) plan.added += 1;
	});
	return plan;
}

/** References in pasted cells of dependencies that the page does not know: other plans may have them. */
export function unknownReferences(cells: readonly (readonly string[])[], columns: readonly (Column | null)[], { milestones, others }: Pick<CellWorld, 'milestones' | 'others'>): string[] {
	const at = columns.findIndex((column) => column?.key === 'dependsOn');
	if (at < 0) return [];
	const named = new Set(cells.flatMap((row) => referencesIn(row[at] ?? '')).filter((part) => readReference(part) !== null).map((part) => part.toUpperCase()));
	for (const { ref } of [...milestones.values(), ...others.values()]) named.delete(ref);
	return [...named];
}

function nameOf(milestone: Milestone | null, first: string): string {
	return milestone ? milestone.ref || milestone.title : first.trim();
}

/** Copying whole rows brings fixed columns along, and cells that say what stands there already. */
function isMeant(column: Column, typed: string, milestone: Milestone | null, world: CellWorld): boolean {
	if (milestone) return typed.trim() !== textOfCell(column, milestone, world).trim();
	return typed.trim() !== '' && column.editor !== null;
}

/** The column that a heading of a spreadsheet names; undefined when it names none. */
export function columnOfHeading(heading: string, columns: readonly Column[]): Column | undefined {
	const bare = heading.toLowerCase().replace(/[^a-z]/g, '');
	const known = OTHER_NAMES[bare] ?? bare;
	return columns.find(({ key, label }) => key.toLowerCase() === known || label.toLowerCase().replace(/[^a-z]/g, '') === known);
}
const OTHER_NAMES: Readonly<Record<string, string>> = {
	name: 'title',
	milestonename: 'title',
	task: 'title',
	action: 'title',
	rag: 'status',
	brag: 'status',
	due: 'forecast',
	duedate: 'forecast',
	date: 'forecast',
	end: 'forecast',
	enddate: 'forecast',
	finish: 'forecast',
	startdate: 'start',
	owner: 'leads',
	lead: 'leads',
	place: 'places',
	kpi: 'kpis',
	dependencies: 'dependson',
	completed: 'actual'
};

/**
 * The columns that pasted rows fill: by their headings when the first row is all headings, otherwise
 * title, status, forecast and so on in the order of the grid.
 * @returns the rows without their headings, and a column (or null) for each pasted one
 */
export function columnsOfPaste(cells: readonly string[][], columns: readonly Column[]): { rows: string[][]; columns: (Column | null)[]; headed: boolean } {
	const open = columns.filter(({ editor }) => editor !== null);
	const [first = [], ...rest] = cells;
	const headings = first.map((text) => columnOfHeading(text, open) ?? null);
	const headed = cells.length > 1 && headings.includes(open.find(({ key }) => key === 'title') ?? null) && headings.filter(Boolean).length >= Math.min(2, first.length);
	if (headed) return { rows: rest, columns: headings, headed };
	return { rows: [...cells], columns: open.slice(0, Math.max(0, ...cells.map((row) => row.length))), headed };
}
