import { describe, expect, it } from 'vitest';
import type { ChallengeStep, ThreadView } from '#lib/plan/conversation.ts';
import { newId } from '#lib/plan/ids.ts';
import { mentionAt, peopleFor, withMention } from './mention-query.ts';
import { newsOf } from './news.ts';

const [me, other, thread, person] = [newId('ac'), newId('ac'), newId('th'), newId('pe')];
const comment = (account: typeof me, at: string) => ({ id: newId('co'), body: 'x', at, author: { account, person, name: account === me ? 'Me' : 'Radiology manager', initials: 'RM', role: null, clinical: false }, mentions: [], editedAt: null, earlier: [] });
const first = comment(me, '2026-09-14T09:00:00.000Z');
const quiet: ThreadView = { id: thread, subject: { on: 'plan' }, comments: [first], resolved: null, challenge: null };
const step = (each: ChallengeStep, at: string) => ({ step: each, name: 'Radiology manager', at });

describe('what is read out of an open conversation', () => {
	it.each<[string, ThreadView[], ThreadView[], string | null]>([
		['nothing new', [quiet], [quiet], null],
		['a reply', [quiet], [{ ...quiet, comments: [first, comment(other, '2026-09-14T09:01:00.000Z')] }], 'New reply from Radiology manager'],
		['one’s own reply', [quiet], [{ ...quiet, comments: [first, comment(me, '2026-09-14T09:01:00.000Z')] }], null],
		['a new thread', [], [{ ...quiet, comments: [comment(other, '2026-09-14T09:01:00.000Z')] }], 'New comment from Radiology manager'],
		['a thread resolved', [quiet], [{ ...quiet, resolved: { name: 'Radiology manager', at: '2026-09-14T09:01:00.000Z' } }], 'Conversation resolved by Radiology manager']
	])('%s', (_what, before, after, words) => {
		expect(newsOf(before, after, me)).toBe(words);
	});

	it('the steps of a challenge', () => {
		const challenge = { state: 'open' as const, letter: null, owner: null, due: '2026-09-18', raisedBy: me, steps: [step('raised', '2026-09-14T09:00:00.000Z')] };
		const open: ThreadView = { ...quiet, challenge };
		const closed: ThreadView = { ...open, resolved: { name: 'Radiology manager', at: '2026-09-15T09:00:00.000Z' }, challenge: { ...challenge, state: 'closed', steps: [...challenge.steps, step('closed', '2026-09-15T09:00:00.000Z')] } };
		expect(newsOf([open], [closed], me)).toBe('Challenge closed by Radiology manager');
	});
});

describe('the name being typed', () => {
	it.each([
		['Ask @rad', 8, { at: 4, typed: 'rad' }],
		['@', 1, { at: 0, typed: '' }],
		['Ask @Radiology man now', 18, { at: 4, typed: 'Radiology man' }],
		['me@example', 10, null],
		['@ home', 3, null],
		['@a\nb', 4, null],
		['no name', 7, null],
		[`@${'x'.repeat(61)}`, 62, null]
	])('in “%s” at %i', (text, cursor, query) => {
		expect(mentionAt(text, cursor)).toEqual(query);
	});

	it('is looked for in names and roles, beginnings first, and put in with a space where one is needed', () => {
		const each = (name: string, role: string) => ({ account: newId('ac'), person: newId('pe'), name, initials: '', role });
		const people = [each('Deputy radiology manager', 'Reader'), each('Radiology manager', 'Editor'), each('Board member', 'Radiology')];
		expect(peopleFor('radiology', people).map(({ name }) => name)).toEqual(['Radiology manager', 'Deputy radiology manager', 'Board member']);
		expect(peopleFor('nobody', people)).toEqual([]);
		expect(withMention('Ask @rad now', { at: 4, typed: 'rad' }, 'Radiology manager')).toEqual({ text: 'Ask @Radiology manager now', cursor: 22 });
		expect(withMention('@rad', { at: 0, typed: 'rad' }, 'Radiology manager')).toEqual({ text: '@Radiology manager ', cursor: 19 });
	});
});
