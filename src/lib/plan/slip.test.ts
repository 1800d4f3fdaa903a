import { describe, expect, it } from 'vitest';
import { defaultCheckpointName, parseBaselineReason, parseCheckpointName, type Baseline } from './baseline.ts';
import { parseComment } from './conversation.ts';
import { newId } from './ids.ts';
import { slipAgainst, slipOf } from './slip.ts';

describe('slip', () => {
	it('counts days, with a sign, in words', () => {
		expect(slipOf('2026-08-28', '2026-09-30')).toEqual({ days: 33, words: '+33 days' });
		expect(slipOf('2025-09-30', '2025-09-26')).toEqual({ days: -4, words: '−4 days' });
		expect(slipOf('2026-08-28', '2026-08-29')).toEqual({ days: 1, words: '+1 day' });
		expect(slipOf('2026-08-28', '2026-08-27')).toEqual({ days: -1, words: '−1 day' });
		expect(slipOf('2026-08-28', '2026-08-28')).toEqual({ days: 0, words: 'None' });
		expect(slipOf('2025-04-01', '2028-04-01')?.words).toBe('+1,096 days');
	});

	it('is not disturbed by the days the clocks change', () => {
		expect(slipOf('2026-03-28', '2026-03-30')?.days).toBe(2);
		expect(slipOf('2026-10-24', '2026-10-26')?.days).toBe(2);
	});

	it('tells a milestone that is new from one that had no date', () => {
		expect(slipOf(undefined, '2026-09-30')).toEqual({ days: null, words: 'New since baseline' });
		expect(slipOf(undefined, null)).toEqual({ days: null, words: 'New since baseline' });
		expect(slipOf(null, '2026-09-30')).toEqual({ days: null, words: 'No baseline date' });
		expect(slipOf(null, null)).toBeNull();
		expect(slipOf('2026-09-30', null)).toBeNull();
	});

	it('reads the baseline of a milestone', () => {
		const [held, archived, later] = [newId('ms'), newId('ms'), newId('ms')];
		const then = { ref: 'CAN-01', title: 'Clinics open', status: 'onTrack' as const, start: null, forecast: '2026-08-28', archived: false };
		const baseline: Baseline = {
			id: 'cp_1',
			name: 'April 2025',
			no: 1,
			at: '2025-04-01T09:00:00.000Z',
			approvedAt: '2025-04-02T09:00:00.000Z',
			approvedBy: 'Programme manager, Cancer',
			milestones: { [held]: then, [archived]: { ...then, archived: true } }
		};
		expect(slipAgainst(null, held, '2026-09-30')).toBeNull();
		expect(slipAgainst(baseline, held, '2026-09-30')?.words).toBe('+33 days');
		expect(slipAgainst(baseline, archived, '2026-09-30')?.words).toBe('New since baseline');
		expect(slipAgainst(baseline, later, '2026-09-30')?.words).toBe('New since baseline');
	});
});

describe('names and reasons of checkpoints', () => {
	it('keeps a name of 1–80 characters on one line', () => {
		expect(parseCheckpointName('  Board\n pack  ')).toEqual({ ok: true, value: 'Board pack' });
		expect(parseCheckpointName('x'.repeat(80)).ok).toBe(true);
		expect(parseCheckpointName('x'.repeat(81))).toEqual({ ok: false, problem: 'The name can hold 80 characters; this is 81.' });
		expect(parseCheckpointName(' \n ').ok).toBe(false);
		expect(parseCheckpointName('a\u0000b').ok).toBe(false);
	});

	it('offers a name that is free', () => {
		expect(defaultCheckpointName('2026-11-21', [])).toBe('Checkpoint 21 Nov 2026');
		expect(defaultCheckpointName('2026-11-21', ['checkpoint 21 nov 2026', 'Checkpoint 21 Nov 2026 (2)'])).toBe('Checkpoint 21 Nov 2026 (3)');
	});

	it('asks for a reason from the second baseline on', () => {
		expect(parseBaselineReason(' ', true)).toEqual({ ok: true, value: '' });
		expect(parseBaselineReason(' ', false).ok).toBe(false);
		expect(parseBaselineReason(' Merged with Fragile\r\nservices ', false)).toEqual({ ok: true, value: 'Merged with Fragile\nservices' });
		expect(parseBaselineReason('x'.repeat(501), false).ok).toBe(false);
	});
});

describe('what a comment may hold', () => {
	it('is trimmed text of 1–5,000 characters', () => {
		expect(parseComment('  Is this\r\nreal?\t ')).toEqual({ ok: true, value: 'Is this\nreal?' });
		expect(parseComment(' \n\u200b ')).toEqual({ ok: false, problem: 'Write something first.' });
		expect(parseComment('x'.repeat(5_000)).ok).toBe(true);
		expect(parseComment('x'.repeat(5_001))).toEqual({ ok: false, problem: 'A comment can hold 5,000 characters; this is 5,001.' });
		expect(parseComment('a\u0007b').ok).toBe(false);
		expect(parseComment('<b>so</b>')).toEqual({ ok: true, value: '<b>so</b>' });
	});
});
