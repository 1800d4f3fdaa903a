import { describe, expect, it } from 'vitest';
import type { MilestoneId } from '#lib/plan/ids.ts';
import type { ConfirmedThen, RoundMilestone } from '#lib/plan/update-round.ts';
import { pastUpdates } from './past-updates.ts';

const open = (id: string, ref: string): ConfirmedThen => ({ id: id as MilestoneId, ref, title: `Title of ${ref}`, status: 'onTrack', forecast: null, last: null, changed: false });
const asked = (id: string, ref: string, settled = false): RoundMilestone => ({ milestone: id as MilestoneId, ref, title: `Title of ${ref}`, asked: [], answer: null, settled });

describe('the updates of a past day', () => {
	it('holds what was open and what the round asked about, once each and by reference', () => {
		const lines = pastUpdates([open('ms_10', 'CAN-10'), open('ms_2', 'CAN-2')], { milestones: [asked('ms_2', 'CAN-2'), asked('ms_3', 'CAN-3', true)] });
		expect(lines.map(({ ref, open: stood, inRound }) => [ref, stood !== null, inRound?.settled ?? null])).toEqual([
			['CAN-2', true, false],
			['CAN-3', false, true],
			['CAN-10', true, null]
		]);
	});

	it('holds what was open where nobody asked', () => {
		expect(pastUpdates([open('ms_1', 'CAN-1')], null)).toEqual([{ id: 'ms_1', ref: 'CAN-1', title: 'Title of CAN-1', open: { status: 'onTrack', forecast: null, last: null, changed: false }, inRound: null }]);
		expect(pastUpdates([], null)).toEqual([]);
	});
});
