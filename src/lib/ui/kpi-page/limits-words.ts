/** What holds of a KPI's limits in one place, and what a proposed judgement would change, in words. */
import { wordsOptions } from '#lib/kpi/chart-words.ts';
import { FEWEST_LIMIT_POINTS, pointNoun, type LimitsJudged } from '#lib/kpi/limits.ts';
import { inSeries, periodWords } from '#lib/kpi/periods.ts';
import type { SpcPoint } from '#lib/kpi/spc-types.ts';
import { assuranceWords, variationWords, writeValue } from '#lib/kpi/words.ts';
import type { KpiPageData } from './given.ts';
import { seriesOf, type PlaceSeries } from './series.ts';

/** `12 months`, `1 month` */
export function pointsWords(count: number, { periods }: Pick<PlaceSeries, 'periods'>): string {
	return `${count} ${pointNoun(periods)}${count === 1 ? '' : 's'}`;
}

/** `Apr 2024 to Sep 2025`: the first so many points of a series, missing ones counted; '' when there are not as many. */
export function firstPointsSpan(count: number, { readings }: Pick<PlaceSeries, 'readings'>): string {
	const all = inSeries(readings);
	const [first, last] = [all[0], all[count - 1]];
	return first && last ? `${periodWords(first)} to ${periodWords(last)}` : '';
}

/** Which points the newest limits come from, such as “From all 28 months.” */
export function limitsBasis(series: PlaceSeries): string {
	const { analysis, limits, first } = series;
	if (!limits) return 'Yearly figures get no limits.';
	const section = analysis.points.at(-1)?.section ?? 0;
	const newest = analysis.points.filter((point) => point.section === section);
	const since = section === 0 ? '' : ' since then';
	const valued = (points: typeof newest) => points.filter(({ value }) => value !== null).length;
	if (analysis.variation === null) return `There are no limits yet: they need ${FEWEST_LIMIT_POINTS} points, and there ${valued(analysis.points) === 1 ? 'is 1' : `are ${valued(analysis.points)}`}.`;
	const points = first?.points ?? null;
	if (points === null || points === 'all') return valued(newest) === 1 ? `From the only ${pointNoun(series.periods)}${since}.` : `From all ${pointsWords(valued(newest), series)}${since}.`;
	if (newest.length < points) return `From the first ${pointsWords(points, series)}${since}. So far ${newest.length === 1 ? 'there is 1' : `there are ${newest.length}`}, and limits come from what there is.`;
	const span = section === 0 ? firstPointsSpan(points, series) : '';
	return `From the first ${pointsWords(points, series)}${since}${span ? `, ${span}` : ''}.`;
}

/** A line of the preview: what stands now, and what would. */
export interface PreviewLine {
	what: string;
	now: string;
	then: string;
}
export interface LimitsPreview {
	/** The place as it is judged now, and as it would be. */
	before: PlaceSeries;
	after: PlaceSeries;
	lines: PreviewLine[];
	/** Other places whose signal would change. */
	others: string[];
	/** What a reader would have to know besides, such as too few points. */
	warnings: string[];
	/** No average, limit or mark of the place would be another. */
	sameHere: boolean;
	/** And no signal elsewhere. */
	same: boolean;
}

/** What a judgement would change in a place, and of the signals elsewhere; null without readings there. */
export function previewOf(shown: KpiPageData, proposed: Omit<LimitsJudged, 'at'>, place: string): LimitsPreview | null {
	const others = shown.recalculations.filter((each) => each.place !== proposed.place || (proposed.points === null ? each.from !== proposed.from : each.points === null));
	const judgement = { id: '', why: '', by: '', at: '', place: proposed.place };
	const added = proposed.from === null ? { ...judgement, from: null, points: proposed.points ?? 'all' } : { ...judgement, from: proposed.from, points: null };
	const now = seriesOf(shown);
	const then = new Map(seriesOf({ ...shown, recalculations: [...others, added] }).map((each) => [each.place.id as string, each]));
	const [before, after] = [now.find((each) => each.place.id === place), then.get(place)];
	if (!before || !after) return null;
	const pairs = linesOf(before, shown).map(({ what, words }, index) => ({ what, now: words, then: linesOf(after, shown)[index]?.words ?? '' }));
	const elsewhere = now.flatMap((each) => {
		const its = then.get(each.place.id);
		const [one, other] = [signalOf(each, shown), its ? signalOf(its, shown) : ''];
		return each.place.id === place || one === other ? [] : [`${each.place.name}: ${one} → ${other}`];
	});
	const warnings = after.analysis.warnings.filter((words) => !before.analysis.warnings.includes(words));
	const sameHere = before.analysis.points.every((point, index) => sameLines(point, after.analysis.points[index]));
	return { before, after, sameHere, lines: pairs, others: elsewhere, warnings, same: elsewhere.length === 0 && sameHere };
}

/** The preview in a few sentences, for who hears it. */
export function previewWords({ lines, others, sameHere, same }: Pick<LimitsPreview, 'lines' | 'others' | 'sameHere' | 'same'>, place: string): string {
	if (same) return `In ${place} nothing would change.`;
	const changed = lines.filter(({ now, then }) => now !== then).map(({ what, now, then }) => `${what} ${then} instead of ${now}.`);
	const elsewhere = others.length === 0 ? [] : [others.length === 1 ? 'The signal of 1 other place would change.' : `The signals of ${others.length} other places would change.`];
	return [`In ${place}:`, ...(changed.length > 0 ? changed : [sameHere ? 'nothing would change.' : 'only what was drawn before the newest limits would change.']), ...elsewhere].join(' ');
}

function sameLines(one: SpcPoint, other: SpcPoint | undefined): boolean {
	return other !== undefined && one.mean === other.mean && one.lower === other.lower && one.upper === other.upper && one.kind === other.kind;
}

function signalOf({ analysis }: PlaceSeries, { kpi }: KpiPageData): string {
	return [variationWords(analysis.variation), ...(kpi.target && analysis.assurance !== null ? [assuranceWords(analysis.assurance).toLowerCase()] : [])].join(', ');
}

function linesOf(series: PlaceSeries, shown: KpiPageData): { what: string; words: string }[] {
	const { analysis, periods } = series;
	const { unit } = shown.kpi;
	const { decimals } = wordsOptions(analysis, periods, unit);
	const write = (value: number) => writeValue(value, unit, decimals);
	const values = analysis.points.filter(({ value }) => value !== null);
	const marked = values.filter(({ kind }) => kind !== 'common').length;
	const { mean, lower, upper } = analysis.points.at(-1) ?? { mean: null, lower: null, upper: null };
	return [
		{ what: 'Average', words: mean === null ? 'None' : write(mean) },
		{ what: 'Limits', words: lower === null || upper === null ? 'None' : `${write(lower)} to ${write(upper)}` },
		{ what: 'Signal', words: signalOf(series, shown) },
		{ what: 'Marked points', words: `${marked} of ${pointsWords(values.length, series)}` }
	];
}
