/** One value as a person types it: read field by field, so that each problem stands at its own. */
import { READING_STATUSES, type ReadingsTaken } from '#lib/kpi/readings.ts';
import { parseDay, todayInLondon, type Day } from '#lib/plan/dates.ts';
import type { KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { anyWrong, oneLine, wrongFields, type FormAnswer, type Problems } from '#server/store/form-answer.ts';
import type { Database } from '#server/store/query.ts';
import { readingProblems, type ReadingField } from '#server/store/reading-checks.ts';
import { kpisOf, placesOf } from '#server/store/reading-rows.ts';
import { takeReadings } from '#server/store/readings.ts';
import { readFigure, signProblem } from './figures.ts';
import { readPeriod } from './periods.ts';

export const TYPED_FIELDS = ['place', 'period', 'value', 'numerator', 'denominator', 'lowerCi', 'upperCi', 'status', 'source'] as const;
export type TypedField = (typeof TYPED_FIELDS)[number];
/** As typed. */
export type TypedReading = Readonly<Record<TypedField, string>>;

const FIELD_OF: Record<ReadingField, TypedField> = { periodStart: 'period', periodEnd: 'period', value: 'value', numerator: 'numerator', denominator: 'denominator', lowerCi: 'lowerCi', upperCi: 'upperCi', status: 'status', source: 'source', extractedOn: 'source' };
const PERIODS = 'Write a period such as Apr 2026, 2025/26 Q1, 2025/26, 2026, or 1 Apr 2026 to 30 Apr 2026.';

/** Takes, revises or holds one value, by the same checks as a file's lines. */
export async function enterReading(db: Database, { user, planId, kpi, typed }: { user: User; planId: PlanId; kpi: KpiId; typed: TypedReading }): Promise<FormAnswer<ReadingsTaken, TypedField>> {
	const known = (await kpisOf(db, planId)).find(({ id }) => id === kpi);
	const place = (await placesOf(db, planId)).find(({ id }) => id === typed.place);
	const unit = known?.unit ?? '';
	const today = todayInLondon();
	const problems: Problems<TypedField> = {};
	if (!place) problems.place = 'Choose a place.';
	const period = readTypedPeriod(typed.period, today);
	if ('problem' in period) problems.period = period.problem;
	const figure = (field: 'value' | 'numerator' | 'denominator' | 'lowerCi' | 'upperCi') => {
		const read = readFigure(typed[field]);
		if (read.kind === 'wrong') problems[field] = read.problem;
		else if (read.kind === 'figure' && field !== 'numerator' && field !== 'denominator') problems[field] = signProblem(oneLine(typed[field]), read.sign, unit) ?? undefined;
		return read.kind === 'figure' ? read.value : null;
	};
	const value = figure('value');
	if (value === null) problems.value ??= 'Enter a value such as 64.6.';
	const status = READING_STATUSES.find((each) => each === typed.status);
	if (!status) problems.status = 'Choose provisional or final.';
	const figures = { numerator: figure('numerator'), denominator: figure('denominator'), lowerCi: figure('lowerCi'), upperCi: figure('upperCi') };
	if (!place || 'problem' in period || value === null || !status || anyWrong(problems)) return wrongFields('invalid', problems);

	const row = { kpi, place: place.id as PlaceId, periodStart: period.start, periodEnd: period.end, value, ...figures, status, source: oneLine(typed.source), extractedOn: null };
	for (const { field, problem } of readingProblems(row, { unit, today })) problems[FIELD_OF[field]] ??= problem;
	if (anyWrong(problems)) return wrongFields('invalid', problems);
	return takeReadings(db, { user, planId, rows: [row], fileName: '', fileHash: '' });
}

/** A period as a source writes it, or two days. */
function readTypedPeriod(text: string, today: Day): { start: Day; end: Day } | { problem: string } {
	if (text.trim() === '') return { problem: `Enter the period. ${PERIODS}` };
	const found = readPeriod(text);
	if (found) return found;
	const [from = '', to, ...rest] = text.split(/\s+to\s+/i);
	if (to === undefined || rest.length > 0) return { problem: `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}” is not a period. ${PERIODS}` };
	const [start, end] = [parseDay(from, today), parseDay(to, today)];
	if (!start.ok) return { problem: start.problem };
	return end.ok ? { start: start.value, end: end.value } : { problem: end.problem };
}
