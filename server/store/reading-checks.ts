/** What a value must be to be taken at all, whoever gives it: checked of a file's lines and of what is typed by hand. */
import type { ReadingStatus } from '#lib/kpi/readings.ts';
import { formatDay, isDay, type Day } from '#lib/plan/dates.ts';
import { CONTROL } from '#lib/plan/field-specs.ts';
import { formatFigure } from '#lib/plan/inputs.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';

/** A value as somebody gives it. */
export interface GivenReading {
	kpi: KpiId;
	place: PlaceId;
	periodStart: Day;
	/** The last day of the period. */
	periodEnd: Day;
	value: number;
	numerator: number | null;
	denominator: number | null;
	lowerCi: number | null;
	upperCi: number | null;
	status: ReadingStatus;
	source: string;
	extractedOn: Day | null;
}

export type ReadingField = Exclude<keyof GivenReading, 'kpi' | 'place'>;
export interface ReadingProblem {
	field: ReadingField;
	/** A sentence that says what is wrong. */
	problem: string;
}

export const MOST_SOURCE = 300;
/** A percentage may be rounded to a whole number. */
const PERCENT_TOLERANCE = 0.55;
/** Of a mean or a rate, as a share of it. */
const RATIO_TOLERANCE = 0.02;
const MOST = 1e12;

/** Whether a unit is a percentage. */
export function isPercentage(unit: string): boolean {
	return /^\s*(%|per ?cent)/i.test(unit);
}

/**
 * Everything that is wrong with a value by itself; empty when it may be taken.
 * @param unit of its KPI: only of a percentage is it known how value, numerator and denominator hang together
 * @param today periods that have not begun have no value yet
 */
export function readingProblems(given: GivenReading, { unit, today }: { unit: string; today: Day }): ReadingProblem[] {
	const { periodStart, periodEnd, extractedOn, source } = given;
	const problems: ReadingProblem[] = [];
	const wrong = (field: ReadingField, problem: string) => problems.push({ field, problem });
	if (!isDay(periodStart)) wrong('periodStart', 'The start of the period is not a date.');
	else if (!isDay(periodEnd)) wrong('periodEnd', 'The end of the period is not a date.');
	else if (periodEnd < periodStart) wrong('periodEnd', `The period ends on ${formatDay(periodEnd)}, before it starts on ${formatDay(periodStart)}.`);
	else if (periodStart > today) wrong('periodStart', `The period starts on ${formatDay(periodStart)}, which is still to come.`);
	if (extractedOn !== null && !isDay(extractedOn)) wrong('extractedOn', 'The day it was extracted is not a date.');
	else if (extractedOn !== null && extractedOn > today) wrong('extractedOn', `It cannot have been extracted on ${formatDay(extractedOn)}, which is still to come.`);
	if (source.length > MOST_SOURCE) wrong('source', `A source can hold ${MOST_SOURCE} characters; this is ${source.length}.`);
	if (CONTROL.test(source) || !source.isWellFormed()) wrong('source', 'The source holds a character that cannot be shown.');

	for (const field of ['value', 'numerator', 'denominator', 'lowerCi', 'upperCi'] as const) {
		const figure = given[field];
		if (figure !== null && !(Number.isFinite(figure) && Math.abs(figure) < MOST)) wrong(field, 'A figure must be under 1,000,000,000,000.');
	}
	if (problems.some(({ field }) => field !== 'source' && field !== 'periodEnd' && field !== 'periodStart' && field !== 'extractedOn')) return problems;
	return [...problems, ...intervalProblems(given), ...partProblems(given, unit)];
}

function intervalProblems({ value, lowerCi, upperCi }: GivenReading): ReadingProblem[] {
	if (lowerCi !== null && upperCi !== null && lowerCi > upperCi) {
		return [{ field: 'lowerCi', problem: `The lower confidence limit, ${formatFigure(lowerCi)}, is over the upper one, ${formatFigure(upperCi)}.` }];
	}
	const outside = (limit: number, way: string) => [{ field: 'value' as const, problem: `The value ${formatFigure(value)} is ${way} confidence limit, ${formatFigure(limit)}.` }];
	if (lowerCi !== null && value < lowerCi) return outside(lowerCi, 'under its lower');
	if (upperCi !== null && value > upperCi) return outside(upperCi, 'over its upper');
	return [];
}

function partProblems({ value, numerator, denominator }: GivenReading, unit: string): ReadingProblem[] {
	if (denominator !== null && denominator < 0) return [{ field: 'denominator', problem: `The denominator is ${formatFigure(denominator)}; it cannot be under 0.` }];
	if (numerator === null || denominator === null) return [];
	if (denominator === 0) return [{ field: 'denominator', problem: 'The denominator is 0, so there is nothing to take a share of.' }];
	const percentage = isPercentage(unit);
	const ratio = numerator / denominator;
	// Contacts for each person, pounds for each day: there the numerator is the larger, and the value says so.
	const isMean = !percentage && Math.abs(value - ratio) <= RATIO_TOLERANCE * Math.abs(ratio);
	if (numerator > denominator && !isMean) return [{ field: 'numerator', problem: `The numerator, ${formatFigure(numerator)}, is over the denominator, ${formatFigure(denominator)}.` }];
	if (percentage && Math.abs(value - 100 * ratio) > PERCENT_TOLERANCE) {
		const share = formatFigure(Math.round(ratio * 1000) / 10);
		return [{ field: 'value', problem: `The value is ${formatFigure(value)}%, but ${formatFigure(numerator)} of ${formatFigure(denominator)} is ${share}%.` }];
	}
	return [];
}
