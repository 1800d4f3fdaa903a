/** Files in our own columns, one value a line. */
import { READING_STATUSES, type ReadingStatus } from '#lib/kpi/readings.ts';
import { readDays, type DayCell } from './days.ts';
import { isDecimalComma, mayBeDecimalComma } from './figures.ts';
import { isSuppressed, lineOf, type LineProblem, type Lines } from './file-line.ts';
import { textOf } from './cell.ts';
import type { Table } from './table.ts';
import { namesIn } from './names.ts';
import type { World } from './world.ts';

export const OUR_COLUMNS = ['measure_id', 'place_code', 'period_start', 'period_end', 'value', 'numerator', 'denominator', 'lower_ci', 'upper_ci', 'status', 'source', 'extracted_on'] as const;
type Column = (typeof OUR_COLUMNS)[number];
const REQUIRED: readonly Column[] = ['measure_id', 'place_code', 'period_start', 'period_end', 'value'];
const CALLED = { periodStart: 'period_start', periodEnd: 'period_end', value: 'value', numerator: 'numerator', denominator: 'denominator', lowerCi: 'lower_ci', upperCi: 'upper_ci', status: 'status', source: 'source', extractedOn: 'extracted_on' } as const;

const FIGURE_COLUMNS: readonly Column[] = ['value', 'numerator', 'denominator', 'lower_ci', 'upper_ci'];

/** Where each of our columns stands; null when the file does not have those that every file needs. */
export function ourColumns(header: readonly string[]): ReadonlyMap<Column, number> | { missing: readonly Column[] } {
	const plain = header.map((name) => name.toLowerCase().replace(/[\s-]+/g, '_'));
	const found = new Map(OUR_COLUMNS.flatMap((column) => (plain.includes(column) ? [[column, plain.indexOf(column)] as const] : [])));
	const missing = REQUIRED.filter((column) => !found.has(column));
	return missing.length === 0 ? found : { missing };
}

/** Reads the lines of a file whose columns were found. */
export function readOurLines({ header, rows, lines }: Table, columns: ReadonlyMap<Column, number>, world: World): Lines {
	const names = namesIn(world);
	const at = (column: Column) => columns.get(column) ?? -1;
	const isGiven = rows.map((row) => !isSuppressed(row[at('value')]));
	const notes: string[] = [];
	const daysOf = (column: 'period_start' | 'period_end' | 'extracted_on') => {
		// Lines without a value are passed over, so that their dates say nothing of the column's.
		const read = readDays(column, rows.map((row, index) => (isGiven[index] ? row[at(column)] : null)));
		notes.push(...read.notes);
		return read.days;
	};
	const [starts, ends, extracted] = [daysOf('period_start'), daysOf('period_end'), columns.has('extracted_on') ? daysOf('extracted_on') : []];
	const figureColumns = FIGURE_COLUMNS.filter((column) => columns.has(column));
	/** A figure that is only one with a decimal comma: then no comma of the file is known to part thousands. */
	const decimalComma = rows.flatMap((row) => figureColumns.map((column) => textOf(row[at(column)]))).find(isDecimalComma);
	const unknown = new Map<string, number>();
	let withoutStatus = 0;
	const read = rows.flatMap((row, index) => {
		if (!isGiven[index]) return [];
		const problems: LineProblem[] = [];
		const named = { kpi: textOf(row[at('measure_id')]), place: textOf(row[at('place_code')]) };
		const kpi = names.kpi(named.kpi);
		if ('problem' in kpi) {
			problems.push({ column: 'measure_id', problem: kpi.problem });
			if (kpi.unknown) unknown.set(named.kpi, (unknown.get(named.kpi) ?? 0) + 1);
		}
		const place = names.place(named.place);
		if ('problem' in place) problems.push({ column: 'place_code', problem: place.problem });
		if (row.length > header.length && row.slice(header.length).some((cell) => textOf(cell) !== '')) problems.push({ column: null, problem: `This line has ${row.length} values and the heading ${header.length} columns. Look for a comma inside a value, and put that value in quotation marks.` });
		const day = (cell: DayCell | undefined, column: string, needed: boolean) => {
			if (cell && 'day' in cell) return cell.day;
			if (cell) problems.push({ column, problem: cell.problem });
			else if (needed) problems.push({ column, problem: 'The date is missing.' });
			return null;
		};
		const status = statusOf(textOf(row[at('status')]));
		if (status === null) problems.push({ column: 'status', problem: `“${textOf(row[at('status')]).slice(0, 40)}” is no status. Write provisional or final.` });
		if (textOf(row[at('status')]) === '') withoutStatus += 1;
		if (decimalComma !== undefined) {
			for (const column of figureColumns) {
				const text = textOf(row[at(column)]);
				if (mayBeDecimalComma(text)) problems.push({ column, problem: `The comma in “${text}” may be a decimal one, as in “${decimalComma}” it must be. Write figures with a point, such as 64.6.` });
			}
		}
		const parts = {
			line: lines[index] ?? 0,
			kpi: 'thing' in kpi ? kpi.thing : null,
			place: 'thing' in place ? place.thing : null,
			named,
			periodStart: day(starts[index], 'period_start', true),
			periodEnd: day(ends[index], 'period_end', true),
			status,
			source: textOf(row[at('source')]),
			extractedOn: day(extracted[index], 'extracted_on', false),
			figures: { value: row[at('value')], numerator: row[at('numerator')], denominator: row[at('denominator')], lowerCi: row[at('lower_ci')], upperCi: row[at('upper_ci')] },
			problems
		};
		return [lineOf(parts, CALLED, world.today)];
	});
	if (withoutStatus > 0) notes.push(withoutStatus === read.length ? 'The file gives no status: its values are taken as final.' : `${withoutStatus.toLocaleString('en-GB')} lines without a status are taken as final.`);
	const passed = header.filter((name, index) => name !== '' && ![...columns.values()].includes(index));
	if (passed.length > 0) notes.push(`Columns that are not read: ${passed.join(', ')}.`);
	return { lines: read, suppressed: isGiven.filter((given) => !given).length, notes, unknownMeasures: [...unknown].map(([code, count]) => ({ code, name: '', lines: count })) };
}

function statusOf(text: string): ReadingStatus | null {
	if (text === '') return 'final';
	return READING_STATUSES.find((each) => each === text.toLowerCase()) ?? null;
}
