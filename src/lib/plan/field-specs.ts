/**
 * How a single value is specified and parsed: the building blocks of the table of fields.
 */
import { isDay, type Day } from './dates.ts';
import { isId, type IdPrefix } from './ids.ts';

/** `{ ok }` with the value, or a sentence in plain words that says what is wrong and what to do. */
export type Parsed<Value> = { ok: true; value: Value } | { ok: false; problem: string };
/** Judges one value alone. */
export type Parse<Value> = (value: unknown) => Parsed<Value>;

export type FieldSpec =
	| { form: 'value'; label: string; empty: unknown; parse: Parse<unknown> }
	| { form: 'prose'; label: string; max: number }
	| { form: 'members'; label: string; max: number; parseKey: Parse<string>; parse: Parse<unknown> };

export const ok = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });
export const wrong = (problem: string): Parsed<never> => ({ ok: false, problem });

// Control characters other than tab and line feed; Postgres cannot store the first of them at all.
// eslint-disable-next-line no-control-regex -- reason: control characters are what it looks for
export const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Checks a run of prose: length in UTF-16 units up to `max`, no control characters but tab and line feed. */
export function parseProse(text: string, label: string, max: number): Parsed<string> {
	if (CONTROL.test(text)) return wrong(`${label} holds a character that cannot be shown. Paste it as plain text.`);
	if (text.length > max)
		return wrong(`${label} can hold ${max.toLocaleString('en-GB')} characters; this is ${text.length.toLocaleString('en-GB')}.`);
	return ok(text);
}

export function text(label: string, max: number, lines: 'one line' | 'lines' = 'one line'): FieldSpec {
	const parse: Parse<string> = (value) => {
		if (typeof value !== 'string') return wrong(`${label} must be text.`);
		if (lines === 'one line' && /[\n\t]/.test(value)) return wrong(`${label} must be on one line.`);
		return parseProse(value, label, max);
	};
	return { form: 'value', label, empty: '', parse };
}
export function day(label: string): FieldSpec {
	const parse: Parse<Day | null> = (value) =>
		value === null || isDay(value) ? ok(value) : wrong(`${label} is not a date. Enter a date such as 30 Jun 2026.`);
	return { form: 'value', label, empty: null, parse };
}
export function choice<Choice extends string>(label: string, choices: readonly Choice[], empty: Choice): FieldSpec {
	return { form: 'value', label, empty, parse: oneOf(label, choices) };
}
export function oneOf<Choice extends string>(label: string, choices: readonly Choice[]): Parse<Choice> {
	return (value) =>
		choices.some((each) => each === value) ? ok(value as Choice) : wrong(`${label} must be one of: ${choices.join(', ')}.`);
}
export function flag(label: string): FieldSpec {
	return {
		form: 'value',
		label,
		empty: false,
		parse: (value) => (typeof value === 'boolean' ? ok(value) : wrong(`${label} must be yes or no.`))
	};
}
export function whole(label: string, least: number, most: number, empty: number): FieldSpec {
	return {
		form: 'value',
		label,
		empty,
		parse: (value) =>
			Number.isInteger(value) && (value as number) >= least && (value as number) <= most
				? ok(value)
				: wrong(`${label} must be a whole number from ${least} to ${most}.`)
	};
}
/** A finite figure below a million million. */
export const parseNumber: Parse<number> = (value) =>
	typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e12
		? ok(value)
		: wrong('This is not a number. Enter a figure such as 75 or 8.7.');
export function order(): FieldSpec {
	const parse: Parse<string> = (value) =>
		typeof value === 'string' && /^[A-Za-z0-9]{1,200}$/.test(value) ? ok(value) : wrong('Order is not a position in a list.');
	return { form: 'value', label: 'Order', empty: 'a0', parse };
}
export function idKey(prefix: IdPrefix, what: string): Parse<string> {
	return (key) => (isId(prefix, key) ? ok(key) : wrong(`This is not ${what}.`));
}

/** Whether a value is a plain object with exactly these keys. */
export function exactly(value: unknown, keys: string[]): value is Record<string, unknown> {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		Object.keys(value).length === keys.length &&
		keys.every((key) => Object.hasOwn(value, key))
	);
}
