import { describe, expect, test } from 'vitest';
import { isDue, isOverdue, isShown, isSlipped, noCounts, slipDays, STATUS_ORDER, type Dated } from './attention.ts';
import { STATUSES, type Status } from './fields.ts';
import { figuresOf, openCount, programmeStatus, statusReason, worstFirst, type ProgrammeFigures } from './programme-status.ts';
import { parseAtRiskPercent, parseLate, statusRule, USUAL_THRESHOLDS } from './status-thresholds.ts';

const TODAY = '2026-09-14';
const milestone = (status: Status, forecast: string | null = '2026-12-31', archived = false): Dated => ({ status, forecast, archived });
const statusOf = (...milestones: Dated[]) => programmeStatus(figuresOf(milestones, TODAY), USUAL_THRESHOLDS);
const many = (count: number, one: Dated) => Array.from({ length: count }, () => one);

describe('what asks for attention', () => {
	test('overdue begins the day after the forecast, for open work only', () => {
		expect(isOverdue(milestone('onTrack', '2026-09-13'), TODAY)).toBe(true);
		expect(isOverdue(milestone('onTrack', TODAY), TODAY)).toBe(false);
		expect(isOverdue(milestone('paused', '2026-09-13'), TODAY)).toBe(true);
		for (const status of ['complete', 'closed'] as const) expect(isOverdue(milestone(status, '2020-01-01'), TODAY)).toBe(false);
		expect(isOverdue(milestone('onTrack', null), TODAY)).toBe(false);
		expect(isOverdue(milestone('onTrack', '2026-09-13', true), TODAY)).toBe(false);
	});

	test('due is today to 60 days ahead, both included', () => {
		expect(isDue(milestone('onTrack', TODAY), TODAY)).toBe(true);
		expect(isDue(milestone('onTrack', '2026-11-13'), TODAY)).toBe(true);
		expect(isDue(milestone('onTrack', '2026-11-14'), TODAY)).toBe(false);
		expect(isDue(milestone('complete', TODAY), TODAY)).toBe(false);
	});

	test('slipped is later than the baseline and still open', () => {
		expect(slipDays('2026-11-11', '2026-09-30')).toBe(42);
		expect(slipDays('2026-09-26', '2026-09-30')).toBe(-4);
		expect(slipDays(null, '2026-09-30')).toBeNull();
		expect(isSlipped(milestone('atRisk', '2026-10-01'), '2026-09-30')).toBe(true);
		expect(isSlipped(milestone('atRisk', '2026-09-30'), '2026-09-30')).toBe(false);
		expect(isSlipped(milestone('complete', '2026-10-01'), '2026-09-30')).toBe(false);
		expect(isShown('slipped', milestone('atRisk', '2026-10-01'), { today: TODAY, baseline: null })).toBe(false);
	});

	test('every status has its place in the order', () => expect([...STATUS_ORDER].sort()).toEqual([...STATUSES].sort()));
});

