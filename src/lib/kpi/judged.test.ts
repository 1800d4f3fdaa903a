import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayAt, dayNumber } from './calendar.ts';
import { judge, judgeIn } from './judged.ts';
import { limitPointsProblem, limitRulesIn, limitRuleWords, limitsHolding, type LimitsJudged } from './limits.ts';

const month = (index: number) => ({ periodStart: addMonths('2024-04-01', index), periodEnd: dayAt(dayNumber(addMonths('2024-04-01', index + 1)) - 1) });
const monthly = (values: readonly number[]) => values.map((value, index) => ({ ...month(index), value }));
const steady = (count: number, level = 50) => Array.from({ length: count }, (_, index) => level + (index % 2));
const judgement = (others: Partial<LimitsJudged>): LimitsJudged => ({ place: null, from: null, points: null, at: '2026-01-01T00:00:00.000Z', ...others });
const figures = (analysis: ReturnType<typeof judge>['analysis']) => [...new Set(analysis.points.map(({ mean }) => mean))];

describe('how limits are set', () => {
	it('K5: is from all points unless somebody judged otherwise', () => {
		const readings = monthly([...steady(18), ...steady(10, 60)]);
		const all = judge(readings, { direction: 'increase', target: null, limitPoints: null }).analysis;
		expect(all.points.every(({ usedInLimits }) => usedInLimits)).toBe(true);
		expect(figures(all)).toHaveLength(1);
		expect(judgeIn('luton', readings, { direction: 'increase', target: null, judgements: [] }).analysis).toEqual(all);
		const first = judgeIn('luton', readings, { direction: 'increase', target: null, judgements: [judgement({ points: 18 })] }).analysis;
		expect(first.points.filter(({ usedInLimits }) => usedInLimits)).toHaveLength(18);
		expect(figures(first)).toEqual([50.5]);
	});

	it('K5: takes the first points of each section, and what there is of a shorter one', () => {
		const readings = monthly([...steady(18), ...steady(10, 60)]);
		const { analysis } = judgeIn('luton', readings, { direction: 'increase', target: null, judgements: [judgement({ points: 14 }), judgement({ from: '2025-10-01' })] });
		expect(figures(analysis)).toEqual([50.5, 60.5]);
		expect(analysis.points.filter(({ usedInLimits }) => usedInLimits)).toHaveLength(24);
	});

	it('K5: goes by the place’s own word before one of every place, whichever is newer, and by every day', () => {
		const own = judgement({ place: 'luton', points: 15, at: '2025-01-01T00:00:00.000Z' });
		const everywhere = judgement({ points: 20 });
		const days = [judgement({ from: '2025-04-01' }), judgement({ place: 'luton', from: '2025-10-01' }), judgement({ place: 'bedford', from: '2025-06-01' })];
		expect(limitRulesIn('luton', [everywhere, own, ...days])).toEqual({ limitPoints: 15, recalculateAt: ['2025-04-01', '2025-10-01'] });
		expect(limitRulesIn('bedford', [everywhere, own, ...days])).toEqual({ limitPoints: 20, recalculateAt: ['2025-04-01', '2025-06-01'] });
		expect(limitsHolding('luton', [everywhere, judgement({ points: 30, at: '2026-02-01T00:00:00.000Z' })]).first?.points).toBe(30);
	});

	it('K5: takes all points of a place that was left out of a word on every place', () => {
		const readings = monthly([...steady(18), ...steady(10, 60)]);
		const judgements = [judgement({ points: 18 }), judgement({ place: 'luton', points: 'all' })];
		expect(limitRulesIn('luton', judgements)).toEqual({ limitPoints: null, recalculateAt: [] });
		expect(limitRulesIn('bedford', judgements)).toEqual({ limitPoints: 18, recalculateAt: [] });
		expect(judgeIn('luton', readings, { direction: 'increase', target: null, judgements }).analysis.points.every(({ usedInLimits }) => usedInLimits)).toBe(true);
		expect(limitPointsProblem('all')).toBeNull();
		expect(limitRuleWords({ from: null, points: 'all' }, readings)).toBe('Limits from all months');
	});

	it('K5: counts a missing month among the first, so that a value which comes late moves nothing else', () => {
		const readings = monthly(steady(28)).filter((_, index) => index !== 4);
		const { analysis } = judge(readings, { direction: 'increase', target: null, limitPoints: 18 });
		expect(analysis.points.findLast(({ usedInLimits }) => usedInLimits)?.date).toBe('2025-09-01');
	});

	it('says what number of points can be asked for, and why', () => {
		expect(limitPointsProblem(13)).toBeNull();
		expect(limitPointsProblem(60)).toBeNull();
		expect(limitPointsProblem(12)).toContain('by chance');
		expect(limitPointsProblem(61)).toContain('would hide');
		for (const odd of [NaN, 18.5, Infinity]) expect(limitPointsProblem(odd)).toContain('a whole number');
		expect(limitRuleWords({ from: null, points: 18 }, monthly(steady(3)))).toBe('Limits from the first 18 months');
		expect(limitRuleWords({ from: '2025-04-01', points: null }, [])).toBe('Limits worked out anew from Apr 2025');
		expect(limitRuleWords({ from: '2025-04-07', points: null }, [])).toBe('Limits worked out anew from 7 Apr 2025');
	});

	it('never makes later values move limits from first points', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 14, maxLength: 40 }), fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 10 }), (values, later) => {
				const limits = (all: readonly number[]) => judge(monthly(all), { direction: 'neutral', limitPoints: 13 }).analysis.points.slice(0, values.length).map(({ mean, lower, upper }) => [mean, lower, upper]);
				expect(limits([...values, ...later])).toEqual(limits(values));
			})
		);
	});
});
