/** Periods as people say them: `Apr 2026`, `Q1 2026/27`, `2025/26`, `2026`; any other by its two days. */
import { addDays, financialYearOf, formatDay, quarterOf, type Day } from '#lib/plan/dates.ts';

/** @param start the first day @param end the last */
export function periodWords(start: Day, end: Day): string {
	const next = addDays(end, 1);
	if (!start.endsWith('-01') || !next.endsWith('-01')) return start === end ? formatDay(start) : `${formatDay(start)} to ${formatDay(end)}`;
	const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))];
	const months = (Number(next.slice(0, 4)) - year) * 12 + Number(next.slice(5, 7)) - month;
	if (months === 1) return monthOf(start);
	if (months === 3 && month % 3 === 1) return quarterOf(start);
	if (months === 12 && month === 4) return financialYearOf(start);
	if (months % 12 === 0 && month === 1) return months === 12 ? String(year) : `${year} to ${end.slice(0, 4)}`;
	if (months % 12 === 0 && month === 4) return `${financialYearOf(start)} to ${financialYearOf(end)}`;
	return `${monthOf(start)} to ${monthOf(end)}`;
}

function monthOf(day: Day): string {
	return formatDay(day).split(' ').slice(1).join(' ');
}