describe('the rule for a programme', () => {
	test('off track: two or more open milestones off track or overdue', () => {
		expect(statusOf(milestone('offTrack'), milestone('offTrack'), ...many(50, milestone('onTrack')))).toBe('offTrack');
		expect(statusOf(milestone('offTrack'), milestone('onTrack', '2026-09-01'), ...many(50, milestone('onTrack')))).toBe('offTrack');
	});
	test('a milestone that is both off track and overdue counts once', () => {
		expect(statusOf(milestone('offTrack', '2026-09-01'), ...many(9, milestone('onTrack')))).toBe('atRisk');
	});
	test('at risk: one such, or a fifth of the open ones at risk', () => {
		expect(statusOf(milestone('offTrack'), ...many(50, milestone('onTrack')))).toBe('atRisk');
		expect(statusOf(milestone('atRisk'), ...many(4, milestone('onTrack')))).toBe('atRisk');
		expect(statusOf(milestone('atRisk'), ...many(5, milestone('onTrack')))).toBe('onTrack');
	});
	test('finished, closed and archived work does not dilute the share; paused work is open', () => {
		expect(statusOf(milestone('atRisk'), ...many(4, milestone('onTrack')), ...many(40, milestone('complete')))).toBe('atRisk');
		expect(statusOf(milestone('atRisk'), ...many(4, milestone('onTrack')), milestone('onTrack', null, true))).toBe('atRisk');
		expect(statusOf(milestone('atRisk'), ...many(4, milestone('onTrack')), milestone('paused'))).toBe('onTrack');
	});
	test('complete when none is open; closed when all was given up; not started when there is nothing', () => {
		expect(statusOf(milestone('complete'), milestone('closed'))).toBe('complete');
		expect(statusOf(milestone('closed'))).toBe('closed');
		expect(statusOf()).toBe('notStarted');
	});
	test('the reason says what counted', () => {
		const reason = (...milestones: Dated[]) => statusReason(figuresOf(milestones, TODAY));
		expect(reason(milestone('offTrack'), milestone('onTrack', '2026-09-01'), milestone('complete'))).toBe('2 of 2 open milestones are off track or overdue');
		expect(reason(milestone('offTrack'))).toBe('1 of 1 open milestone is off track or overdue');
		expect(reason(milestone('atRisk'), milestone('onTrack'))).toBe('1 of 2 open milestones is at risk');
		expect(reason(milestone('onTrack'))).toBe('None of 1 open milestone is off track, overdue or at risk');
		expect(reason(milestone('complete'))).toBe('No milestone is open');
		expect(reason()).toBe('There are no milestones yet');
	});
	test('worst first, by status, then by how many are late', () => {
		const figures = (late: number, atRisk: number, onTrack: number) => {
			const counted: ProgrammeFigures = { statuses: { ...noCounts(), offTrack: late, atRisk, onTrack }, overdue: 0, late };
			return { status: programmeStatus(counted, USUAL_THRESHOLDS), figures: counted };
		};
		const [worst, bad, risky, fine] = [figures(3, 0, 20), figures(2, 9, 20), figures(1, 0, 20), figures(0, 0, 20)];
		expect([fine, risky, bad, worst].toSorted(worstFirst)).toEqual([worst, bad, risky, fine]);
		expect(openCount(bad.figures)).toBe(31);
	});
	test('the portfolio’s thresholds take the place of the usual ones', () => {
		const status = (late: number, atRiskPercent: number, ...milestones: Dated[]) => programmeStatus(figuresOf(milestones, TODAY), { late, atRiskPercent });
		const two = [milestone('offTrack'), milestone('offTrack'), ...many(8, milestone('onTrack'))];
		expect(status(3, 20, ...two)).toBe('atRisk');
		expect(status(1, 20, milestone('offTrack'), milestone('onTrack'))).toBe('offTrack');
		expect(status(2, 50, milestone('atRisk'), milestone('onTrack'), milestone('onTrack'))).toBe('onTrack');
		expect(status(2, 50, milestone('atRisk'), milestone('onTrack'))).toBe('atRisk');
		expect(status(2, 100, ...many(3, milestone('atRisk')))).toBe('atRisk');
		// Shares that no fraction of two can hold exactly: 7 of 100, 29 of 100, 58 of 100.
		for (const share of [7, 29, 58]) {
			expect(status(2, share, ...many(share, milestone('atRisk')), ...many(100 - share, milestone('onTrack')))).toBe('atRisk');
			expect(status(2, share, ...many(share - 1, milestone('atRisk')), ...many(101 - share, milestone('onTrack')))).toBe('onTrack');
		}
	});
	test('the rule is printed with its numbers', () => {
		expect(statusRule(USUAL_THRESHOLDS)).toBe('Off track: two or more open milestones are off track or overdue. At risk: one is, or 20% or more of the open ones are at risk. Complete: none is open. Otherwise on track.');
		expect(statusRule({ late: 1, atRiskPercent: 100 })).toMatch(/^Off track: an open milestone is off track or overdue\. At risk: all of the open ones are at risk\./);
		expect(statusRule({ late: 12, atRiskPercent: 33 })).toMatch(/^Off track: 12 or more open .* At risk: at least one is, or 33% or more of/);
	});
	test('thresholds are whole numbers within bounds, or a sentence says what to enter', () => {
		expect([parseLate(' 3 '), parseAtRiskPercent('25 %'), parseAtRiskPercent('100')]).toEqual([{ ok: true, value: 3 }, { ok: true, value: 25 }, { ok: true, value: 100 }]);
		for (const typed of ['', '0', '-1', '1.5', '51', '1e2', 'two', '٣', '1000']) expect(parseLate(typed).ok).toBe(false);
		for (const typed of ['', '0', '101', '20.5', '%', '0.2']) expect(parseAtRiskPercent(typed)).toEqual({ ok: false, problem: 'Enter whole percent from 1 to 100, such as 20.' });
	});
});
