/**
 * What people type in a cell, and the text a cell shows: `parseField` reads the one, `formatField`
 * writes the other, and reading what was written gives the value back. Problems name the field.
 *
 * Only fields of one value are typed. Prose and sets (leads, places, KPI links) have editors of
 * their own; a priority is picked, so its typed form is its id.
 */
import { formatDay, isDay, parseDay, type Day } from './dates.ts';
import { DIRECTIONS, FIELDS, MILESTONE_KINDS, STATUSES, STATUS_WORDS, fieldSpec } from './fields.ts';
import type { Direction, EntityKind, KpiTarget, MilestoneKind, Parsed, Status } from './fields.ts';

export interface InputContext {
	/** The day from which a missing year is taken. */
	today: Day;
}

/** One way of typing: `read` takes trimmed text, `write` gives the text that `read` takes back. */
interface Form {
	read(typed: string, label: string, today: Day): Parsed<unknown>;
	write(value: unknown): string;
}

const ok = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });
const wrong = (problem: string): Parsed<never> => ({ ok: false, problem });
const quote = (typed: string): string => `“${typed.length > 40 ? `${typed.slice(0, 40)}…` : typed}”`;
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

// Word pastes a vertical tab for a soft line break, other programs the Unicode separators.
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

const line: Form = {
	read: (typed) => ok(typed.replace(LINE_BREAK, ' ').replaceAll('\t', ' ')),
	write: asText
};
const lines: Form = {
	read: (typed) => ok(typed.replace(LINE_BREAK, '\n').replaceAll('\t', ' ')),
	write: asText
};
/** An id or a position, which is never typed by a person but passes through a cell unchanged. */
const picked: Form = {
	read: (typed) => ok(typed === '' ? null : typed),
	write: asText
};
const reference: Form = {
	read: (typed) => ok(typed.toUpperCase()),
	write: asText
};
const day: Form = {
	read: (typed, label, today) => {
		if (typed === '') return ok(null);
		const parsed = parseDay(typed, today);
		return parsed.ok ? parsed : wrong(`${label}: ${parsed.problem}`);
	},
	write: (value) => (isDay(value) ? formatDay(value) : '')
};
const month: Form = {
	read: (typed, label, today) => {
		if (/^\d{4}-\d{2}$/.test(typed)) return ok(typed);
		const parsed = parseDay(typed, today);
		return parsed.ok ? ok(parsed.value.slice(0, 7)) : wrong(`${label}: ${quote(typed)} is not a month. Enter it as Apr 2025.`);
	},
	write: (value) => {
		const first = `${asText(value)}-01`;
		return isDay(first) ? formatDay(first).slice(2) : asText(value);
	}
};
const flag: Form = {
	read: (typed, label) => {
		const word = typed.toLowerCase();
		if (word === 'yes' || word === 'true') return ok(true);
		if (word === 'no' || word === 'false') return ok(false);
		return wrong(`${label}: enter yes or no.`);
	},
	write: (value) => (value === true ? 'Yes' : 'No')
};
const number: Form = {
	read: (typed, label) => parseFigure(typed, label),
	write: (value) => (typeof value === 'number' ? formatFigure(value) : '')
};
const target: Form = { read: readTarget, write: writeTarget };

/** A choice by its word or key, whatever the capitals, spaces and hyphens, or by another name for it. */
function choice<Choice extends string>(
	choices: readonly Choice[],
	words: Record<Choice, string>,
	otherNames: Readonly<Record<string, Choice>> = {}
): Form {
	const bare = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');
	const byName = new Map<string, Choice>(Object.entries(otherNames));
	for (const each of choices) byName.set(bare(each), each).set(bare(words[each]), each);
	const all = choices.map((each) => words[each]);
	const list = `${all.slice(0, -1).join(', ')} or ${all.at(-1) ?? ''}`;
	return {
		read: (typed, label) => {
			const found = byName.get(bare(typed));
			if (found !== undefined) return ok(found);
			return wrong(typed === '' ? `${label} cannot be empty. Enter ${list}.` : `${label}: ${quote(typed)} is not a choice. Enter ${list}.`);
		},
		write: (value) => {
			const found = choices.find((each) => each === value);
			return found === undefined ? '' : words[found];
		}
	};
}

const KIND_WORDS: Record<MilestoneKind, string> = { milestone: 'Milestone', deliverable: 'Deliverable' };
const DIRECTION_WORDS: Record<Direction, string> = { increase: 'Increase', decrease: 'Decrease', neutral: 'Neutral' };
/** The colours of a BRAG rating. Grey stands for three statuses; typed alone it means the first of them. */
const BRAG: Record<string, Status> = {
	blue: 'complete',
	red: 'offTrack',
	amber: 'atRisk',
	green: 'onTrack',
	grey: 'notStarted',
	gray: 'notStarted'
};

