import { describe, expect, it } from 'vitest';
import { changesAsked, edgeWritten, reviewOffered, type ReviewHeld } from './changes-asked.ts';
import type { ReviewId } from './ids.ts';

const review = (id: string, heldOn: string, closedAt: string | null): ReviewHeld => ({ id: id as ReviewId, heldOn, closedAt: closedAt === null ? null : new Date(closedAt) });
const OPEN = review('rv_september', '2026-09-16', null);
const JULY = review('rv_july', '2026-07-08', '2026-07-08T10:12:00Z');
const MAY = review('rv_may', '2026-05-06', '2026-05-07T08:00:00Z');
const KNOWN = { now: new Date('2026-09-14T11:00:00Z'), first: '2025-04-01', reviews: [OPEN, JULY, MAY] };
const asked = (from: string, to: string, known: Partial<typeof KNOWN> = {}) => changesAsked({ from, to }, { ...KNOWN, ...known });
/** From and to, as instants; null is now. */
const window = (from: string, to: string) => {
	const read = asked(from, to);
	expect(read.problem).toBe('');
	return [read.from.until?.toISOString() ?? null, read.to.until?.toISOString() ?? null];
};
const problem = (from: string, to: string, known: Partial<typeof KNOWN> = {}) => asked(from, to, known).problem;

describe('what a page of changes is asked for', () => {
	it('is since the last review was closed, or the last 30 days, where the address has nothing', () => {
		expect(asked('', '')).toEqual({ from: { asked: 'rv_july', day: '2026-07-08', until: JULY.closedAt, words: 'the review of 8 Jul 2026' }, to: { asked: '2026-09-14', day: '2026-09-14', until: null, words: '14 Sep 2026' }, problem: '' });
		expect(asked('', '', { reviews: [OPEN] }).from.asked).toBe('2026-08-15');
		// The review was closed this very morning: what was changed since then is what is asked for.
		expect(asked('', '', { now: new Date('2026-07-08T15:00:00Z') }).from.asked).toBe('rv_july');
	});

	it('R2: two days: what happened on the first is before, what happened on the second is in it', () => {
		expect(window('2026-07-01', '2026-08-01')).toEqual(['2026-07-01T23:00:00.000Z', '2026-08-01T23:00:00.000Z']);
		expect(window('1 Jul 2026', 'today')).toEqual(['2026-07-01T23:00:00.000Z', null]);
		expect(window(' yesterday ', '')).toEqual(['2026-09-13T23:00:00.000Z', null]);
	});

	it('R2: days begin and end at midnight in London, also where the clocks change', () => {
		expect(window('2026-03-28', '2026-03-29')).toEqual(['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z']);
		expect(window('2025-10-25', '2025-10-26')).toEqual(['2025-10-25T23:00:00.000Z', '2025-10-27T00:00:00.000Z']);
		// Half past midnight in London is the next day, while it is the same day in UTC.
		expect(asked('', '', { now: new Date('2026-09-14T23:30:00Z') }).to.day).toBe('2026-09-15');
	});

	it('R2: a review is the moment it was closed, so what was changed that afternoon is after it', () => {
		expect(window('rv_may', 'rv_july')).toEqual(['2026-05-07T08:00:00.000Z', '2026-07-08T10:12:00.000Z']);
		expect(window('rv_july', '2026-07-08')).toEqual(['2026-07-08T10:12:00.000Z', '2026-07-08T23:00:00.000Z']);
		expect(window('Review of 6 May 2026', 'the review of 8 Jul 2026')).toEqual(window('rv_may', 'rv_july'));
		expect(window('2026-07-08T09:00:00.000Z', '')).toEqual(['2026-07-08T09:00:00.000Z', null]);
	});

	it.each([
		['2026-09-14', '', 'Nothing lies between 14 Sep 2026 and itself. Choose an earlier day to look back to.'],
		['today', 'today', 'Nothing lies between 14 Sep 2026 and itself. Choose an earlier day to look back to.'],
		['rv_july', 'rv_july', 'Nothing lies between the review of 8 Jul 2026 and itself. Choose an earlier day to look back to.'],
		['2026-08-01', '2026-07-01', '1 Aug 2026 is after 1 Jul 2026. Choose an earlier day to look back to.'],
		['rv_july', '2026-07-01', 'The review of 8 Jul 2026 is after 1 Jul 2026. Choose an earlier day to look back to.'],
		['2026-10-01', '', '1 Oct 2026 is after 14 Sep 2026. Choose an earlier day to look back to.'],
		['', '2026-10-01', '1 Oct 2026 has not come yet. Choose today or an earlier day to look until.'],
		['', '2030-01-01T00:00:00.000Z', '1 Jan 2030 at 00:00 has not come yet. Choose today or an earlier day to look until.'],
		['', 'rv_september', 'The review of 16 Sep 2026 is not closed yet, so nothing can be compared with it. Choose a review that is closed, or a day.'],
		['rv_gone', '', 'There is no such review. The last ones that were closed are those of 8 Jul 2026 and 6 May 2026.'],
		['review of 3 Jul 2026', '', 'No review was held on 3 Jul 2026. The last ones that were closed are those of 8 Jul 2026 and 6 May 2026.'],
		['2024-01-01', '2025-03-31', 'Nothing is known as of 31 Mar 2025: the first plan was begun on 1 Apr 2025. Choose that day or a later one to look until.'],
		['30 Feb 2026', '', 'February 2026 has 28 days. Enter a date such as 28 Feb 2026.'],
		['', 'soon', '“soon” is not a date. Enter a date such as 14 Sep 2026.']
	])('R2: from “%s” to “%s” cannot be compared, in words', (from, to, words) => {
		expect(problem(from, to)).toBe(words);
	});

	it('R2: where no review was closed, or nothing was written, it says so', () => {
		expect(problem('rv_gone', '', { reviews: [] })).toBe('There is no such review. No review has been closed yet; choose a day.');
		expect(changesAsked({ from: '2026-07-01', to: '' }, { ...KNOWN, first: null }).problem).toBe('Nothing has been written into a plan yet, so nothing can have changed.');
	});

	it('is written whole into addresses, a review by its id', () => {
		expect(['1 jul', 'today', reviewOffered(JULY), ' rv_may', 'soon ', ''].map((text) => edgeWritten(text, KNOWN))).toEqual(['2026-07-01', '2026-09-14', 'rv_july', 'rv_may', 'soon', '']);
	});
});
