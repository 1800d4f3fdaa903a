/** What a chart shows in words: its title and description for who does not see it, and the notes below it for everyone. */
import { dayWords } from './calendar.ts';
import { limitDecimals } from './chart.ts';
import { targetOn, type ChartPeriod, type TargetStep } from './chart-parts.ts';
import type { ChartWindow } from './chart-scale.ts';
import { limitRuleWords, type LimitPoints } from './limits.ts';
import { inSeries, periodKind, periodWords, RHYTHM_WORDS } from './periods.ts';
import { callerOf, signalSentence, type SignalWordsOptions } from './signal-words.ts';
import type { SpcAnalysis } from './spc-types.ts';
import { assuranceWords, decimalsOf, fromTarget, variationWords, writeValue } from './words.ts';

export interface ChartWordsInput {
	/** Of the KPI, with its place. */
	title: string;
	analysis: SpcAnalysis;
	periods: readonly ChartPeriod[];
	unit: string;
	targets?: readonly TargetStep[];
	/** Only what lies in it is spoken of. */
	window?: ChartWindow | undefined;
	/** Why there are no limits, where that is not for want of points. */
	noLimits?: string | null;
	/** How limits are set, where that is not from all points. */
	recalculations?: readonly { from: string | null; points: LimitPoints | null; why: string; by: string; at: string }[];
}

/** How the sentences about a series are written. */
export function wordsOptions(analysis: SpcAnalysis, periods: readonly ChartPeriod[], unit: string): SignalWordsOptions {
	const values = analysis.points.map(({ value }) => value);
	return { unit, decimals: limitDecimals(values, decimalsOf(values)), period: periodKind(periods), called: callerOf(periods) };
}

/** `Treated within 62 days, Luton, monthly, Apr 2024 to Jul 2026` */
export function chartTitle({ title, analysis, periods, window }: ChartWordsInput): string {
	const called = callerOf(periods);
	const shown = analysis.points.filter(({ date, value }) => value !== null && (!window || (date >= window.from && date <= window.to)));
	const [first, last] = [shown[0], shown.at(-1)];
	const span = first && last ? (first === last ? called(first.date) : `${called(first.date)} to ${called(last.date)}`) : 'no values yet';
	return [title, RHYTHM_WORDS[periodKind(periods)], span].filter(Boolean).join(', ');
}

/** Newest value, average, limits, signal and target, in a few sentences. */
export function chartDescription({ analysis, periods, unit, targets = [], noLimits = null }: ChartWordsInput): string {
	const newest = analysis.points.findLast(({ value }) => value !== null);
	if (!newest || newest.value === null) return 'There are no values yet.';
	const options = wordsOptions(analysis, periods, unit);
	const write = (value: number) => writeValue(value, unit, options.decimals);
	const provisional = periods.find(({ periodStart }) => periodStart === newest.date)?.status === 'provisional';
	const sentences = [`Newest value ${writeValue(newest.value, unit)} in ${options.called(newest.date)}${provisional ? ', provisional' : ''}.`];
	if (newest.mean !== null) {
		const limits = newest.lower === null || newest.upper === null ? '' : `, limits ${write(newest.lower)} to ${write(newest.upper)}`;
		sentences.push(`Average ${write(newest.mean)}${limits}.`);
	}
	if (noLimits !== null) sentences.push(noLimits);
	else if (analysis.variation === null) sentences.push('There are too few points for limits.');
	else sentences.push(`${variationWords(analysis.variation)}. ${signalSentence(analysis, options)}`);
	const target = targetOn(targets, newest.date);
	if (target !== null) {
		const judged = analysis.assurance === null ? '' : ` ${assuranceWords(analysis.assurance)}.`;
		sentences.push(`Target ${writeValue(target, unit)}: the newest value is ${fromTarget(newest.value, target, unit, decimalsOf([newest.value, target]))}.${judged}`);
	}
	sentences.push('The table gives every value.');
	return sentences.join(' ');
}

/** What a reader of the chart has to know besides: too few points, provisional and missing values, new limits with who and why. */
export function chartNotes({ analysis, periods, window, noLimits = null, recalculations = [] }: ChartWordsInput): string[] {
	const notes: string[] = [];
	const inside = (date: string) => !window || (date >= window.from && date <= window.to);
	if (noLimits !== null) notes.push(noLimits);
	else notes.push(...analysis.warnings);
	for (const { why, by, at, ...rule } of recalculations) notes.push(`${limitRuleWords(rule, periods)}: ${why.replace(/[.\s]+$/, '')} (${by}, ${dayWords(at.slice(0, 10))}).`);
	const valued = new Set(analysis.points.filter(({ value }) => value !== null).map(({ date }) => date));
	const provisional = periods.filter(({ status, periodStart }) => status === 'provisional' && inside(periodStart) && valued.has(periodStart));
	if (provisional.length > 0) notes.push(`Hollow marks are provisional: ${listed(provisional.map(periodWords))}.`);
	const [first, last] = [[...valued].at(0) ?? '', [...valued].at(-1) ?? ''];
	const missing = inSeries(periods.map((period) => ({ ...period, value: valued.has(period.periodStart) ? 0 : null }))).filter(({ value, date }) => value === null && inside(date) && date > first && date < last);
	if (missing.length > 0) notes.push(`No value for ${listed(missing.map(periodWords))}: the line breaks there.`);
	return notes;
}

const MOST_NAMED = 4;
function listed(names: readonly string[]): string {
	if (names.length > MOST_NAMED) return `${names.slice(0, MOST_NAMED - 1).join(', ')} and ${names.length - MOST_NAMED + 1} more`;
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
