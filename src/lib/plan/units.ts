/** Units of KPIs: whether a figure can be in one, and figures typed together with their unit. */
import type { Parsed } from './fields.ts';
import { parseFigure } from './inputs.ts';

/** Percentages that are not of a whole, such as "% of plan" or "% change", may be above 100 or below 0. */
const MAY_EXCEED = /\b(activity|allocation|average|baseline|budget|capacity|change|compared|difference|establishment|expected|growth|increase|over|plan|reduction|spend|trajectory|variance|versus|vs|(19|20)\d\d)\b/i;

function isPercent(unit: string): boolean {
	return /^(%|per ?cent|percent(age)?)/i.test(unit.trim());
}

/** Whether a figure cannot be in a unit: a share of a whole lies from 0 to 100. */
export function outsideUnit(value: number, unit: string): boolean {
	return isPercent(unit) && !MAY_EXCEED.test(unit) && (value < 0 || value > 100);
}

/**
 * Reads a figure that may have its unit typed with it: `75%`, `£1,250`, `24 beds`. One of another unit
 * is not taken, for the figure would stand there as if it were in this one.
 * @param unit the KPI's; '' takes any
 * @param label names the field in the problem
 */
export function parseFigureIn(unit: string, typed: string, label: string): Parsed<number> {
	const text = typed.trim();
	const own = unit.trim();
	const [, figure = text, worded] = /^(.*\d)(?:\s+|(?=[a-z]{3}))(per ?cent|[a-z][a-z /]*)$/i.exec(text) ?? [];
	const named = worded && /^per ?cent$/i.test(worded) ? '%' : (worded ?? /[%£]/.exec(text)?.[0]);
	const read = parseFigure(figure, label);
	if (!read.ok || named === undefined) return named === undefined ? read : parseFigure(text, label);
	if (own !== '' && isUnit(named, own)) return read;
	if (own === '') return worded === undefined ? read : parseFigure(text, label);
	return { ok: false, problem: `${label}: this KPI is in ${own}, not in ${named}. Enter the figure in ${own}, or change the unit first.` };
}

/** Whether what was typed behind a figure names the unit, or the beginning of it. */
function isUnit(named: string, unit: string): boolean {
	if (named === '%') return isPercent(unit);
	if (named === '£') return unit.startsWith('£');
	const [one, other] = [named.toLowerCase(), unit.toLowerCase()];
	return other.startsWith(one) || one.startsWith(other) || `${one}s` === other;
}
