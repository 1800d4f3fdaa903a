import { describe, expect, it } from 'vitest';
import type { ChallengeStep, ThreadView } from './conversation.ts';
import { answerLate, challengeRow, challengesWords, inChallengeOrder, talkRow, type ChallengeRow } from './discussion.ts';
import type { AccountId, CommentId, PersonId, ThreadId } from './ids.ts';

const TODAY = '2026-09-14';
const author = { account: 'ac_a' as AccountId, person: 'pe_a' as PersonId, name: 'Clinical lead', initials: 'CL', role: null, clinical: true };
const said = (id: string, body: string, at: string): ThreadView['comments'][number] => ({ id: `co_${id}` as CommentId, body, at, author, mentions: [], editedAt: null, earlier: [] });
const first = said('first', 'Is 11 Nov\nreal?', '2026-09-01T09:00:00Z');

function thread(challenge: ThreadView['challenge'] = null, ...replies: ThreadView['comments'][number][]): ThreadView {
	return { id: 'th_one' as ThreadId, subject: { on: 'plan' }, comments: [first, ...replies], resolved: null, challenge };
}
function asked(state: 'open' | 'answered' | 'closed', ...steps: ChallengeStep[]): ThreadView['challenge'] {
	return { state, letter: 'achievable', owner: null, due: '2026-09-11', raisedBy: author.account, steps: steps.map((step) => ({ step, name: 'Reviewer', at: '2026-09-10T09:00:00Z' })) };
}

describe('the lists of the discussion', () => {
	it('show the question and the newest words on one line', () => {
		expect(talkRow(thread())).toEqual({ thread: 'th_one', subject: { on: 'plan' }, first: { comment: 'co_first', words: 'Is 11 Nov real?', by: 'Clinical lead', at: first.at }, newest: null, comments: 1 });
		const answered = talkRow(thread(null, said('b', 'Perhaps', '2026-09-02T09:00:00Z'), said('c', 'x'.repeat(400), '2026-09-03T09:00:00Z')));
		expect(answered).toMatchObject({ comments: 3, newest: { comment: 'co_c' } });
		expect(answered.newest?.words).toMatch(/^x{139}…$/);
		expect(() => talkRow({ ...thread(), comments: [] })).toThrow('no comment');
	});

	it('say of a challenge who closed it, once somebody has', () => {
		expect(challengeRow(thread())).toBeNull();
		expect(challengeRow(thread(asked('open', 'raised')))).toMatchObject({ state: 'open', owner: null, due: '2026-09-11', closed: null });
		expect(challengeRow(thread(asked('closed', 'raised', 'answered', 'closed')))).toMatchObject({ state: 'closed', closed: { name: 'Reviewer', at: '2026-09-10T09:00:00Z' } });
	});

	const row = (state: ChallengeRow['state'], due: string): ChallengeRow => ({ ...talkRow(thread()), state, due, letter: null, owner: null, closed: null });

	it('put open challenges before answered ones, the nearest date first', () => {
		const rows = [row('answered', '2026-09-01'), row('open', '2026-10-01'), row('open', '2026-09-11')];
		expect(inChallengeOrder(rows).map(({ state, due }) => `${state} ${due}`)).toEqual(['open 2026-09-11', 'open 2026-10-01', 'answered 2026-09-01']);
	});

	it('say in words what is late, and how many wait', () => {
		expect(answerLate(row('open', '2026-09-11'), TODAY)).toBe('Answer 3 days late');
		expect(answerLate(row('open', '2026-09-13'), TODAY)).toBe('Answer 1 day late');
		expect([answerLate(row('open', TODAY), TODAY), answerLate(row('answered', '2026-09-01'), TODAY)]).toEqual([null, null]);
		expect(challengesWords([], TODAY)).toBe('None is open');
		expect(challengesWords([row('open', '2026-09-11')], TODAY)).toBe('1 open, its answer late');
		expect(challengesWords([row('open', '2026-09-11'), row('open', '2026-09-12')], TODAY)).toBe('2 open, all of them late');
		expect(challengesWords([row('open', '2026-09-11'), row('open', '2026-10-12'), row('answered', '2026-09-01')], TODAY)).toBe('2 open, 1 of them late; 1 answered, to be accepted');
		expect(challengesWords([row('answered', '2026-09-01')], TODAY)).toBe('1 answered, to be accepted');
	});
});
