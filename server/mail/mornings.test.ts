import { describe, expect, it } from 'vitest';
import { lastMondayMorning, lastMorning } from './mornings.ts';

const at = (iso: string) => new Date(iso);

describe('when daily and weekly mail goes out', () => {
	it.each([
		['before seven', '2026-09-14T05:59:59Z', '2026-09-13T06:00:00.000Z'],
		['at seven in summer', '2026-09-14T06:00:00Z', '2026-09-14T06:00:00.000Z'],
		['at seven in winter', '2026-12-14T07:00:00Z', '2026-12-14T07:00:00.000Z'],
		['a minute before seven in winter', '2026-12-14T06:59:00Z', '2026-12-13T07:00:00.000Z'],
		['on the day clocks go forward', '2026-03-29T06:30:00Z', '2026-03-29T06:00:00.000Z'],
		['on the day clocks go back', '2026-10-25T07:30:00Z', '2026-10-25T07:00:00.000Z']
	])('daily: %s', (_when, now, morning) => {
		expect(lastMorning(at(now)).toISOString()).toBe(morning);
	});

	it.each([
		['Monday before seven', '2026-09-14T05:00:00Z', '2026-09-07T06:00:00.000Z'],
		['Monday at seven', '2026-09-14T06:00:00Z', '2026-09-14T06:00:00.000Z'],
		['Sunday night', '2026-09-20T22:00:00Z', '2026-09-14T06:00:00.000Z'],
		['the Monday after clocks went back', '2026-10-26T07:00:00Z', '2026-10-26T07:00:00.000Z']
	])('weekly: %s', (_when, now, morning) => {
		expect(lastMondayMorning(at(now)).toISOString()).toBe(morning);
	});
});
