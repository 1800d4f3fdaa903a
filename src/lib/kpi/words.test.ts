import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayAt, dayNumber } from './calendar.ts';
import { chartDescription, chartNotes, chartTitle, wordsOptions } from './chart-words.ts';
import { assuranceSentence, signalSentence } from './signal-words.ts';
import { analyse } from './spc.ts';
import type { Rule, SpcOptions, Variation } from './spc-types.ts';
import { assuranceWords, decimalsOf, fromTarget, variationLabel, variationWords, writeNumber, writeTick, writeValue } from './words.ts';

const LOOK = [61.8, 60.4, 59.24, 62.1, 60.8, 62.9, 61.2, 63, 60.5, 54.1, 61.4, 62.3, 60.9, 62.6, 61, 62.4, 60.3, 60.9, 63.1, 65.9, 67.2, 66.4, 68.5, 67.7, 69.3, 68.2, 69.9, 70.6];
const steady = (count: number) => Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 49 : 51));

function monthly(values: readonly (number | null)[], options: Partial<SpcOptions> = {}) {
	const periods = values.map((_, index) => {
		const periodStart = addMonths('2024-04-01', index);
		return { periodStart, periodEnd: dayAt(dayNumber(addMonths(periodStart, 1)) - 1) };
	});
	return { periods, analysis: analyse(values.map((value, index) => ({ date: periods[index]?.periodStart ?? '', value })), { direction: 'increase', ...options }) };
}
const sentence = (values: readonly (number | null)[], options: Partial<SpcOptions> = {}, unit = '%') => {
	const { analysis, periods } = monthly(values, options);
	return signalSentence(analysis, wordsOptions(analysis, periods, unit));
};

describe('words for marks', () => {
	it('names every icon', () => {
		const all: (Variation | null)[] = ['improvement-high', 'improvement-low', 'concern-high', 'concern-low', 'neutral-high', 'neutral-low', 'common', null];
		expect(all.map(variationWords)).toEqual(['Improving', 'Improving', 'Concern, getting higher', 'Concern, getting lower', 'Unusual, higher', 'Unusual, lower', 'No significant change', 'Too few points']);
		expect(new Set(all.map(variationLabel)).size).toBe(all.length);
		expect((['pass', 'fail', 'hit-or-miss'] as const).map((each) => assuranceWords(each))).toEqual(['Meets target', 'Falls short of target', 'Hit and miss']);
		expect([assuranceWords(null), assuranceWords(null, 'points')]).toEqual(['No target', 'Too few points']);
	});
});

describe('figures', () => {
	it('writes a figure with its unit', () => {
		expect([writeValue(70.6, '%'), writeValue(1250, '£ per day'), writeValue(-3.5, '£'), writeValue(24, 'beds'), writeValue(8.8, 'out of 10'), writeValue(61, '%', 1), writeValue(4.1, '£', 1)]).toEqual(['70.6%', '£1,250', '−£3.50', '24 beds', '8.8', '61.0%', '£4.10']);
		expect(writeNumber(-0.04, 1)).toBe('0.0');
		expect(writeTick(20, 'beds', 0)).toBe('20');
	});

	it('takes the decimals that three in four need', () => {
		expect(decimalsOf(LOOK)).toBe(1);
		expect(decimalsOf([1, 2, null])).toBe(0);
		expect(decimalsOf([0.123456, 0.2345])).toBe(2);
		expect(decimalsOf([1_234.56, 9.1])).toBe(0);
		expect(decimalsOf([])).toBe(0);
	});

	it('says how far from target: percentages differ by points', () => {
		expect(fromTarget(70.6, 85, '%', 1)).toBe('14.4 points below target');
		expect(fromTarget(30, 24, 'beds', 0)).toBe('6 beds above target');
		expect(fromTarget(85, 85, '%', 1)).toBe('on target');
	});
});

