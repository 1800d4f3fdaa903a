import { expect, test } from 'vitest';
import { reviewSentence, type Reviewed } from './review-sentence.ts';

const row = (status: Reviewed['status'], overdue = 0, due = 0, slipped = 0, challenges = 0): Reviewed => ({ status, overdue, due, slipped, challenges });

test('the sentence says which programmes, then which milestones', () => {
	expect(reviewSentence([row('offTrack', 2, 10, 5, 3), row('atRisk', 1, 4, 4, 4), row('atRisk', 0, 4), row('onTrack')])).toEqual({
		programmes: 'One programme is off track, two are at risk.',
		milestones: '3 milestones are overdue, 18 are due in the next 60 days, 9 have slipped, 7 challenges are open.'
	});
});

test('ones and nones are worded as such', () => {
	expect(reviewSentence([row('atRisk', 1, 1, 1, 1), row('onTrack')])).toEqual({
		programmes: 'One programme is at risk.',
		milestones: '1 milestone is overdue, 1 is due in the next 60 days, 1 has slipped, 1 challenge is open.'
	});
	expect(reviewSentence([row('onTrack'), row('complete')])).toEqual({
		programmes: 'No programme is off track or at risk.',
		milestones: 'No milestone is overdue, 0 are due in the next 60 days.'
	});
	expect(reviewSentence([row('onTrack')]).programmes).toBe('The programme is neither off track nor at risk.');
	expect(reviewSentence([]).programmes).toBe('There are no programmes yet.');
});

test('beyond ten, figures', () => {
	expect(reviewSentence(Array.from({ length: 12 }, () => row('offTrack'))).programmes).toBe('12 programmes are off track.');
});
