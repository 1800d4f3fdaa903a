/**
 * A column of dates, read as one: each cell by its own style, and the day always before the month.
 * Where any cell could only be month first, none of its ambiguous neighbours is guessed.
 */
import { formatDay, isDay, parseDay, type Day } from '#lib/plan/dates.ts';
import { textOf, type Cell } from './cell.ts';

type Style = 'year first' | 'day first' | 'month by name' | 'spreadsheet date';
type ReadDay =
	/** `ambiguous`: it could be month first; `proves`: it could not. 4/4/2026 is the same either way. */
	| { day: Day; style: Style; ambiguous?: boolean; proves?: boolean }
	| { problem: string; monthFirst: boolean }
	/** An empty cell. */
	| null;

export type DayCell = { day: Day } | { problem: string } | null;

const EXAMPLES: Record<Style, string> = { 'year first': '2026-04-01', 'day first': '1/4/2026', 'month by name': '1 Apr 2026', 'spreadsheet date': 'a date of the spreadsheet' };

/**
 * Reads a column.
 * @returns its cells in their order, and what there is to say of how they were read
 */
export function readDays(column: string, cells: readonly (Cell | undefined)[]): { days: DayCell[]; notes: string[] } {
	const known = new Map<string, ReadDay>();
	const styles = new Set<Style>();
	let [someAmbiguous, isProven, monthFirst]: [string | null, boolean, string | null] = [null, false, null];
	const read = cells.map((cell) => {
		const text = textOf(cell);
		const key = `${typeof cell} ${text}`;
		const found = known.get(key) ?? readDay(cell, text);
		known.set(key, found);
		if (found === null) return found;
		if ('problem' in found) {
			if (found.monthFirst) monthFirst ??= text;
			return found;
		}
		styles.add(found.style);
		if (found.ambiguous) someAmbiguous ??= text;
		if (found.proves) isProven = true;
		return found;
	});
	const notes: string[] = [];
	if (styles.size > 1) notes.push(`Column ${column} mixes ways of writing dates: ${[...styles].map((style) => EXAMPLES[style]).join('; ')}. Each was read by its own.`);
	const guess = monthFirst as string | null;
	const first = someAmbiguous as string | null;
	if (first !== null && !isProven && guess === null) {
		const example = known.get(`string ${first}`);
		if (example && 'day' in example) notes.push(`Dates in column ${column} are read with the day first: ${first} is ${formatDay(example.day)}.`);
	}
	const days = read.map((found): DayCell => {
		if (found === null || 'problem' in found) return found && { problem: found.problem };
		if (guess !== null && found.ambiguous) return { problem: `This may be month first, as ${guess} in this column must be. Write dates as 2026-04-01.` };
		return { day: found.day };
	});
	return { days, notes };
}

function readDay(cell: Cell | undefined, text: string): ReadDay {
	if (text === '') return null;
	if (cell instanceof Date) return isDay(text) ? { day: text, style: 'spreadsheet date' } : wrong(`The year of ${text} is out of range.`);
	const bare = text.replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '');
	const isYearFirst: boolean = isDay(bare);
	if (isYearFirst) return { day: bare, style: 'year first' };
	const [, date = '', , month = '', year = ''] = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})$/.exec(bare) ?? [];
	if (year.length === 2) return wrong(`“${bare}” has a year of two digits. Write the whole year, such as ${date}/${month}/20${year}.`);
	if (year !== '') {
		const [d, m] = [Number(date), Number(month)];
		const day = parseDay(bare, '2026-01-01');
		if (day.ok) return { day: day.value, style: 'day first', ambiguous: d <= 12 && d !== m, proves: d > 12 };
		return wrong(`“${bare}” is not a date with the day first. ${day.problem}`, m > 12 && m <= 31 && d >= 1 && d <= 12);
	}
	if (/^\d{1,2}(st|nd|rd|th)?[ -][a-z]{3,9}\.?,?[ -]\d{4}$/i.test(bare)) {
		const day = parseDay(bare, '2026-01-01');
		return day.ok ? { day: day.value, style: 'month by name' } : wrong(day.problem);
	}
	if (/^\d{5}(\.0+)?$/.test(bare)) return wrong(`“${bare}” looks like a spreadsheet’s own number for a date. Format the column as a date and save the file again.`);
	return wrong(`“${bare.length > 40 ? `${bare.slice(0, 40)}…` : bare}” is not a whole date. Write dates as 2026-04-01.`);
}

function wrong(problem: string, monthFirst = false): ReadDay {
	return { problem, monthFirst };
}