describe('the newest signal in a sentence', () => {
	it('counts a run, and says when its average is an old one', () => {
		expect(sentence(LOOK, { baselinePoints: 18 })).toBe('Ten months in a row above the old average of 61.0%, and Jul 2026 is above the upper limit of 67.0%.');
		expect(sentence([...steady(14), 52, 51.5, 52, 51.5, 52, 51.5])).toMatch(/^Seven months in a row above the average of 50\.\d%\.$/);
		expect(sentence([...steady(14), 48, 48.5, 48, 48.5, 48, 48.5])).toMatch(/^Six months in a row below the average of 49\.\d%\.$/);
	});

	it('tells a point beyond a limit, a rise and two of three', () => {
		expect(sentence([...steady(20), 70])).toMatch(/^Dec 2025 is above the upper limit of 5\d\.\d%\.$/);
		expect(sentence([...steady(15), 49.2, 49.5, 49.8, 50.1, 50.4, 50.7])).toBe('Seven months in a row, each higher than the one before.');
		expect(sentence([...steady(20), 54.5, 54.4], { baselinePoints: 20 })).toBe('Two of three months in a row are close to the upper limit of 55.3%.');
	});

	it('has an answer when nothing is unusual, and when nothing can be', () => {
		expect(sentence(steady(20), { baselinePoints: 20 })).toBe('The newest value is within the usual range, 44.7% to 55.3%.');
		expect(sentence([50, 51, null])).toBe('Two values so far, without limits.');
		expect(sentence([])).toBe('There is no value yet.');
	});

	it('says several averages where a run reaches across new limits', () => {
		expect(sentence([...steady(14), 52, 52.5, 53, 52.5, 57, 57.5, 57], { recalculateAt: ['2025-10-01'] })).not.toContain('old');
	});

	it('says a run also where too few points for limits have followed new ones', () => {
		const risen = [...steady(15), 49.2, 49.5, 49.8, 50.1, 50.4, 50.7];
		expect(sentence(risen, { recalculateAt: ['2025-12-01'] })).toBe('Seven months in a row, each higher than the one before.');
		expect(sentence(steady(20), { recalculateAt: ['2025-11-01'] })).toBe('One value since the limits were to be worked out anew, and too few in a row for limits.');
		expect(sentence(Array.from({ length: 27 }, (_, index) => (index % 2 === 0 ? 50 : null)))).toBe('14 values, and too few in a row for limits.');
	});

	it('says what the analysis says', () => {
		const value = fc.option(fc.integer({ min: -30, max: 30 }).map((tenths) => tenths / 10), { nil: null, freq: 20 });
		const drift = fc.constantFrom(0, 0, 0.5, -0.5);
		const given = fc.tuple(fc.array(value, { maxLength: 45, size: 'max' }), drift, fc.constantFrom('increase', 'decrease', 'neutral'), fc.option(fc.integer({ min: 0, max: 44 }), { nil: null }), fc.constantFrom(null, null, 13));
		const said: Record<Rule, RegExp> = {
			none: /^The newest value is within the usual range|too few in a row for limits\.$/,
			'above-upper': /above the upper limit of [\d.−]+%\.$/,
			'below-lower': /below the lower limit of [\d.−]+%\.$/,
			'trend-up': /^(\S+) months in a row, each higher than the one before\.$/,
			'trend-down': /^(\S+) months in a row, each lower than the one before\.$/,
			'two-in-three-high': /^Two of three months in a row are close to the upper limit of [\d.−]+%\.$/,
			'two-in-three-low': /^Two of three months in a row are close to the lower limit of [\d.−]+%\.$/,
			'shift-high': /^(\S+) months in a row above (the (old )?average of [\d.−]+%|their averages)\.$/,
			'shift-low': /^(\S+) months in a row below (the (old )?average of [\d.−]+%|their averages)\.$/
		};
		const seen = new Set<Rule>();
		fc.assert(
			fc.property(given, ([sample, slope, direction, anew, baselinePoints]) => {
				const values = sample.map((each, index) => (each === null ? null : each + Math.round(slope * Math.max(0, index - 30) * 10) / 10));
				const { analysis, periods } = monthly(values, { direction, baselinePoints, recalculateAt: anew === null ? [] : [addMonths('2024-04-01', anew)] });
				const words = signalSentence(analysis, wordsOptions(analysis, periods, '%'));
				const newest = analysis.points.findLast((point) => point.value !== null);
				if (!newest || analysis.variation === null) {
					expect(words).toMatch(newest ? /^\S+ values? so far, without limits\.$/ : /^There is no value yet\.$/);
					return;
				}
				seen.add(newest.rule);
				expect(words).toMatch(said[newest.rule]);
				const written = said[newest.rule].exec(words)?.[1];
				if (written !== undefined) expect(['Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'].includes(written) || Number(written) >= 13).toBe(true);
				if (newest.upper !== null) expect(words).not.toContain('too few');
			}),
			{ numRuns: 1_500 }
		);
		expect(seen.size).toBeGreaterThan(6);
	});

	it('never throws, and ends as a sentence', () => {
		const value = fc.option(fc.double({ min: -1_000, max: 1_000, noNaN: true }), { nil: null, freq: 6 });
		fc.assert(
			fc.property(fc.array(value, { maxLength: 40, size: 'max' }), fc.constantFrom('increase', 'decrease', 'neutral'), fc.option(fc.integer({ min: -50, max: 50 }), { nil: null }), (values, direction, target) => {
				const { analysis, periods } = monthly(values, { direction, target });
				expect(signalSentence(analysis, wordsOptions(analysis, periods, '%'))).toMatch(/^[A-Z0-9−].*\.$/);
				const words = { title: 'A KPI', analysis, periods, unit: '%', targets: target === null ? [] : [{ from: null, value: target }] };
				expect(chartDescription(words)).toMatch(/\.$/);
				expect(chartTitle(words)).toContain('A KPI');
				expect(chartNotes(words).every((note) => note.endsWith('.'))).toBe(true);
			}),
			{ numRuns: 200 }
		);
	});
});

