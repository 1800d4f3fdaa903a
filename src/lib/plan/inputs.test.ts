import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './dates.ts';
import { FIELDS, STATUSES, type EntityKind } from './fields.ts';
import { formatField, formatFigure, normaliseNumber, parseField, parseFigure } from './inputs.ts';
import { newId } from './ids.ts';

const context = { today: '2026-09-14' };
const parse = (entity: EntityKind, field: string, typed: string): unknown => {
	const parsed = parseField(entity, field, typed, context);
	return parsed.ok ? parsed.value : parsed.problem;
};

describe('text', () => {
	it('trims, and keeps a title on one line', () => {
		expect(parse('milestone', 'title', '  Second mobile unit\r\nin\tservice \n')).toBe('Second mobile unit in service');
		expect(parse('milestone', 'title', 'soft\u000bbreak')).toBe('soft break');
		expect(parse('milestone', 'title', '   ')).toBe('');
	});
	it('keeps the lines of a field of several lines', () => {
		expect(parse('milestone', 'doneWhen', ' First\r\nSecond\tpart\rThird ')).toBe('First\nSecond part\nThird');
	});
	it('names the field when text is too long or holds control characters', () => {
		expect(parse('milestone', 'title', 'x'.repeat(201))).toBe('Title can hold 200 characters; this is 201.');
		expect(parse('milestone', 'evidence', 'a\u0000b')).toBe('Evidence holds a character that cannot be shown. Paste it as plain text.');
	});
});

describe('days', () => {
	it('reads a day, and nothing as no day', () => {
		expect(parse('milestone', 'forecast', '14/9/26')).toBe('2026-09-14');
		expect(parse('milestone', 'forecast', ' Q3 26/27 ')).toBe('2026-12-31');
		expect(parse('milestone', 'actual', '  ')).toBe(null);
	});
	it('names the field of a wrong day', () => {
		expect(parse('milestone', 'forecast', '31/6/26')).toBe('Forecast: June has 30 days. Enter a date such as 30 Jun 2026.');
		expect(parse('milestone', 'start', 'soon')).toBe('Start: “soon” is not a date. Enter a date such as 14 Sep 2026.');
	});
});

describe('choices', () => {
	it.each([
		['on track', 'onTrack'],
		['On Track', 'onTrack'],
		['onTrack', 'onTrack'],
		['OFF-TRACK', 'offTrack'],
		['not  started', 'notStarted'],
		['green', 'onTrack'],
		['Amber', 'atRisk'],
		['red', 'offTrack'],
		['blue', 'complete'],
		['grey', 'notStarted'],
		[' closed ', 'closed']
	])('reads the status %j', (typed, status) => expect(parse('milestone', 'status', typed)).toBe(status));
	it('says which choices there are', () => {
		const list = 'Enter Not started, On track, At risk, Off track, Complete, Paused or Closed.';
		expect(parse('milestone', 'status', 'pink')).toBe(`Status: “pink” is not a choice. ${list}`);
		expect(parse('milestone', 'status', 'constructor')).toBe(`Status: “constructor” is not a choice. ${list}`);
		expect(parse('milestone', 'status', '')).toBe(`Status cannot be empty. ${list}`);
	});
	it('reads the other choices', () => {
		expect(parse('milestone', 'kind', 'Deliverable')).toBe('deliverable');
		expect(parse('kpi', 'direction', 'Decrease')).toBe('decrease');
		expect(parse('milestone', 'archived', 'yes')).toBe(true);
		expect(parse('milestone', 'archived', 'maybe')).toBe('Archived: enter yes or no.');
	});
});

