/** What given values come to beside those that stand: new, a revision, nothing new, or held for a person's word (K3). Pure. */
import type { ReadingState } from '#lib/kpi/readings.ts';
import { formatDay } from '#lib/plan/dates.ts';
import { formatFigure } from '#lib/plan/inputs.ts';
import { inTurns } from '#server/in-turns.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import { implausible } from './implausible.ts';
import { PeriodsAcross } from './periods-across.ts';
import { isPercentage, type GivenReading } from './reading-checks.ts';

/** A value that stands: taken, waiting for a word, or refused. */
export interface StandingReading extends GivenReading {
	id: string;
	state: ReadingState;
	heldWhy: string;
	importId: string;
	validFrom: Date;
}

export interface Outcome {
	outcome: 'new' | 'revised' | 'unchanged' | 'held';
	/** Why it is held, or why nothing changes; '' when the outcome says it all. */
	why: string;
	/** What stands for its period, and what waits for a word there. */
	taken: StandingReading | null;
	waiting: StandingReading | null;
}

interface Context {
	/** All that stands of the KPIs concerned. */
	standing: readonly StandingReading[];
	/** Places that can be compared with each other; an aggregate compares with itself alone. */
	comparable: ReadonlySet<PlaceId>;
	/** Units of the KPIs concerned. */
	units: ReadonlyMap<KpiId, string>;
	/** In a file, what was refused before is not asked again. */
	fromFile: boolean;
}

/** The period of a KPI in a place: what one value at a time stands for. */
export function periodKey({ kpi, place, periodStart }: Pick<GivenReading, 'kpi' | 'place' | 'periodStart'>): string {
	return `${kpi} ${place} ${periodStart}`;
}

/** Whether two say the same; where they were taken from and when makes no other value. */
export function sameReading(one: GivenReading, other: GivenReading): boolean {
	const fields = ['periodEnd', 'value', 'numerator', 'denominator', 'lowerCi', 'upperCi', 'status'] as const;
	return fields.every((field) => one[field] === other[field]);
}

/** Judges values, each of another period; the outcomes stand in their order. Of many it lets others have their turn. */
export async function outcomesOf(given: readonly GivenReading[], { standing, comparable, units, fromFile }: Context): Promise<Outcome[]> {
	const of: Record<ReadingState, Map<string, StandingReading[]>> = { taken: new Map(), held: new Map(), refused: new Map() };
	await inTurns(standing, (row) => {
		const key = periodKey(row);
		of[row.state].set(key, [...(of[row.state].get(key) ?? []), row]);
	});
	const { taken, held: waiting, refused } = of;
	const across = acrossThose(standing);
	const judged = (row: GivenReading): Outcome => {
		const key = periodKey(row);
		const beside = { taken: taken.get(key)?.[0] ?? null, waiting: waiting.get(key)?.[0] ?? null };
		if (beside.taken && sameReading(row, beside.taken)) return { outcome: 'unchanged', why: '', ...beside };
		if (beside.waiting && sameReading(row, beside.waiting)) return { outcome: 'unchanged', why: `It already waits for a person’s word: ${beside.waiting.heldWhy}`, ...beside };
		const before = fromFile ? refused.get(key)?.find((each) => sameReading(row, each)) : undefined;
		if (before) return { outcome: 'unchanged', why: `It was refused before: ${before.heldWhy}`, ...beside };
		return { outcome: beside.taken ? 'revised' : 'new', why: [beside.taken ? doubt(row, beside.taken) : across(row), beyondShare(row, units.get(row.kpi) ?? '')].filter((words) => words !== '').join(' '), ...beside };
	};
	const outcomes: Outcome[] = [];
	await inTurns(given, (row) => outcomes.push(judged(row)));
	for (const [index, why] of await implausibleAmong(given, outcomes, { standing, comparable })) {
		const outcome = outcomes[index];
		if (outcome) outcome.why = outcome.why === '' ? why : `${outcome.why} ${why}`;
	}
	for (const outcome of outcomes) if (outcome.outcome !== 'unchanged' && outcome.why !== '') outcome.outcome = 'held';
	return outcomes;
}