describe('the target in a sentence', () => {
	const against = (values: number[], target: number, direction: 'increase' | 'decrease' = 'increase') => {
		const { analysis, periods } = monthly(values, { target, direction, baselinePoints: 18 });
		return assuranceSentence(analysis, { ...wordsOptions(analysis, periods, '%'), target, direction });
	};
	it.each([
		['falls short', against(LOOK, 85), 'Every month is below 85%, and the usual range ends at 67.0%.'],
		['falls short by its range alone', against(LOOK, 68), 'The usual range ends at 67.0%, below the target of 68%.'],
		['hit and miss', against(LOOK, 60), 'The target of 60% is within the usual range, 55.0% to 67.0%: it is met or missed by chance.'],
		['meets it', against(LOOK, 50), 'Every month is above 50%, and the usual range begins at 55.0%.'],
		['lower is better, meets it', against(LOOK, 85, 'decrease'), 'Every month is below 85%, and the usual range ends at 67.0%.'],
		['lower is better, falls short', against(LOOK, 50, 'decrease'), 'Every month is above 50%, and the usual range begins at 55.0%.']
	])('%s', (_, found, expected) => expect(found).toBe(expected));

	it('is right of every series: each thing it says holds', () => {
		const value = fc.integer({ min: -20, max: 20 }).map((tenths) => 50 + tenths / 10);
		fc.assert(
			fc.property(fc.array(value, { minLength: 13, maxLength: 30 }), fc.integer({ min: 440, max: 560 }), fc.constantFrom('increase' as const, 'decrease' as const), (values, tenths, direction) => {
				const target = tenths / 10;
				const { analysis, periods } = monthly(values, { target, direction });
				const words = assuranceSentence(analysis, { ...wordsOptions(analysis, periods, '%'), target, direction });
				if (/^Every month is below/.test(words)) expect(values.every((each) => each < target)).toBe(true);
				if (/^Every month is above/.test(words)) expect(values.every((each) => each > target)).toBe(true);
				const { lower, upper } = analysis.points.at(-1) ?? {};
				if (words.includes('met or missed by chance')) expect((lower ?? NaN) < target && target < (upper ?? NaN)).toBe(true);
				else if (/usual range ends at/.test(words)) expect((upper ?? NaN) <= target + 1e-9).toBe(true);
				else expect(words.includes('on the target') || (lower ?? NaN) >= target - 1e-9).toBe(true);
				expect(words.includes('by chance')).toBe(analysis.assurance === 'hit-or-miss');
			})
		);
	});

	it('says of a target on the limit, and of one that every value is on, that it is on it', () => {
		const { analysis } = monthly(LOOK, { baselinePoints: 18 });
		expect(against(LOOK, analysis.points[0]?.upper ?? NaN)).toMatch(/^The usual range ends at 67\.0%, on the target of /);
		expect(against(Array.from({ length: 20 }, () => 100), 100)).toBe('Every month is on the target of 100%.');
	});

	it('says nothing without limits', () => {
		const { analysis, periods } = monthly([1, 2, 3], { target: 5 });
		expect(assuranceSentence(analysis, { ...wordsOptions(analysis, periods, '%'), target: 5, direction: 'increase' })).toBe('');
	});
});

describe('a chart in words', () => {
	const { analysis, periods } = monthly(LOOK, { target: 85, baselinePoints: 18 });
	const marked = periods.map((each, index) => ({ ...each, status: index > 25 ? ('provisional' as const) : ('final' as const) }));
	const words = { title: 'Treated within 62 days, Luton', analysis, periods: marked, unit: '%', targets: [{ from: null, value: 85 }] };

	it('says what it shows', () => {
		expect(chartTitle(words)).toBe('Treated within 62 days, Luton, monthly, Apr 2024 to Jul 2026');
		expect(chartDescription(words)).toBe(
			'Newest value 70.6% in Jul 2026, provisional. Average 61.0%, limits 55.0% to 67.0%. Improving. Ten months in a row above the old average of 61.0%, and Jul 2026 is above the upper limit of 67.0%. Target 85%: the newest value is 14.4 points below target. Falls short of target. The table gives every value.'
		);
	});

	it('notes what is provisional, missing, anew and too few', () => {
		expect(chartNotes(words)).toEqual(['Hollow marks are provisional: Jun 2026 and Jul 2026.']);
		const few = monthly([1, 2, null, 4, null, null]);
		expect(chartNotes({ ...words, analysis: few.analysis, periods: few.periods })).toEqual(['3 points, and limits need 13: only the average is drawn.', 'No value for Jun 2024: the line breaks there.']);
		const gone = few.periods.filter((_, index) => index !== 1);
		expect(chartNotes({ ...words, analysis: analyse([{ date: '2024-04-01', value: 1 }, { date: '2024-06-01', value: 2 }], { direction: 'increase' }), periods: gone.slice(0, 2) })[1]).toBe('No value for May 2024: the line breaks there.');
		const anew = chartNotes({ ...words, periods, recalculations: [{ from: '2025-10-01', points: null, why: 'A new pathway.', by: 'Programme manager', at: '2025-11-03T09:00:00Z' }] });
		expect(anew).toEqual(['Limits worked out anew from Oct 2025: A new pathway (Programme manager, 3 Nov 2025).']);
		expect(chartNotes({ ...words, periods, noLimits: 'Yearly.' })).toEqual(['Yearly.']);
	});
});
