/** The wording of a change to a KPI's definition. */
import { formatDay, isDay } from './dates.ts';
import { figure, moved, quoted, quotedShort, textOf, type ChangeWords } from './wording-parts.ts';

const DIRECTION_WORDS: Record<string, string> = { increase: 'higher is better', decrease: 'lower is better', neutral: 'neither way is better' };

/**
 * What somebody did to a KPI.
 * @param subject the KPI as it is called in a sentence, in quotation marks
 * @param place the name of the place that a baseline is for
 */
export function kpiWords(change: ChangeWords, { subject, place }: { subject: string; place: string }): string {
	const { field, old, new: now, member } = change;
	switch (field) {
		case 'added':
			return `added the KPI ${subject}`;
		case 'title':
			return `renamed the KPI ${quoted(textOf(old))} to ${quoted(textOf(now))}`;
		case 'unit':
		case 'source':
		case 'frequency':
			return moved('changed', `the ${field} of ${subject}`, { from: quotedOrNull(old), to: quotedOrNull(now) });
		case 'direction':
			return moved('changed', `the direction of improvement of ${subject}`, { from: direction(old), to: direction(now) });
		case 'note':
			return textOf(now) ? `noted on ${subject}: ${quotedShort(textOf(now))}` : `removed the note on ${subject}`;
		case 'target':
			return moved('changed', `the target of ${subject}`, { from: target(old), to: target(now) });
		case 'archived':
			return now === true ? `archived the KPI ${subject}` : `brought back the KPI ${subject}`;
		case 'baselines':
			return moved('changed', `the baseline of ${subject} for ${place}`, { from: baseline(old), to: baseline(now) });
		case 'trajectory':
			return moved('changed', `the trajectory of ${subject} for ${isDay(member) ? formatDay(member) : 'a date'}`, { from: figure(old), to: figure(now) });
		default:
			return `changed the KPI ${subject}`;
	}
}

function quotedOrNull(value: unknown): string | null {
	return textOf(value) ? quotedShort(textOf(value)) : null;
}
function direction(value: unknown): string | null {
	return DIRECTION_WORDS[String(value)] ?? null;
}
function target(value: unknown): string | null {
	if (typeof value !== 'object' || value === null) return null;
	const { value: amount, by } = value as { value?: unknown; by?: unknown };
	const words = figure(amount);
	return words !== null && isDay(by) ? `${words} by ${formatDay(by)}` : words;
}
function baseline(value: unknown): string | null {
	if (typeof value !== 'object' || value === null) return null;
	const { value: amount, asAt } = value as { value?: unknown; asAt?: unknown };
	const words = figure(amount);
	return words !== null && textOf(asAt) ? `${words} (${textOf(asAt)})` : words;
}
