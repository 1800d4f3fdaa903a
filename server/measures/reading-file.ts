/** A file of readings, from its bytes to lines that can be taken and lines with their problems. Pure: it stores nothing. */
import { formatDay } from '#lib/plan/dates.ts';
import { PeriodsAcross } from '#server/store/periods-across.ts';
import { periodKey, sameReading, spanWords } from '#server/store/reading-outcomes.ts';
import type { FileLine, Lines } from './file-line.ts';
import { fingertipsColumns, readFingertips } from './fingertips.ts';
import { OUR_COLUMNS, ourColumns, readOurLines } from './our-columns.ts';
import type { Read } from './cell.ts';
import { readTable, type Table } from './table.ts';
import type { World } from './world.ts';

export interface FileReading extends Lines {
	form: 'milepost' | 'fingertips';
}

/**
 * Reads a file in our columns (CSV or workbook) or as Fingertips gives it.
 * @returns its lines, or why the file as a whole cannot be read, in plain words
 */
export async function readReadingFile(bytes: Uint8Array, world: World): Promise<Read<FileReading>> {
	const table = await readTable(bytes, (names) => !('missing' in ourColumns(names)) || fingertipsColumns(names) !== null);
	if (!table.ok) return table;
	const twice = table.value.header.filter((name, index, all) => name !== '' && all.findIndex((each) => each.toLowerCase() === name.toLowerCase()) !== index);
	const read = inForm(table.value, world);
	if (!read.ok) return read;
	if (table.value.rows.length === 0) return { ok: false, message: 'The file has a heading and no lines under it.' };
	if (twice.length > 0 && read.value.form === 'milepost') return { ok: false, message: `The heading has “${twice[0] ?? ''}” more than once. Keep one column of each name.` };
	markAcross(read.value.lines);
	markRepeated(read.value.lines);
	return { ok: true, value: { ...read.value, notes: [...table.value.notes, ...read.value.notes] } };
}

function inForm(table: Table, world: World): Read<FileReading> {
	const ours = ourColumns(table.header);
	if (!('missing' in ours)) return { ok: true, value: { form: 'milepost', ...readOurLines(table, ours, world) } };
	const fingertips = fingertipsColumns(table.header);
	if (fingertips) return { ok: true, value: { form: 'fingertips', ...readFingertips(table, fingertips, world) } };
	const found = table.header.filter((name) => name !== '').map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
	const has = found.length === 0 ? 'Its first line is empty' : `Its first line has: ${found.slice(0, 30).join(', ')}${found.length > 30 ? ', …' : ''}`;
	return { ok: false, message: `The file lacks the ${ours.missing.length === 1 ? 'column' : 'columns'} ${ours.missing.join(', ')}. ${has}. Milepost reads files whose first line names the columns ${OUR_COLUMNS.join(', ')}, and Fingertips downloads as they come.` };
}

/** Periods of different lengths that lie across each other, such as a month and its quarter: of both, none is taken. */
function markAcross(lines: readonly FileLine[]): void {
	const spans = lines.flatMap((line) => (line.given ? [{ ...line.given, line }] : []));
	for (const series of Map.groupBy(spans, ({ kpi, place }) => `${kpi} ${place}`).values()) {
		const across = new PeriodsAcross(series);
		for (const span of series) {
			const other = across.of(span);
			if (!other) continue;
			span.line.given = null;
			span.line.problems.push({ column: null, problem: `Its period, ${spanWords(span)}, overlaps with that of line ${other.line.line.toLocaleString('en-GB')}, ${spanWords(other)}, which is of another length. Keep those of one length.` });
		}
	}
}

/** A period that the file gives twice: the same is taken once, and of different ones none. */
function markRepeated(lines: readonly FileLine[]): void {
	const groups = Map.groupBy(
		lines.filter(({ given }) => given !== null),
		({ given }) => (given ? periodKey(given) : '')
	);
	for (const group of groups.values()) {
		const [first, ...others] = group;
		if (!first?.given || others.length === 0) continue;
		const given = first.given;
		if (others.every((each) => each.given && sameReading(given, each.given))) {
			for (const each of others) Object.assign(each, { repeats: first.line, given: null });
			continue;
		}
		const numbers = group.map(({ line }) => line);
		const named = `${numbers.slice(0, 5).join(', ')}${numbers.length > 5 ? ', …' : ''}`;
		const problem = `Lines ${named} give different values for ${first.kpi}, ${first.place}, from ${formatDay(given.periodStart)}. Keep the right one.`;
		for (const each of group) {
			each.given = null;
			each.problems.push({ column: 'value', problem });
		}
	}
}
