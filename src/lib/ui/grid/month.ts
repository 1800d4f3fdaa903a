/** The days of a calendar month as a grid of weeks that begin on Monday. Pure. */
import { addDays, isDay, type Day } from '#lib/plan/dates.ts';

const DAY_NUMBER = 86_400_000;
/** 0 for Monday. */
function weekdayNumber(day: Day): number {
	return (Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_NUMBER) + 3) % 7;
}

/** Weeks of seven days that hold the month of a day; days of the neighbouring months fill them up. */
export function weeksOf(day: Day): Day[][] {
	const first = `${day.slice(0, 8)}01`;
	let at = addDays(first, -weekdayNumber(first));
	const weeks: Day[][] = [];
	do {
		const week: Day[] = [];
		for (let nth = 0; nth < 7; nth += 1) {
			week.push(at);
			at = addDays(at, 1);
		}
		weeks.push(week);
	} while (at.slice(0, 7) === day.slice(0, 7));
	return weeks;
}

/** The same date in another month; the last day where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
	const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
	const index = year * 12 + month - 1 + months;
	const head = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
	for (let last = date; last > 0; last -= 1) {
		const found = `${head}-${String(last).padStart(2, '0')}`;
		if (isDay(found)) return found;
	}
	return day;
}

/** Where a key leads in the calendar; null for keys that do not move. */
export function dayAfterKey(day: Day, { key, shift }: { key: string; shift: boolean }): Day | null {
	switch (key) {
		case 'ArrowLeft':
			return addDays(day, -1);
		case 'ArrowRight':
			return addDays(day, 1);
		case 'ArrowUp':
			return addDays(day, -7);
		case 'ArrowDown':
			return addDays(day, 7);
		case 'Home':
			return addDays(day, -weekdayNumber(day));
		case 'End':
			return addDays(day, 6 - weekdayNumber(day));
		case 'PageUp':
			return addMonths(day, shift ? -12 : -1);
		case 'PageDown':
			return addMonths(day, shift ? 12 : 1);
		default:
			return null;
	}
}
