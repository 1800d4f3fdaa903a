/** What given values come to beside those that stand: new, a revision, nothing new, or held for a person's word (K3). Pure. */
import type { ReadingState } from '#lib/kpi/readings.ts';
import { formatDay } from '#lib/plan/dates.ts';
import { formatFigure } from '#lib/plan/inputs.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import { implausible } from './implausible.ts';
import type { GivenReading } from './reading-checks.ts';

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

/** Judges values, each of another period; the outcomes stand in their order. */
export function outcomesOf(given: readonly GivenReading[], { standing, comparable, fromFile }: Context): Outcome[] {
	const of = (state: ReadingState) => new Map(standing.filter((row) => row.state === state).map((row) => [periodKey(row), row]));
	const [taken, waiting] = [of('taken'), of('held')];
	const refused = Map.groupBy(standing.filter((row) => row.state === 'refused'), periodKey);
	const outcomes = given.map((row): Outcome => {
		const key = periodKey(row);
		const beside = { taken: taken.get(key) ?? null, waiting: waiting.get(key) ?? null };
		if (beside.taken && sameReading(row, beside.taken)) return { outcome: 'unchanged', why: '', ...beside };
		if (beside.waiting && sameReading(row, beside.waiting)) return { outcome: 'unchanged', why: `It already waits for a person’s word: ${beside.waiting.heldWhy}`, ...beside };
		const before = fromFile ? refused.get(key)?.find((each) => sameReading(row, each)) : undefined;
		if (before) return { outcome: 'unchanged', why: `It was refused before: ${before.heldWhy}`, ...beside };
		return { outcome: beside.taken ? 'revised' : 'new', why: beside.taken ? doubt(row, beside.taken) : '', ...beside };
	});
	for (const [index, why] of implausibleAmong(given, outcomes, { standing, comparable })) {
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

function implausibleAmong(given: readonly GivenReading[], outcomes: readonly Outcome[], { standing, comparable }: Pick<Context, 'standing' | 'comparable'>): Map<number, string> {
	const seriesOf = new Map<string, Map<string, number>>();
	const seriesKey = ({ kpi, place }: { kpi: KpiId; place: PlaceId }) => `${kpi} ${place}`;
	const put = (row: GivenReading) => {
		const series = seriesOf.get(seriesKey(row)) ?? new Map<string, number>();
		seriesOf.set(seriesKey(row), series.set(row.periodStart, row.value));
	};
	for (const row of standing) if (row.state === 'taken') put(row);
	const fresh = [...given.keys()].filter((index) => outcomes[index]?.outcome !== 'unchanged');
	const rowAt = (index: number) => given[index];
	for (const index of fresh) {
		const row = rowAt(index);
		if (row) put(row);
	}
	const found = new Map<number, string>();
	const bySeries = Map.groupBy(fresh, (index) => {
		const row = rowAt(index);
		return row ? seriesKey(row) : '';
	});
	for (const [key, indexes] of bySeries) {
		const first = rowAt(indexes[0] ?? -1);
		const series = seriesOf.get(key);
		if (!first || !series) continue;
		const others = comparable.has(first.place) ? [...comparable].filter((place) => place !== first.place) : [];
		const peersOf = (start: string) => others.flatMap((place) => seriesOf.get(seriesKey({ kpi: first.kpi, place }))?.get(start) ?? []);
		const why = implausible(series, indexes.flatMap((index) => rowAt(index)?.periodStart ?? []), peersOf);
		for (const index of indexes) {
			const words = why.get(rowAt(index)?.periodStart ?? '');
			if (words !== undefined) found.set(index, words);
		}
	}
	return found;
}
