import { expect, test } from 'vitest';
import { daysBetween } from '#lib/plan/dates.ts';
import { byColumn, clashesOf, daysLater, firstSlipIn, needsOf, slipIn, whenWords } from './facts.ts';
import { PLAN, sampleMilestone, sampleWorld } from './sample.ts';

const needed = sampleMilestone('02', { forecast: '2026-11-30', status: 'onTrack' });
const milestone = sampleMilestone('01', { forecast: '2026-11-25', status: 'onTrack', dependsOn: { [`${PLAN}/ms_02`]: true, 'pl_fragile/ms_04': true } });
const world = sampleWorld({ milestones: new Map([milestone, needed].map((each) => [each.id, each])) });

test('a date that is typed is held against what it needs', () => {
	expect(clashesOf(milestone, '2026-11-25', world)).toEqual(['5 days too soon: needs CAN-02, forecast 30 Nov 2026.']);
	expect(clashesOf(milestone, '2026-11-30', world)).toEqual([]);
	expect(needsOf(milestone, world)).toEqual({ count: 2, late: 1 });
	expect(needsOf({ ...milestone, forecast: '2026-12-01' }, world)).toEqual({ count: 2, late: 0 });
	expect(needsOf({ ...milestone, forecast: '2026-12-01' }, { ...world, today: '2027-01-01' })).toEqual({ count: 2, late: 1 });
});

test('slip is counted from the actual date once there is one', () => {
	const baseline = new Map([[milestone.id, { forecast: '2026-11-20' }]]);
	expect(slipIn(milestone, baseline)?.words).toBe('+5 days');
	expect(slipIn({ ...milestone, actual: '2026-11-19' }, baseline)?.words).toBe('−1 day');
	expect(slipIn(needed, baseline)?.words).toBe('New since baseline');
	expect(slipIn(milestone, null)).toBeNull();
});

test('slip from the first baseline stays visible when a later one is approved', () => {
	const baseline = new Map([[milestone.id, { forecast: '2026-11-20' }]]);
	const firstBaseline = new Map([[milestone.id, { forecast: '2026-10-21' }]]);
	expect(firstSlipIn(milestone, { baseline, firstBaseline })?.words).toBe('+35 days');
	expect(firstSlipIn(milestone, { baseline, firstBaseline: baseline })).toBeNull();
	expect(firstSlipIn(milestone, { baseline, firstBaseline: null })).toBeNull();
});

test('problems stand at their column, or at the title', () => {
	const problems = byColumn([
		{ field: 'forecast', message: 'one' },
		{ field: 'evidence', message: 'two' },
		{ field: 'forecast', message: 'three' }
	]);
	expect([...problems]).toEqual([
		['forecast', ['one', 'three']],
		['title', ['two']]
	]);
});

test('when something was changed', () => {
	const now = Date.parse('2026-09-14T11:00:00Z');
	expect(whenWords(now - 30_000, now)).toBe('Just now');
	expect(whenWords(Date.parse('2026-09-14T09:42:00Z'), now)).toBe('Today 10:42');
	expect(whenWords(Date.parse('2026-09-13T09:42:00Z'), now)).toBe('13 Sep 2026');
});

test('a reason is asked for only when a date moves later', () => {
	expect([daysLater(milestone, '2026-11-27', daysBetween), daysLater(milestone, '2026-11-01', daysBetween), daysLater(milestone, null, daysBetween)]).toEqual([2, 0, 0]);
	expect(daysLater(sampleMilestone('03'), '2026-11-01', daysBetween)).toBe(0);
});
