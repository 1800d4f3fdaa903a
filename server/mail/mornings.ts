/** When mail that is not sent at once goes out: at seven in the morning in London. */
import { addDays, dayInLondon, timeInLondon, weekday, type Day } from '#lib/plan/dates.ts';

/** Seven o'clock in London on a day, also where the clocks changed that night. */
function morningOf(day: Day): Date {
	const inWinter = new Date(`${day}T07:00:00Z`);
	return timeInLondon(inWinter) === '07:00' ? inWinter : new Date(inWinter.getTime() - 3_600_000);
}

/** The newest morning that is not after an instant. */
export function lastMorning(now: Date): Date {
	const today = dayInLondon(now);
	const morning = morningOf(today);
	return morning <= now ? morning : morningOf(addDays(today, -1));
}

/** The newest Monday morning that is not after an instant. */
export function lastMondayMorning(now: Date): Date {
	let day = dayInLondon(lastMorning(now));
	while (weekday(day) !== 'Mon') day = addDays(day, -1);
	return morningOf(day);
}
