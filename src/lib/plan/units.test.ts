import { describe, expect, it } from 'vitest';
import { outsideUnit, parseFigureIn } from './units.ts';

describe('a figure typed with its unit', () => {
	it.each([
		['%', '75%', 75],
		['%', '75 per cent', 75],
		['% of referrals', '75 %', 75],
		['£ per contact', '£1,250.50', 1250.5],
		['beds', '24 beds', 24],
		['beds', '1 bed', 1],
		['days', '12days', 12],
		['per 1,000', '2.02', 2.02],
		['contacts per WTE', '3 contacts', 3],
		['', '75%', 75]
	])('in %s “%s” is read', (unit, typed, value) => {
		expect(parseFigureIn(unit, typed, 'Target')).toEqual({ ok: true, value });
	});

	it.each([
		['beds', '75%', 'Target: this KPI is in beds, not in %. Enter the figure in beds, or change the unit first.'],
		['%', '£5', 'Target: this KPI is in %, not in £. Enter the figure in %, or change the unit first.'],
		['days', '4 weeks', 'Target: this KPI is in days, not in weeks. Enter the figure in days, or change the unit first.'],
		['beds', '75 per cent', 'Target: this KPI is in beds, not in %. Enter the figure in beds, or change the unit first.'],
		['%', '7O', 'Target: “7O” is not a number. Enter a figure such as 70.'],
		['%', 'about 80 beds', 'Target: “about 80 beds” is not a number. Enter a figure such as 75 or 8.7.'],
		['', '4 weeks', 'Target: “4 weeks” is not a number. Enter a figure such as 75 or 8.7.']
	])('in %s “%s” is not taken, in words', (unit, typed, problem) => {
		expect(parseFigureIn(unit, typed, 'Target')).toEqual({ ok: false, problem });
	});
});

it('a share of a whole lies from 0 to 100; a percentage of a plan may not', () => {
	expect([100, 0, 101, -1].map((value) => outsideUnit(value, '%'))).toEqual([false, false, true, true]);
	expect(outsideUnit(750, 'per cent of patients')).toBe(true);
	expect([outsideUnit(118, '% of 2019/20 activity'), outsideUnit(-5, '% change on last year'), outsideUnit(103, '% of plan'), outsideUnit(1847, 'per 100,000')]).toEqual([false, false, false, false]);
});
