/** When the example's people did what they did: working hours in London, the same at every loading. */
import { addDays, endOfDayInLondon, type Day } from '#lib/plan/dates.ts';

const MINUTE = 60_000;
const FROM_HOUR = 9;
const WORKING_MINUTES = 8 * 60;

/** The instant of a time of day in London; the day is not one on which the clocks change. */
export function instantAt(day: Day, hour: number, minute = 0): Date {
	return new Date(endOfDayInLondon(addDays(day, -1)).getTime() + (hour * 60 + minute) * MINUTE);
}

/** A time between 09:00 and 17:00 on the day, spread by what it is for. */
export function workingTime(day: Day, what: string): Date {
	const spread = hash(`${day} ${what}`);
	const seconds = (spread >>> 16) % 60;
	return new Date(instantAt(day, FROM_HOUR, spread % WORKING_MINUTES).getTime() + seconds * 1000);
}

/** The time, or five minutes after the earlier one when it would come before it. */
export function notBefore(at: Date, earlier: Date | undefined): Date {
	const least = earlier === undefined ? 0 : earlier.getTime() + 5 * MINUTE;
	return new Date(Math.max(at.getTime(), least));
}

/** Working days from one day to another, both included. */
export function workingDays(from: Day, to: Day): Day[] {
	const days: Day[] = [];
	for (let day = from; day <= to; day = addDays(day, 1)) {
		if (![0, 6].includes(new Date(day).getUTCDay())) days.push(day);
	}
	return days;
}

/** A number that spreads by a text: FNV-1a, finished so that its lowest bits are spread as well as its highest. */
export function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
	return (value ^ (value >>> 13)) >>> 0;
}
