import { describe, expect, it } from 'vitest';
import { actionBy, decisionBy, threadBy } from './by-then.ts';
import type { ThreadView } from './conversation.ts';
import type { AccountId, ActionId, CommentId, DecisionId, PersonId, ThreadId } from './ids.ts';

const at = (hour: number): string => `2026-07-08T${String(hour).padStart(2, '0')}:00:00.000Z`;
const before = (hour: number): Date => new Date(at(hour));
const author = { account: 'ac_a' as AccountId, person: 'pe_a' as PersonId, name: 'Ann', initials: 'A', role: null, clinical: false };
const PLAIN: ThreadView = {
	id: 'th_1' as ThreadId,
	subject: { on: 'plan' },
	comments: [
		{ id: 'co_1' as CommentId, body: 'Third', at: at(9), author, mentions: [], editedAt: at(13), earlier: [{ body: 'First', at: at(9) }, { body: 'Second', at: at(11) }] },
		{ id: 'co_2' as CommentId, body: 'A reply', at: at(12), author, mentions: [], editedAt: null, earlier: [] }
	],
	resolved: { name: 'Bea', at: at(14) },
	challenge: null
};
const CHALLENGE: ThreadView = {
	...PLAIN,
	resolved: null,
	challenge: { state: 'open', letter: null, owner: null, due: '2026-08-01', raisedBy: author.account, steps: [{ step: 'raised', name: 'Ann', at: at(9) }, { step: 'answered', name: 'Bea', at: at(12) }, { step: 'closed', name: 'Ann', at: at(13) }, { step: 'reopened', name: 'Ann', at: at(15) }] }
};

describe('what had been said by an instant', () => {
	it('R1: comments in the words of then', () => {
		const words = (hour: number) => threadBy(PLAIN, before(hour))?.comments.map(({ body, editedAt, earlier }) => [body, editedAt, earlier.length]);
		expect(threadBy(PLAIN, before(9))).toBeNull();
		expect(words(10)).toEqual([['First', null, 0]]);
		expect(words(11)).toEqual([['First', null, 0]]);
		expect(words(12)).toEqual([['Second', at(11), 1]]);
		expect(words(13)).toEqual([['Second', at(11), 1], ['A reply', null, 0]]);
		expect(threadBy(PLAIN, before(15))).toEqual(PLAIN);
		expect(threadBy(PLAIN, before(14))?.resolved).toBeNull();
	});

	it('R1: a challenge stands as its newest step left it, and is over only while it was closed', () => {
		const stood = (hour: number) => {
			const thread = threadBy(CHALLENGE, before(hour));
			return [thread?.challenge?.state, thread?.challenge?.steps.length, thread?.resolved?.name ?? null];
		};
		expect([10, 13, 14, 16].map(stood)).toEqual([['open', 1, null], ['answered', 2, null], ['closed', 3, 'Ann'], ['open', 4, null]]);
	});

	it('R1: decisions and actions without what was done about them later', () => {
		const record = { milestone: null, what: 'It', at: at(9), by: { name: 'Ann', initials: 'A' }, struck: { name: 'Bea', at: at(12), why: 'Twice' } };
		const decision = { ...record, id: 'de_1' as DecisionId, who: 'The group', forum: '', decidedOn: '2026-07-08' };
		const action = { ...record, id: 'an_1' as ActionId, owner: { person: 'pe_a' as PersonId, name: 'Ann', initials: 'A' }, due: '2026-08-01', done: { name: 'Ann', at: at(11) } };
		expect(decisionBy(decision, before(9))).toBeNull();
		expect(decisionBy(decision, before(12))).toEqual({ ...decision, struck: null });
		expect(actionBy(action, before(11))).toEqual({ ...action, struck: null, done: null });
		expect(actionBy(action, before(12))).toEqual({ ...action, struck: null });
		expect(actionBy(action, before(13))).toEqual(action);
	});
});
