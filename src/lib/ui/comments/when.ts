import { addDays, dayInLondon, formatDay, formatDayShort, timeInLondon } from '#lib/plan/dates.ts';

/** When something was said, as briefly as is plain: `Today, 09:20`, `Yesterday, 16:05`, `1 Sep`, `14 Sep 2025`. */
export function saidWhen(at: Date, now: Date): string {
	const [day, today] = [dayInLondon(at), dayInLondon(now)];
	if (day === today) return `Today, ${timeInLondon(at)}`;
	if (day === addDays(today, -1)) return `Yesterday, ${timeInLondon(at)}`;
	return day.slice(0, 4) === today.slice(0, 4) ? formatDayShort(day) : formatDay(day);
}
