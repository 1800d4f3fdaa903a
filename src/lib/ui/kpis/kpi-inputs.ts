/**
 * What people type about a KPI's figures, and how figures are written: a baseline of a place, the
 * period it was taken in, a target and its day. An empty field takes the figure away.
 */
import { parseDay, type Day } from '#lib/plan/dates.ts';
import { FIELDS, type Direction, type KpiBaseline, type KpiTarget, type Parsed } from '#lib/plan/fields.ts';
import { formatFigure } from '#lib/plan/inputs.ts';
import { parseFigureIn } from '#lib/plan/units.ts';

export const DIRECTION_SENTENCES: Record<Direction, string> = {
	increase: 'Higher is better',
	decrease: 'Lower is better',
	neutral: 'Neither way is better'
};

const ok = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });
const wrong = (problem: string): Parsed<never> => ({ ok: false, problem });

/** A figure with its unit: `64.6%`, `£1,250`, `24 beds`, `8.8`. Units that read as a phrase stand apart, so their figure is bare. */
export function writeFigure(value: number, unit: string): string {
	const figure = formatFigure(value);
	if (unit.startsWith('%')) return `${figure}%`;
	if (unit.startsWith('£')) return value < 0 ? `−£${figure.slice(1)}` : `£${figure}`;
	return /^[a-z]{1,12}$/i.test(unit) ? `${figure} ${unit}` : figure;
}

/** Reads the baseline of a place as typed, in the KPI's unit. The period it had stays. */
export function parseBaselineFigure(typed: string, place: string, before: KpiBaseline | undefined, unit: string): Parsed<KpiBaseline | undefined> {
	if (typed.trim() === '') return ok(undefined);
	const figure = parseFigureIn(unit, typed, place);
	return figure.ok ? ok({ value: figure.value, asAt: before?.asAt ?? null }) : figure;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The period of a baseline in words: a month is kept as `2024-06` and shown as `Jun 2024`; '' for none. */
export function writePeriod(asAt: string | null): string {
	const [, year = '', month = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(asAt ?? '') ?? [];
	return month === '' ? (asAt ?? '') : `${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}
function keptPeriod(period: string): string | null {
	const [, word = '', year = ''] = /^([a-z]{3,9})\.? (\d{4})$/i.exec(period) ?? [];
	const month = MONTHS.findIndex((name) => name.toLowerCase() === word.slice(0, 3).toLowerCase());
	if (year !== '' && month >= 0) return `${year}-${String(month + 1).padStart(2, '0')}`;
	return period === '' ? null : period;
}

/** Reads the period of a baseline, such as `2022/23`, `Jun 2024`: up to 20 characters, as the source writes it. */
export function parsePeriod(typed: string, place: string, before: KpiBaseline | undefined): Parsed<KpiBaseline | undefined> {
	const period = typed.replace(/\s+/g, ' ').trim();
	if (!before) return period === '' ? ok(undefined) : wrong(`${place}: enter the figure first, then its period.`);
	const { baselines } = FIELDS.kpi;
	if (baselines.form !== 'members') return ok(before);
	const next = { value: before.value, asAt: keptPeriod(period) };
	if (baselines.parse(next).ok) return ok(next);
	return wrong(`${place}: a period can hold 20 characters, such as 2022/23 or Jun 2024.`);
}

/** Reads the figure of a target, in the KPI's unit. Its day stays. */
export function parseTargetFigure(typed: string, before: KpiTarget | null, unit: string): Parsed<KpiTarget | null> {
	if (typed.trim() === '') return ok(null);
	const figure = parseFigureIn(unit, typed, 'Target');
	return figure.ok ? ok({ value: figure.value, by: before?.by ?? null }) : figure;
}

/** Reads the day a target is to be reached by. */
export function parseTargetDay(typed: string, before: KpiTarget | null, today: Day): Parsed<KpiTarget | null> {
	if (typed.trim() === '') return ok(before && { value: before.value, by: null });
	const day = parseDay(typed, today);
	if (!day.ok) return wrong(`By when: ${day.problem}`);
	return before ? ok({ value: before.value, by: day.value }) : wrong('By when: enter the target first, then its date.');
}

const COLLATOR = new Intl.Collator('en-GB', { numeric: true });

/** Sorts KPIs for reading: by title, those without one first, archived ones last. */
export function byTitle(one: { id: string; title: string; archived: boolean }, other: { id: string; title: string; archived: boolean }): number {
	if (one.archived !== other.archived) return one.archived ? 1 : -1;
	return COLLATOR.compare(one.title, other.title) || (one.id < other.id ? -1 : 1);
}
