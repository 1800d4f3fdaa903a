import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectOf, type CompletedLink } from './association.ts';
import { addMonths } from './calendar.ts';
import { analyse } from './spc.ts';
import type { SpcAnalysis, SpcOptions } from './spc-types.ts';

/** A value a month from April 2024. */
const monthly = (values: readonly (number | null)[], options: Partial<SpcOptions> = {}): SpcAnalysis =>
	analyse(values.map((value, index) => ({ date: addMonths('2024-04-01', index), value })), { direction: 'increase', baselinePoints: 12, ...options });

/** Twelve usual months, April 2024 to March 2025: mean 50, limits about 44.7 to 55.3. */
const USUAL = [49, 51, 49, 51, 49, 51, 49, 51, 49, 51, 49, 51];
const steady = (count: number) => Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 49 : 51));
const RISEN = [...USUAL, ...steady(3), 57, 58, 57, 58, 57, 58]; // above from July to December 2025
const link = (completedOn: string, lagMonths = 0, effect: CompletedLink['effect'] = 'increase'): CompletedLink => ({ completedOn, lagMonths, effect });

describe('what a measure has done since a milestone was completed', () => {
	it.each<[string, CompletedLink, SpcAnalysis, string, string, string | null]>([
		['before completion and lag', link('2025-06-30', 3), monthly(RISEN), '2025-09-29', 'too-early', null],
		['on the day itself, without a reading of it', link('2025-12-15', 0), monthly(RISEN), '2025-12-15', 'too-early', null],
		['after the lag, the newest reading older', link('2025-06-30', 6), monthly(RISEN), '2026-03-01', 'too-early', null],
		['a run that begins the day after completion', link('2025-06-30', 3), monthly(RISEN), '2026-01-10', 'signal', '2025-07-01'],
		['a run that begins on the day of completion', link('2025-07-01', 3), monthly(RISEN), '2026-01-10', 'signal', '2025-07-01'],
		['a run that began in the month of completion, before it', link('2025-07-02', 3), monthly(RISEN), '2026-01-10', 'no-signal', null],
		['a run that began before and goes on', link('2025-09-15', 1), monthly(RISEN), '2026-01-10', 'no-signal', null],
		['a run within the lag', link('2025-06-30', 5), monthly(RISEN), '2026-01-10', 'signal', '2025-07-01'],
		['nothing unusual', link('2025-03-31', 3), monthly([...USUAL, ...steady(9)]), '2026-01-10', 'no-signal', null],
		['the wrong way', link('2025-06-30', 3, 'decrease'), monthly(RISEN), '2026-01-10', 'no-signal', null],
		['a decrease where lower is better', link('2025-06-30', 3, 'decrease'), monthly(RISEN.map((value) => 100 - value), { direction: 'decrease' }), '2026-01-10', 'signal', '2025-07-01'],
		['a decrease that was expected, though higher is better', link('2025-06-30', 3, 'decrease'), monthly(RISEN.map((value) => 100 - value)), '2026-01-10', 'signal', '2025-07-01'],
		['a measure without direction', link('2025-06-30', 3), monthly(RISEN, { direction: 'neutral' }), '2026-01-10', 'signal', '2025-07-01'],
		['a missing value inside the run does not begin a new one', link('2025-08-15', 1), monthly([...USUAL, ...steady(3), 57, 58, null, 57, 58, 57, 58]), '2026-02-10', 'no-signal', null],
		['a usual value does', link('2025-08-15', 1), monthly([...USUAL, ...steady(3), 57, 58, 50, 57, 58]), '2026-01-10', 'signal', '2025-10-01'],
		['readings after today are left out', link('2025-06-15', 0), monthly(RISEN), '2025-06-30', 'too-early', null],
		['too few points for limits', link('2024-06-15', 0), monthly([1, 2, 3, 4, 5], { baselinePoints: null }), '2025-01-10', 'too-early', null],
		['no reading at all', link('2024-06-15', 0), monthly([], { baselinePoints: null }), '2025-01-10', 'too-early', null],
		['to be maintained, and it was', link('2025-03-31', 3, 'maintain'), monthly([...USUAL, ...steady(9)]), '2026-01-10', 'no-signal', null],
		['to be maintained, and worse', link('2025-06-30', 3, 'maintain'), monthly(RISEN, { direction: 'decrease' }), '2026-01-10', 'signal', '2025-07-01'],
		['to be maintained, and better', link('2025-06-30', 3, 'maintain'), monthly(RISEN), '2026-01-10', 'signal', '2025-07-01']
	])('%s', (_, given, analysis, today, says, since) => {
		expect(effectOf(given, analysis, today)).toMatchObject({ says, since });
	});

	it('says whether that is what was expected', () => {
		const maintained = (direction: SpcOptions['direction'], values: number[] = RISEN) => effectOf(link('2025-06-30', 3, 'maintain'), monthly(values, { direction }), '2026-01-10').asExpected;
		expect(maintained('increase', [...USUAL, ...steady(9)])).toBe(true);
		expect(maintained('increase')).toBe(true);
		expect(maintained('decrease')).toBe(false);
		expect(maintained('neutral')).toBe(false);
		expect(effectOf(link('2025-06-30', 3), monthly(RISEN), '2026-01-10').asExpected).toBe(true);
		expect(effectOf(link('2025-06-30', 3, 'decrease'), monthly(RISEN), '2026-01-10').asExpected).toBe(false);
		expect(effectOf(link('2025-06-30', 9), monthly(RISEN), '2026-01-10').asExpected).toBeNull();
	});

	it.each([
		['2025-11-30', 3, '2026-02-28'],
		['2027-11-30', 3, '2028-02-29'],
		['2024-02-29', 12, '2025-02-28'],
		['2025-12-31', 2, '2026-02-28'],
		['2025-08-31', 1, '2025-09-30'],
		['2025-12-15', 0, '2025-12-15'],
		['2025-01-31', 60, '2030-01-31']
	])('%s and %i months is expected from %s', (completedOn, lagMonths, expectedFrom) => {
		expect(effectOf(link(completedOn, lagMonths), monthly(RISEN), '2025-01-01').expectedFrom).toBe(expectedFrom);
	});

	it('speaks of what came after what, never of a cause', () => {
		const after = effectOf(link('2025-06-30', 3), monthly(RISEN), '2026-01-10');
		expect(after.sentence).toBe('Delivered 30 Jun 2025. Values higher than usual began in Jul 2025 and last. This is an association: other things may have moved the measure too.');
		expect(effectOf(link('2025-06-30', 3, 'decrease'), monthly(RISEN), '2026-01-10').sentence).toBe('Delivered 30 Jun 2025, and no signal of a decrease since. Values higher than usual began in Jul 2025 and last, the other way.');
		expect(effectOf(link('2025-06-30', 3), monthly([...RISEN.slice(0, 17), 50, 49]), '2026-01-10').sentence).toContain('were seen from Jul 2025 to Aug 2025.');
		expect(effectOf(link('2025-09-15', 1), monthly(RISEN), '2026-01-10').sentence).toBe('Delivered 15 Sep 2025, and no new signal since: values higher than usual had begun before it, in Jul 2025.');
		expect(effectOf(link('2025-09-15', 1), monthly([...RISEN.slice(0, 17), 50, 49, 51, 50]), '2026-01-10').sentence).toBe('Delivered 15 Sep 2025, and no signal of an increase since.');
		expect(effectOf(link('2025-06-30', 9), monthly(RISEN), '2026-01-10').sentence).toBe('Too early to say: an increase is expected from 30 Mar 2026.');
		expect(effectOf(link('2025-06-30', 6), monthly(RISEN), '2026-01-10').sentence).toBe('Too early to say: there is no reading yet for a period that begins on or after 30 Dec 2025.');
	});

	it('calls a rise a rise, as it may lie below the average', () => {
		const rising = [...USUAL, ...steady(3), 48, 48.5, 49, 49.5, 50, 50.5];
		expect(effectOf(link('2025-06-30', 3), monthly(rising), '2026-01-10').sentence).toContain('Delivered 30 Jun 2025. Rising values began in Jul 2025 and last.');
		expect(effectOf(link('2025-06-30', 3, 'decrease'), monthly(rising.map((value) => 100 - value)), '2026-01-10').sentence).toContain('Falling values began in');
		expect(effectOf(link('2025-09-15', 1), monthly([...rising, 60, 57, 58]), '2026-04-10').sentence).toContain('no new signal since: rising and then high values had begun before it, in Jul 2025.');
	});

	it('says when new limits may hide the change', () => {
		const inside = monthly([...USUAL, ...steady(3), 57, 56, 57, 56, 57, 56, 57, 56, 57, 56, 57, 56, 57], { recalculateAt: ['2025-07-01'], baselinePoints: null });
		expect(effectOf(link('2025-06-30', 1), inside, '2026-09-10')).toMatchObject({ says: 'no-signal', sentence: 'Delivered 30 Jun 2025, and no signal of an increase since. The limits were worked out anew from Jul 2025, so a change before then may no longer show.' });
	});

	it('is never a signal without the beginning of a marked run on or after completion', () => {
		const value = fc.option(fc.integer({ min: 40, max: 60 }), { nil: null, freq: 8 });
		const given = fc.record({
			values: fc.array(value, { maxLength: 40, size: 'max' }),
			completed: fc.integer({ min: 0, max: 1_400 }),
			lagMonths: fc.integer({ min: 0, max: 12 }),
			effect: fc.constantFrom<CompletedLink['effect']>('increase', 'decrease', 'maintain'),
			direction: fc.constantFrom<SpcOptions['direction']>('increase', 'decrease', 'neutral'),
			profile: fc.constantFrom<'mdc' | 'nhsr'>('mdc', 'nhsr'),
			later: fc.integer({ min: -100, max: 900 })
		});
		fc.assert(
			fc.property(given, ({ values, completed, lagMonths, effect, direction, profile, later }) => {
				const dayOf = (days: number) => new Date(Date.UTC(2024, 3, 1 + days)).toISOString().slice(0, 10);
				const completedOn = dayOf(completed);
				const today = dayOf(completed + later);
				const analysis = monthly(values, { direction, profile, baselinePoints: null });
				const { says, since, expectedFrom, asExpected, sentence } = effectOf({ completedOn, lagMonths, effect }, analysis, today);
				expect(sentence).not.toMatch(/caus|because|due to|led to|result|thanks|effect of|impact/i);
				expect(sentence.includes('association')).toBe(says === 'signal');
				if (today < addMonths(completedOn, lagMonths)) expect(says).toBe('too-early');
				expect(since !== null).toBe(says === 'signal');
				expect(asExpected === null).toBe(says === 'too-early');
				if (says !== 'signal' || since === null) return;
				const known = analysis.points.filter((point) => point.value !== null && point.date <= today);
				const at = known.findIndex(({ date }) => date === since);
				expect(since >= completedOn).toBe(true);
				expect(known[at]?.rule).not.toBe('none');
				expect(known.at(-1)?.date.localeCompare(expectedFrom)).toBeGreaterThanOrEqual(0);
				const high = /high|up/.test(known[at]?.rule ?? '');
				if (effect !== 'maintain') expect(high).toBe(effect === 'increase');
				const before = known[at - 1]?.rule ?? 'none';
				expect(before === 'none' || /high|up/.test(before) !== high).toBe(true);
			}),
			{ numRuns: 300 }
		);
	});
});
