/** Who holds a post from when: the rules for periods, pure. Periods of one post never overlap; a gap is a vacancy. */
import { formatDay, type Day } from '#lib/plan/dates.ts';
import type { PersonId } from '#lib/plan/ids.ts';
import { done, refused, type Answer } from './plain-command.ts';

export interface Period {
	person: PersonId;
	from: Day;
	/** The first day they no longer hold it; null: no end is known. */
	until: Day | null;
}

/**
 * The post changes hands from a day: whoever holds it last, with no end, leaves it that day.
 * @param periods none of which overlap
 * @param to null: it is vacant from that day
 */
export function handOver(periods: readonly Period[], to: PersonId | null, from: Day): Answer<Period[]> {
	const sorted = inOrder(periods);
	const last = sorted.at(-1);
	if (!last) return to === null ? refused('conflict', 'The post is vacant already.') : done([{ person: to, from, until: null }]);
	if (last.until === null) {
		if (from <= last.from) return refused('conflict', `Whoever holds the post now has held it since ${formatDay(last.from)}. Enter a later day, or correct that entry in the history.`);
		if (to === last.person) return refused('conflict', 'That person holds the post already.');
		const left = { ...last, until: from };
		return done([...sorted.slice(0, -1), left, ...(to === null ? [] : [{ person: to, from, until: null }])]);
	}
	if (to === null) return refused('conflict', `The post is vacant from ${formatDay(last.until)} already.`);
	if (from < last.until) return refused('conflict', `The post was held until ${formatDay(last.until)}. Enter that day or a later one, or correct that entry in the history.`);
	return done([...sorted, { person: to, from, until: null }]);
}

/** Puts right a period that was entered by mistake. @param next null: it never was */
export function correctPeriod(periods: readonly Period[], which: Pick<Period, 'person' | 'from'>, next: Period | null): Answer<Period[]> {
	const others = periods.filter((each) => each.person !== which.person || each.from !== which.from);
	if (others.length === periods.length) return refused('not-found', 'This entry was changed or taken out meanwhile. Look at the history again.');
	if (next === null) return done(inOrder(others));
	if (next.until !== null && next.until <= next.from) return refused('invalid', 'The last day must come after the first.');
	const clash = others.find((each) => overlap(each, next));
	if (clash) {
		const end = clash.until === null ? `since ${formatDay(clash.from)}` : `from ${formatDay(clash.from)} until ${formatDay(clash.until)}`;
		return refused('conflict', `These days overlap with another entry, ${end}. Correct that one first, or choose other days.`);
	}
	return done(inOrder([...others, next]));
}

/** Whether two periods share a day. */
export function overlap(one: Period, other: Period): boolean {
	return (other.until === null || one.from < other.until) && (one.until === null || other.from < one.until);
}

/** The period that holds on a day; null: vacant. */
export function holderOn(periods: readonly Period[], day: Day): Period | null {
	return periods.find((each) => each.from <= day && (each.until === null || day < each.until)) ?? null;
}

function inOrder(periods: readonly Period[]): Period[] {
	return periods.toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}