describe('KPI targets', () => {
	it.each([
		['75', { value: 75, by: null }],
		['75%', { value: 75, by: null }],
		['£1,234.50', { value: 1234.5, by: null }],
		['75 by 31 Mar 2027', { value: 75, by: '2027-03-31' }],
		['75% BY Q4 26/27', { value: 75, by: '2027-03-31' }],
		['8.7 by Mar 2027', { value: 8.7, by: '2027-03-31' }],
		['0', { value: 0, by: null }],
		['-2.5', { value: -2.5, by: null }],
		['', null]
	])('reads %j', (typed, target) => expect(parse('kpi', 'target', typed)).toEqual(target));
	it.each([
		['7O', 'Target: “7O” is not a number. Enter a figure such as 70.'],
		['1l by 31 Mar 2027', 'Target: “1l” is not a number. Enter a figure such as 11.'],
		['lots', 'Target: “lots” is not a number. Enter a figure such as 75 or 8.7.'],
		['75 by', 'Target: Enter a date such as 14 Sep 2026.'],
		['75 by 31/6/27', 'Target: June has 30 days. Enter a date such as 30 Jun 2027.'],
		['by 31 Mar 2027', 'Target: enter a figure such as 75 or 8.7.'],
		['9'.repeat(13), 'Target: “9999999999999” is too large. Enter a figure under 1,000,000,000,000.']
	])('says what is wrong with %j', (typed, problem) => expect(parse('kpi', 'target', typed)).toBe(problem));
});

describe('numbers', () => {
	it.each([
		['75', 75],
		['1,234,567', 1_234_567],
		['12 500', 12_500],
		['12\u202f500.25', 12_500.25],
		['−3', -3],
		['-£1,000', -1000],
		['+5', 5],
		['.5', 0.5],
		['-0', 0]
	])('reads %j', (typed, value) => expect(normaliseNumber(typed)).toBe(value));
	it.each(['', '1,5', '1,23,456', '12,34', '1 5', '1e3', 'Infinity', '0x10', '5.', '1.2.3', '--1', '1847²', '٣', '£', '%'])('refuses %j', (typed) => expect(normaliseNumber(typed)).toBe(null));
	it('keeps every digit of a figure', () => {
		expect(formatFigure(1234567.25)).toBe('1,234,567.25');
		expect(formatFigure(-0.0000015)).toBe('−0.0000015');
		fc.assert(
			fc.property(fc.double({ noNaN: true, min: -1e12, max: 1e12, minExcluded: true, maxExcluded: true }), (value) => {
				expect(parseFigure(formatFigure(value), 'Target')).toEqual({ ok: true, value: value === 0 ? 0 : value });
			})
		);
	});
	it('reads whole numbers and months of the plan', () => {
		expect(parse('plan', 'months', '24')).toBe(24);
		expect(parse('plan', 'months', '24.5')).toBe('Months must be a whole number from 1 to 120.');
		expect(parse('plan', 'starts', 'Apr 2025')).toBe('2025-04');
		expect(parse('plan', 'starts', '2025-04')).toBe('2025-04');
		expect(parse('plan', 'starts', 'spring')).toBe('First month: “spring” is not a month. Enter it as Apr 2025.');
	});
});

describe('every field of one value', () => {
	const cells = (Object.keys(FIELDS) as EntityKind[]).flatMap((entity) =>
		Object.entries(FIELDS[entity]).map(([field, spec]) => ({ entity, field, spec }))
	);
	const typedCells = cells.filter(({ spec }) => spec.form === 'value');
	const day = fc.integer({ min: 0, max: 109_000 }).map((n) => addDays('1900-01-01', n));
	const scrap = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 30 }),
		day,
		fc.constantFrom(...STATUSES, 'yes', 'No', 'decrease', 'Deliverable', 'CAN-14', 'a0', '24', 'Apr 2025', '75 by Q4 26/27', newId('pr')),
		fc.double({ noNaN: true, min: -1e11, max: 1e11 }).map(formatFigure)
	);

	it.each(typedCells)('$entity, $field: shows what it will read back', ({ entity, field }) => {
		fc.assert(
			fc.property(scrap, (typed) => {
				const first = parseField(entity, field, typed, context);
				if (!first.ok) expect(first.problem).toMatch(/\.$/);
				else expect(parseField(entity, field, formatField(entity, field, first.value), context)).toEqual(first);
			})
		);
	});
	it('refuses to type prose, sets and unknown fields', () => {
		for (const { entity, field, spec } of cells) {
			if (spec.form !== 'value') expect(() => parseField(entity, field, 'x', context)).toThrow(RangeError);
		}
		expect(() => parseField('milestone', 'constructor', 'x', context)).toThrow(RangeError);
		expect(() => formatField('kpi', 'nothing', 1)).toThrow(RangeError);
	});
});
