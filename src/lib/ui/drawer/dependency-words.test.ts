import { describe, expect, it } from 'vitest';
import { clashWith } from '#lib/plan/problems.ts';
import { dependencyWords, slipWords } from './dependency-words.ts';

const milestone = { forecast: '2026-11-11', status: 'offTrack' } as const;

describe('dependencyWords', () => {
	it('counts the days that a needed milestone comes too late', () => {
		expect(dependencyWords(milestone, { forecast: '2026-11-30', status: 'atRisk' })).toEqual({ words: '19 days after this milestone', late: true });
		expect(dependencyWords(milestone, { forecast: '2026-11-12', status: 'onTrack' }).words).toBe('1 day after this milestone');
	});

	it('is in time on the very day', () => {
		expect(dependencyWords(milestone, { forecast: '2026-11-11', status: 'onTrack' })).toEqual({ words: 'in time', late: false });
	});

	it('says nothing of time once either is over, and says when a forecast is missing', () => {
		expect(dependencyWords(milestone, { forecast: '2026-11-30', status: 'complete' }).words).toBe('');
		expect(dependencyWords({ ...milestone, status: 'closed' }, { forecast: '2026-11-30', status: 'atRisk' }).words).toBe('');
		expect(dependencyWords(milestone, { forecast: null, status: 'notStarted' }).words).toBe('no forecast yet');
	});

	it('is late exactly when the plan reports a clash', () => {
		for (const forecast of [null, '2026-11-01', '2026-11-11', '2026-11-12']) {
			for (const status of ['onTrack', 'complete', 'closed', 'paused'] as const) {
				const needed = { ref: 'FRA-04', title: 'Agreement', forecast, status };
				expect(dependencyWords(milestone, needed).late).toBe(clashWith(milestone, needed) !== null);
			}
		}
	});
});

describe('slipWords', () => {
	it('says which way, and one day as one', () => {
		expect(slipWords(42)).toBe('42 days after baseline');
		expect(slipWords(-1)).toBe('1 day before baseline');
		expect(slipWords(0)).toBe('On the baseline date');
	});
});
