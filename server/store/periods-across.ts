/**
 * Periods that lie across each other though they are of different lengths, such as a month within a
 * quarter: one figure counts twice then. Periods of one length may overlap, as running years do. Pure.
 */
import { daysBetween, type Day } from '#lib/plan/dates.ts';

export interface Span {
	periodStart: Day;
	/** The last day. */
	periodEnd: Day;
}

/** The longest of each kind, in days: a day, a week, a fortnight, a month, two, a quarter, half a year, a year. */
const KINDS = [1, 10, 20, 45, 75, 136, 275, 547] as const;
const YEAR = 365.25;

/** Of one kind are periods of about the same length. */
function kindOf({ periodStart, periodEnd }: Span): number {
	const days = daysBetween(periodStart, periodEnd) + 1;
	const kind = KINDS.findIndex((longest) => days <= longest);
	return kind === -1 ? KINDS.length + Math.round(days / YEAR) : kind;
}

/** Those that lie across a period, though of another length, can be asked for by it. */
export class PeriodsAcross<Of extends Span> {
	/** By kind: in order of their starts, each with whichever of those up to it ends last. */
	private readonly kinds = new Map<number, { start: Day; last: Of }[]>();

	constructor(spans: Iterable<Of>) {
		for (const [kind, all] of Map.groupBy(spans, kindOf)) {
			let last: Of | undefined;
			const ordered = all.toSorted((one, other) => (one.periodStart < other.periodStart ? -1 : 1));
			this.kinds.set(
				kind,
				ordered.map((span) => {
					if (!last || span.periodEnd > last.periodEnd) last = span;
					return { start: span.periodStart, last };
				})
			);
		}
	}

	/** One of another length that lies across this period; null where none does. */
	of(span: Span): Of | null {
		const own = kindOf(span);
		for (const [kind, ordered] of this.kinds) {
			if (kind === own) continue;
			let [low, high] = [0, ordered.length];
			while (low < high) {
				const middle = (low + high) >> 1;
				if ((ordered[middle]?.start ?? '') <= span.periodEnd) low = middle + 1;
				else high = middle;
			}
			const found = ordered[low - 1]?.last;
			if (found && found.periodEnd >= span.periodStart) return found;
		}
		return null;
	}
}
