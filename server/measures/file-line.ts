/** One line of a file as it was read, and how a form of file makes its lines. */
import type { ReadingStatus, UnknownMeasure } from '#lib/kpi/readings.ts';
import type { Day } from '#lib/plan/dates.ts';
import { readingProblems, type GivenReading, type ReadingField } from '#server/store/reading-checks.ts';
import type { KnownKpi, KnownPlace } from '#server/store/reading-rows.ts';
import { readFigure, signProblem } from './figures.ts';
import { textOf, type Cell } from './cell.ts';

export interface LineProblem {
	/** Null: the line as a whole. */
	column: string | null;
	problem: string;
}

export interface FileLine {
	line: number;
	/** Title and name where they are known, else as the file writes them. */
	kpi: string;
	place: string;
	periodStart: Day | null;
	periodEnd: Day | null;
	value: number | null;
	status: ReadingStatus | null;
	/** Null where there is a problem. */
	given: GivenReading | null;
	problems: LineProblem[];
	/** The line that says the same, earlier in the file. */
	repeats: number | null;
}

/** What a form of file comes to; duplicates are looked for later, across all lines. */
export interface Lines {
	lines: FileLine[];
	suppressed: number;
	notes: string[];
	unknownMeasures: UnknownMeasure[];
}

const FIGURES = ['value', 'numerator', 'denominator', 'lowerCi', 'upperCi'] as const;
export type FigureField = (typeof FIGURES)[number];

/** What a line holds once its names, days and words were read; each part null where it could not be. */
export interface LineParts {
	line: number;
	kpi: KnownKpi | null;
	place: KnownPlace | null;
	named: { kpi: string; place: string };
	periodStart: Day | null;
	periodEnd: Day | null;
	status: ReadingStatus | null;
	source: string;
	extractedOn: Day | null;
	/** Null where the form, or the file, has no such column. */
	figures: Readonly<Record<FigureField, Cell | undefined>>;
	problems: LineProblem[];
}

/**
 * Makes a line of its parts: reads its figures and checks what they say together.
 * @param columns what the file calls each field
 */
export function lineOf(parts: LineParts, columns: Readonly<Partial<Record<ReadingField, string>>>, today: Day): FileLine {
	const { line, kpi, place, named, periodStart, periodEnd, status, source, extractedOn } = parts;
	const problems = [...parts.problems];
	const wrong = (field: ReadingField, problem: string) => problems.push({ column: columns[field] ?? null, problem });
	const read = new Map<FigureField, number | null>();
	for (const field of FIGURES) {
		const cell = parts.figures[field];
		const figure = readFigure(cell);
		read.set(field, figure.kind === 'figure' ? figure.value : null);
		if (figure.kind === 'wrong') wrong(field, figure.problem);
		if (figure.kind !== 'figure' || figure.sign === '' || !kpi || field === 'numerator' || field === 'denominator') continue;
		const sign = signProblem(textOf(cell), figure.sign, kpi.unit);
		if (sign !== null) wrong(field, sign);
	}
	const value = read.get('value') ?? null;
	const shown = { line, kpi: kpi?.title ?? named.kpi, place: place?.name ?? named.place, periodStart, periodEnd, value, status, repeats: null };
	if (problems.length > 0 || !kpi || !place || periodStart === null || periodEnd === null || status === null || value === null) return { ...shown, given: null, problems };
	const figure = (field: FigureField) => read.get(field) ?? null;
	const given: GivenReading = { kpi: kpi.id, place: place.id, periodStart, periodEnd, value, numerator: figure('numerator'), denominator: figure('denominator'), lowerCi: figure('lowerCi'), upperCi: figure('upperCi'), status, source, extractedOn };
	for (const { field, problem } of readingProblems(given, { unit: kpi.unit, today })) wrong(field, problem);
	return { ...shown, given: problems.length === 0 ? given : null, problems };
}

/** Whether a line gives no value, which is not the same as a wrong one. */
export function isSuppressed(cell: Cell | undefined): boolean {
	return readFigure(cell).kind === 'suppressed';
}