const FORMS: { [Entity in EntityKind]: Partial<Record<keyof (typeof FIELDS)[Entity], Form>> } = {
	plan: { title: line, starts: month, months: number, schemaVersion: number },
	priority: { title: line, order: picked, archived: flag },
	milestone: {
		ref: reference,
		kind: choice(MILESTONE_KINDS, KIND_WORDS),
		title: line,
		priority: picked,
		order: picked,
		start: day,
		forecast: day,
		dateReason: line,
		actual: day,
		status: choice(STATUSES, STATUS_WORDS, BRAG),
		doneWhen: lines,
		evidence: lines,
		ask: lines,
		archived: flag
	},
	kpi: {
		title: line,
		unit: line,
		direction: choice(DIRECTIONS, DIRECTION_WORDS),
		source: line,
		frequency: line,
		note: lines,
		target,
		archived: flag
	}
};
function formOf(entity: EntityKind, field: string): Form {
	const forms: Readonly<Record<string, Form | undefined>> = FORMS[entity];
	const form = Object.hasOwn(forms, field) ? forms[field] : undefined;
	if (!form) throw new RangeError(`${entity}.${field} is not a field that is typed in a cell`);
	return form;
}

/**
 * Reads what a person typed in the cell of a field of one value.
 * @param typed as typed or pasted; it is trimmed, and tabs and (in fields of one line) line breaks become spaces
 * @returns the value, as `fieldSpec` allows it, or a sentence that names the field and says what to do
 * @throws RangeError for a field that is not typed in a cell: prose, a set, or no field at all
 */
export function parseField(entity: EntityKind, field: string, typed: string, context: InputContext): Parsed<unknown> {
	const form = formOf(entity, field);
	const spec = fieldSpec(entity, field);
	if (spec?.form !== 'value') throw new RangeError(`${entity}.${field} does not hold one value`);
	const read = form.read(typed.trim(), spec.label, context.today);
	return read.ok ? spec.parse(read.value) : read;
}

/**
 * The text a cell shows for a value and gives back for editing; '' for none.
 * For every value that `parseField` can give, `parseField(formatField(value))` is that value.
 * @throws RangeError for a field that is not typed in a cell
 */
export function formatField(entity: EntityKind, field: string, value: unknown): string {
	return formOf(entity, field).write(value);
}

/**
 * The number that a text writes: `75`, `75%`, `£1,234.50`, `−3`, `12 500`. A percentage is its
 * figure (75, not 0.75). Null when it is no number; a comma is only ever a thousands separator, and
 * a raised digit (a footnote mark copied along) is no digit.
 */
export function normaliseNumber(text: string): number | null {
	const typed = text.replace(/\s+/g, ' ').trim().replace(/^[\u2010-\u2015\u2212]/, '-');
	const [, sign, figure] = /^([+-]?) ?£? ?((?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d+)?|\.\d+) ?%?$/.exec(typed) ?? [];
	if (figure === undefined) return null;
	const value = Number(figure.replace(/[, ]/g, ''));
	// `0 - 0` rather than `-0`, which equals 0 but is written and stored as something else.
	return sign === '-' ? 0 - value : value;
}

/** Reads a typed number for the field `label`; the problem names it. Figures stay under a million million. */
export function parseFigure(typed: string, label: string): Parsed<number> {
	const value = normaliseNumber(typed);
	if (value !== null && Math.abs(value) < 1e12) return ok(value);
	if (value !== null) return wrong(`${label}: ${quote(typed.trim())} is too large. Enter a figure under 1,000,000,000,000.`);
	if (typed.trim() === '') return wrong(`${label}: enter a figure such as 75 or 8.7.`);
	// "7O" and "1l" look right on screen, so the example shows the digits that were meant.
	const meant = normaliseNumber(typed.replace(/o/gi, '0').replace(/[il|]/gi, '1'));
	return wrong(`${label}: ${quote(typed.trim())} is not a number. Enter a figure such as ${meant === null ? '75 or 8.7' : formatFigure(meant)}.`);
}

/** A number as people write it, every digit kept: `1,234.5`, `−3`. */
export function formatFigure(value: number): string {
	let [whole = '', fraction = ''] = String(Math.abs(value)).split('.');
	const [digits, exponent] = `${whole}${fraction}`.split('e-');
	if (exponent !== undefined) [whole, fraction] = ['0', `${'0'.repeat(Number(exponent) - 1)}${digits ?? ''}`];
	const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
	return `${value < 0 ? '−' : ''}${grouped}${fraction === '' ? '' : `.${fraction}`}`;
}

function readTarget(typed: string, label: string, today: Day): Parsed<KpiTarget | null> {
	if (typed === '') return ok(null);
	const [, figure = typed, by] = /^(.*?)\s*\bby\b(.*)$/is.exec(typed) ?? [];
	const value = parseFigure(figure, label);
	if (!value.ok) return value;
	if (by === undefined) return ok({ value: value.value, by: null });
	const parsed = parseDay(by, today);
	return parsed.ok ? ok({ value: value.value, by: parsed.value }) : wrong(`${label}: ${parsed.problem}`);
}
function writeTarget(value: unknown): string {
	const parsed = FIELDS.kpi.target.form === 'value' ? (FIELDS.kpi.target.parse(value) as Parsed<KpiTarget | null>) : null;
	if (!parsed?.ok || parsed.value === null) return '';
	const figure = formatFigure(parsed.value.value);
	return parsed.value.by === null ? figure : `${figure} by ${formatDay(parsed.value.by)}`;
}
