/**
 * The public Fingertips download as it comes. It holds every area of England, each cut by deprivation,
 * ethnicity and the like, and often by sex and age: what is of other places or of a part of the people is
 * passed over, and where it is not clear which line is meant, that is said and not guessed.
 */
import { isSuppressed, lineOf, type FileLine, type LineProblem, type Lines } from './file-line.ts';
import { periodNote, readPeriod, type Period } from './periods.ts';
import { textOf, type Cell } from './cell.ts';
import type { Table } from './table.ts';
import { namesIn, type Found, type Names } from './names.ts';
import type { KnownPlace } from '#server/store/reading-rows.ts';
import type { World } from './world.ts';

const NEEDED = ['Indicator ID', 'Area Code', 'Time period', 'Value'] as const;
const OTHERS = ['Indicator Name', 'Area Name', 'Sex', 'Age', 'Category', 'Lower CI 95.0 limit', 'Upper CI 95.0 limit', 'Count', 'Denominator'] as const;
type Column = (typeof NEEDED)[number] | (typeof OTHERS)[number];
const CALLED = { periodStart: 'Time period', periodEnd: 'Time period', value: 'Value', numerator: 'Count', denominator: 'Denominator', lowerCi: 'Lower CI 95.0 limit', upperCi: 'Upper CI 95.0 limit' } as const;

/** Where its columns stand; null when it is no such file. */
export function fingertipsColumns(header: readonly string[]): ReadonlyMap<Column, number> | null {
	const plain = header.map((name) => name.toLowerCase());
	const found = new Map([...NEEDED, ...OTHERS].flatMap((column) => (plain.includes(column.toLowerCase()) ? [[column, plain.indexOf(column.toLowerCase())] as const] : [])));
	return NEEDED.every((column) => found.has(column)) ? found : null;
}

interface Row {
	line: number;
	cell: (column: Column) => Cell | undefined;
	indicator: string;
	area: string;
	period: string;
	sex: string;
	age: string;
}

/** Reads the lines of a download whose columns were found. */
export function readFingertips({ rows, lines }: Table, columns: ReadonlyMap<Column, number>, world: World): Lines {
	const names = namesIn(world);
	const notes: string[] = [];
	const passed = { parts: 0, areas: 0, sexes: 0 };
	let suppressed = 0;
	const kept: Row[] = [];
	rows.forEach((cells, index) => {
		const cell = (column: Column) => cells[columns.get(column) ?? -1];
		const text = (column: Column) => textOf(cell(column));
		if (text('Category') !== '') passed.parts += 1;
		else if (!('thing' in placeOf(names, text('Area Code'), text('Area Name')))) passed.areas += 1;
		else if (isSuppressed(cell('Value'))) suppressed += 1;
		else kept.push({ line: lines[index] ?? 0, cell, indicator: text('Indicator ID'), area: text('Area Code'), period: text('Time period'), sex: text('Sex'), age: text('Age') });
	});

	const unknown = new Map<string, { name: string; lines: number }>();
	const said = new Set<string>();
	const read: FileLine[] = [];
	for (const group of Map.groupBy(kept, ({ indicator, area, period }) => `${indicator}\n${area}\n${period}`).values()) {
		const { chosen, unclear } = choose(group);
		passed.sexes += group.length - chosen.length;
		for (const row of chosen) {
			const problems: LineProblem[] = unclear === null ? [] : [{ column: 'Sex', problem: unclear }];
			const name = textOf(row.cell('Indicator Name'));
			const known = names.kpi(row.indicator);
			const kpi = 'problem' in known && known.unknown && name !== '' && 'thing' in names.kpi(name) ? names.kpi(name) : known;
			if ('problem' in kpi) {
				problems.push({ column: 'Indicator ID', problem: kpi.unknown ? `Indicator ${row.indicator}${name === '' ? '' : `, “${name.slice(0, 100)}”,`} is not tied to a KPI of this programme yet.` : kpi.problem });
				if (kpi.unknown) unknown.set(row.indicator, { name, lines: (unknown.get(row.indicator)?.lines ?? 0) + 1 });
			}
			const place = placeOf(names, row.area, textOf(row.cell('Area Name')));
			const period = readPeriod(row.period);
			if (!period) problems.push({ column: 'Time period', problem: `“${row.period.slice(0, 40)}” is not a period that is known: write 2022, 2022/23, 2021 - 23, 2022/23 Q1, 2022 Q1 or Apr 2022.` });
			else sayOnce(period, row.period, said, notes);
			const parts = {
				line: row.line,
				kpi: 'thing' in kpi ? kpi.thing : null,
				place: 'thing' in place ? place.thing : null,
				named: { kpi: name || row.indicator, place: textOf(row.cell('Area Name')) || row.area },
				periodStart: period?.start ?? null,
				periodEnd: period?.end ?? null,
				status: 'final' as const,
				source: `Fingertips ${row.indicator}`,
				extractedOn: null,
				figures: { value: row.cell('Value'), numerator: row.cell('Count'), denominator: row.cell('Denominator'), lowerCi: row.cell('Lower CI 95.0 limit'), upperCi: row.cell('Upper CI 95.0 limit') },
				problems
			};
			read.push(lineOf(parts, CALLED, world.today));
		}
	}
	const count = (lines: number, what: string) => notes.push(`${lines === 1 ? '1 line' : `${lines.toLocaleString('en-GB')} lines`} ${what}`);
	if (passed.areas > 0) count(passed.areas, `about places that are not in this portfolio ${passed.areas === 1 ? 'was' : 'were'} passed over.`);
	if (passed.parts > 0) count(passed.parts, `about a part of the people, such as by deprivation, ${passed.parts === 1 ? 'was' : 'were'} passed over.`);
	if (passed.sexes > 0) count(passed.sexes, `about one sex ${passed.sexes === 1 ? 'was' : 'were'} passed over where there is one for all persons.`);
	read.sort((one, other) => one.line - other.line);
	return { lines: read, suppressed, notes, unknownMeasures: [...unknown].map(([code, each]) => ({ code, ...each })) };
}

/** By its code; by its name only where that place has no code: areas of several kinds share names. */
function placeOf(names: Names, code: string, name: string): Found<KnownPlace> {
	const byCode = names.place(code);
	if ('thing' in byCode) return byCode;
	const byName = names.place(name);
	return 'thing' in byName && byName.thing.code !== '' && code !== '' ? byCode : byName;
}

/** Of the lines for one area and period: all of one sex and age, else those for persons if these have one age. */
function choose(group: readonly Row[]): { chosen: readonly Row[]; unclear: string | null } {
	const kinds = (rows: readonly Row[]) => new Set(rows.map(({ sex, age }) => `${sex}, ${age}`));
	if (kinds(group).size === 1) return { chosen: group, unclear: null };
	const persons = group.filter(({ sex }) => sex.toLowerCase() === 'persons');
	if (kinds(persons).size === 1) return { chosen: persons, unclear: null };
	const [first] = group;
	const choices = [...kinds(group)];
	return { chosen: group, unclear: `There are lines of several kinds for ${textOf(first?.cell('Area Name')) || (first?.area ?? '')}, ${first?.period ?? ''} (${choices.slice(0, 4).join('; ')}${choices.length > 4 ? '; …' : ''}), and it is not clear which one the KPI means. Keep the lines of one kind in the file.` };
}

/** How each way of writing a period is read is said once, by its first example; months need no saying. */
function sayOnce(period: Period, text: string, said: Set<string>, notes: string[]): void {
	if (period.kind === 'a month' || said.has(period.kind)) return;
	said.add(period.kind);
	notes.push(periodNote(text, period));
}
