import { describe, expect, it } from 'vitest';
import { byTitle, parseBaselineFigure, parsePeriod, parseTargetDay, parseTargetFigure, writeFigure, writePeriod } from './kpi-inputs.ts';

describe('writeFigure', () => {
	it('joins a unit of one word, a percentage and pounds to the figure', () => {
		expect(writeFigure(64.6, '%')).toBe('64.6%');
		expect(writeFigure(24, 'beds')).toBe('24 beds');
		expect(writeFigure(1250, '£ per contact')).toBe('£1,250');
		expect(writeFigure(-3, '£')).toBe('−£3');
	});

	it('leaves a unit that is a phrase aside', () => {
		expect(writeFigure(2.02, 'per 1,000')).toBe('2.02');
		expect(writeFigure(8.8, 'score 0–10')).toBe('8.8');
		expect(writeFigure(8.8, '')).toBe('8.8');
	});
});

describe('a baseline as typed', () => {
	const before = { value: 66.9, asAt: '2022/23' };

	it('keeps its period when the figure changes, and has none at first', () => {
		expect(parseBaselineFigure('70.1%', 'Luton', before, '%')).toEqual({ ok: true, value: { value: 70.1, asAt: '2022/23' } });
		expect(parseBaselineFigure('1,234', 'Luton', undefined, '%')).toEqual({ ok: true, value: { value: 1234, asAt: null } });
	});

	it('goes when the figure is cleared', () => {
		expect(parseBaselineFigure('  ', 'Luton', before, '%')).toEqual({ ok: true, value: undefined });
	});

	it('names the place and what was typed when it is no number', () => {
		expect(parseBaselineFigure('7O', 'Luton', before, '%')).toEqual({ ok: false, problem: 'Luton: “7O” is not a number. Enter a figure such as 70.' });
	});

	it('takes a period as the source writes it, up to its length', () => {
		expect(parsePeriod(' Jun  2024 ', 'Luton', before)).toEqual({ ok: true, value: { value: 66.9, asAt: '2024-06' } });
		expect(parsePeriod('2022/23', 'Luton', before)).toEqual({ ok: true, value: before });
		expect(parsePeriod('', 'Luton', before)).toEqual({ ok: true, value: { value: 66.9, asAt: null } });
		expect(parsePeriod('the year from April 2024', 'Luton', before)).toMatchObject({ ok: false });
		expect(parsePeriod('a\u0000b', 'Luton', before)).toMatchObject({ ok: false });
	});

	it('shows a kept month as people write it, and reads it back', () => {
		for (const kept of ['2024-06', '2022/23', '2020', 'Spring 2024', '2024-13']) {
			expect(parsePeriod(writePeriod(kept), 'Luton', before)).toEqual({ ok: true, value: { value: 66.9, asAt: kept } });
		}
		expect(writePeriod('2024-06')).toBe('Jun 2024');
		expect(writePeriod(null)).toBe('');
	});

	it('wants the figure before its period', () => {
		expect(parsePeriod('2022/23', 'Luton', undefined)).toEqual({ ok: false, problem: 'Luton: enter the figure first, then its period.' });
		expect(parsePeriod('', 'Luton', undefined)).toEqual({ ok: true, value: undefined });
	});
});

describe('a target as typed', () => {
	const before = { value: 75, by: '2028-03-31' };

	it('keeps its day when the figure changes, and goes when it is cleared', () => {
		expect(parseTargetFigure('80', before, '%')).toEqual({ ok: true, value: { value: 80, by: '2028-03-31' } });
		expect(parseTargetFigure('', before, '%')).toEqual({ ok: true, value: null });
	});

	it('of another unit is not taken', () => {
		expect(parseTargetFigure('£80', before, '%')).toMatchObject({ ok: false, problem: expect.stringContaining('in %, not in £') });
		expect(parseBaselineFigure('70%', 'Luton', undefined, 'beds')).toMatchObject({ ok: false, problem: expect.stringContaining('in beds, not in %') });
	});

	it('says what is no number, and keeps nothing of it', () => {
		expect(parseTargetFigure('about 80', before, '%')).toMatchObject({ ok: false });
	});

	it('reads the day as any date is typed, and wants the figure first', () => {
		expect(parseTargetDay('31/3/27', before, '2026-09-14')).toEqual({ ok: true, value: { value: 75, by: '2027-03-31' } });
		expect(parseTargetDay('', before, '2026-09-14')).toEqual({ ok: true, value: { value: 75, by: null } });
		expect(parseTargetDay('', null, '2026-09-14')).toEqual({ ok: true, value: null });
		expect(parseTargetDay('31 Mar 2027', null, '2026-09-14')).toMatchObject({ ok: false });
		expect(parseTargetDay('31 Jun 2027', before, '2026-09-14')).toMatchObject({ ok: false, problem: expect.stringContaining('June has 30 days') });
	});
});

describe('byTitle', () => {
	it('puts new ones first and archived ones last', () => {
		const kpi = (id: string, title: string, archived = false) => ({ id, title, archived });
		const sorted = [kpi('c', 'A', true), kpi('b', 'Treated'), kpi('a', 'Diagnosed'), kpi('d', '')].toSorted(byTitle);
		expect(sorted.map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
	});
});