/** Why a revision needs a person's word, whatever its value; '' when it does not. */
function doubt(row: GivenReading, taken: StandingReading): string {
	if (row.periodEnd !== taken.periodEnd) return `The value that stands for a period from ${formatDay(row.periodStart)} covers it to ${formatDay(taken.periodEnd)}, this one to ${formatDay(row.periodEnd)}.`;
	if (taken.status === 'final' && row.status === 'provisional') return `A final value, ${formatFigure(taken.value)}, stands for this period, and this one is provisional.`;
	return '';
}

/** Why a percentage needs a person's word: a share lies from 0 to 100, though a change may not. */
function beyondShare({ value }: GivenReading, unit: string): string {
	if (!isPercentage(unit) || (value >= 0 && value <= 100)) return '';
	return `${formatFigure(value)}% is ${value < 0 ? 'under 0%' : 'over 100%'}, which no share can be.`;
}

/** Says of a new value when one that stands is for a period of another length across it, so that both would count. */
function acrossThose(standing: readonly StandingReading[]): (row: GivenReading) => string {
	const all = Map.groupBy(standing.filter(({ state }) => state === 'taken'), seriesKey);
	const known = new Map<string, PeriodsAcross<StandingReading>>();
	return (row) => {
		const key = seriesKey(row);
		const spans = known.get(key) ?? new PeriodsAcross(all.get(key) ?? []);
		known.set(key, spans);
		const other = spans.of(row);
		return other ? `Its period, ${spanWords(row)}, overlaps with ${spanWords(other)}, of another length, for which a value stands.` : '';
	};
}

function seriesKey({ kpi, place }: Pick<GivenReading, 'kpi' | 'place'>): string {
	return `${kpi} ${place}`;
}

/** `1 Apr 2026 to 30 Apr 2026` */
export function spanWords({ periodStart, periodEnd }: Pick<GivenReading, 'periodStart' | 'periodEnd'>): string {
	return `${formatDay(periodStart)} to ${formatDay(periodEnd)}`;
}

async function implausibleAmong(given: readonly GivenReading[], outcomes: readonly Outcome[], { standing, comparable }: Pick<Context, 'standing' | 'comparable'>): Promise<Map<number, string>> {
	const seriesOf = new Map<string, Map<string, number>>();
	const put = (row: GivenReading) => {
		const series = seriesOf.get(seriesKey(row)) ?? new Map<string, number>();
		seriesOf.set(seriesKey(row), series.set(row.periodStart, row.value));
	};
	await inTurns(standing, (row) => {
		if (row.state === 'taken') put(row);
	});
	const fresh = [...given.keys()].filter((index) => outcomes[index]?.outcome !== 'unchanged');
	const rowAt = (index: number) => given[index];
	await inTurns(fresh, (index) => {
		const row = rowAt(index);
		if (row) put(row);
	});
	const found = new Map<number, string>();
	const bySeries = Map.groupBy(fresh, (index) => {
		const row = rowAt(index);
		return row ? seriesKey(row) : '';
	});
	await inTurns(bySeries, ([key, indexes]) => {
		const first = rowAt(indexes[0] ?? -1);
		const series = seriesOf.get(key);
		if (!first || !series) return;
		const others = comparable.has(first.place) ? [...comparable].filter((place) => place !== first.place) : [];
		const peersOf = (start: string) => others.flatMap((place) => seriesOf.get(seriesKey({ kpi: first.kpi, place }))?.get(start) ?? []);
		const why = implausible(series, indexes.flatMap((index) => rowAt(index)?.periodStart ?? []), peersOf);
		for (const index of indexes) {
			const words = why.get(rowAt(index)?.periodStart ?? '');
			if (words !== undefined) found.set(index, words);
		}
	});
	return found;
}
