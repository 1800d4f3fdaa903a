/** Days, months and financial years by number alone, for charts and for what came after a milestone. Days are `YYYY-MM-DD`. */

const MS_PER_DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function split(day: string): [year: number, month: number, date: number] {
	return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}
function write(year: number, month: number, date: number): string {
	return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
function monthLength(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Days since 1 January 1970. */
export function dayNumber(day: string): number {
	const [year, month, date] = split(day);
	return Date.UTC(year, month - 1, date) / MS_PER_DAY;
}
export function dayAt(number: number): string {
	const at = new Date(number * MS_PER_DAY);
	return write(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

/** Whole months later, or earlier when negative. The 31st becomes the last day of a shorter month: 30 November and 3 months are 28 February. */
export function addMonths(day: string, months: number): string {
	const [year, month, date] = split(day);
	const count = year * 12 + month - 1 + months;
	const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
	return write(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)));
}

export function firstOfMonth(day: string): string {
	return `${day.slice(0, 7)}-01`;
}
/** The first day of the quarter: January, April, July and October begin one. */
export function firstOfQuarter(day: string): string {
	const [year, month] = split(day);
	return write(year, month - ((month - 1) % 3), 1);
}
/** The first day of the financial year, 1 April. */
export function firstOfYear(day: string): string {
	const [year, month] = split(day);
	return write(month >= 4 ? year : year - 1, 4, 1);
}

/** `14 Sep 2026` */
export function dayWords(day: string): string {
	return `${split(day)[2]} ${monthWords(day)}`;
}
/** `Sep 2026` */
export function monthWords(day: string): string {
	return `${monthName(day)} ${day.slice(0, 4)}`;
}
/** `Sep` */
export function monthName(day: string): string {
	return MONTHS[split(day)[1] - 1] ?? '';
}
/** The financial year that a day falls in: `2026/27`. */
export function yearWords(day: string): string {
	const [start] = split(firstOfYear(day));
	return `${start}/${String((start + 1) % 100).padStart(2, '0')}`;
}
/** The quarter of the financial year: `Q1` is April to June. */
export function quarterName(day: string): string {
	const [, month] = split(day);
	return `Q${month >= 4 ? Math.floor((month - 1) / 3) : 4}`;
}
