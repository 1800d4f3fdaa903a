import { describe, expect, it } from 'vitest';
import { CONFIDENCE_LEVELS, confidenceGap, gapWords, historyOf, parseReason, readKind, readLevel, type ConfidenceView } from './confidence.ts';
import { STATUSES } from './fields.ts';

describe('the gap that confidence makes', () => {
	it('is High against Low, whatever the status', () => {
		for (const status of STATUSES) {
			expect(confidenceGap(status, { delivery: 'high', clinical: 'low' })).toEqual({ why: 'opposed', high: 'delivery', low: 'clinical' });
			expect(confidenceGap(status, { delivery: 'low', clinical: 'high' })).toEqual({ why: 'opposed', high: 'clinical', low: 'delivery' });
		}
	});

	it('is on track with Low, of one or of both', () => {
		expect(confidenceGap('onTrack', { delivery: 'low' })).toEqual({ why: 'on-track-but-low', kinds: ['delivery'] });
		expect(confidenceGap('onTrack', { clinical: 'low', delivery: 'medium' })).toEqual({ why: 'on-track-but-low', kinds: ['clinical'] });
		expect(confidenceGap('onTrack', { clinical: 'low', delivery: 'low' })).toEqual({ why: 'on-track-but-low', kinds: ['delivery', 'clinical'] });
		for (const status of STATUSES) if (status !== 'onTrack') expect(confidenceGap(status, { delivery: 'low', clinical: 'medium' })).toBeNull();
	});

	it('is nothing where nobody says Low', () => {
		expect(confidenceGap('onTrack', {})).toBeNull();
		for (const level of CONFIDENCE_LEVELS) if (level !== 'low') expect(confidenceGap('onTrack', { delivery: level, clinical: 'high' })).toBeNull();
	});
});

describe('the words of a gap', () => {
	it('name who says what', () => {
		expect(gapWords({ why: 'opposed', high: 'delivery', low: 'clinical' })).toBe('Delivery confidence is high, clinical confidence is low');
		expect(gapWords({ why: 'on-track-but-low', kinds: ['clinical'] })).toBe('Reported on track, but clinical confidence is low');
		expect(gapWords({ why: 'on-track-but-low', kinds: ['delivery', 'clinical'] })).toBe('Reported on track, but delivery confidence and clinical confidence are low');
	});
});

describe('a statement of confidence', () => {
	it('has a reason of 1 to 1,000 characters', () => {
		expect(parseReason(' Two sites.\r\n')).toEqual({ ok: true, value: 'Two sites.' });
		expect(parseReason(' \n')).toEqual({ ok: false, problem: 'Say why in a sentence.' });
		expect(parseReason('x'.repeat(1_001)).ok).toBe(false);
		expect(parseReason('a\u0000b').ok).toBe(false);
	});

	it('is read by exact names', () => {
		expect([readKind('clinical'), readKind('Clinical'), readKind('toString')]).toEqual(['clinical', null, null]);
		expect([readLevel('low'), readLevel('LOW'), readLevel('')]).toEqual(['low', null, null]);
	});

	it('shows the level that stood before it', () => {
		const of = (kind: ConfidenceView['kind'], level: ConfidenceView['level']): ConfidenceView => ({ id: `${kind} ${level}`, milestone: null, kind, level, reason: '', at: '', by: { name: '', initials: '' } });
		const statements = [of('delivery', 'low'), of('clinical', 'high'), of('delivery', 'medium')];
		expect(historyOf(statements, 'delivery').map(({ level, was }) => [level, was])).toEqual([['low', 'medium'], ['medium', null]]);
		expect(historyOf([], 'clinical')).toEqual([]);
	});
});
