import { expect, test } from 'vitest';
import { addMonths, dayAfterKey, weeksOf } from './month.ts';

test('weeks begin on Monday and hold the whole month', () => {
	const weeks = weeksOf('2026-09-14');
	expect(weeks).toHaveLength(5);
	expect(weeks[0]).toEqual(['2026-08-31', '2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-05', '2026-09-06']);
	expect(weeks.flat()).toContain('2026-09-30');
	// February 2027 is exactly four weeks.
	expect(weeksOf('2027-02-10').flat()).toHaveLength(28);
});

test('a month later is the same date, or the last one of a shorter month', () => {
	expect([addMonths('2026-01-31', 1), addMonths('2026-12-15', 1), addMonths('2026-01-15', -1)]).toEqual(['2026-02-28', '2027-01-15', '2025-12-15']);
});

test.each([
	['ArrowLeft', false, '2026-09-13'],
	['ArrowDown', false, '2026-09-21'],
	['Home', false, '2026-09-14'],
	['End', false, '2026-09-20'],
	['PageUp', false, '2026-08-14'],
	['PageDown', true, '2027-09-14'],
	['Enter', false, null]
])('%s (shift %s) leads to %s', (key, shift, expected) => {
	expect(dayAfterKey('2026-09-14', { key, shift })).toBe(expected);
});
