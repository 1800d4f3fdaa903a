import { describe, expect, it } from 'vitest';
import type { PersonId } from './ids.ts';
import { isOpenAction, lateWords, mayFinish, parseDecidedOn, parseDue, parseForum, parseWhat, parseWho, parseWhy } from './records.ts';

const TODAY = '2026-09-14';
const problem = (parsed: { ok: boolean; problem?: string }) => (parsed.ok ? null : parsed.problem);

describe('what is recorded', () => {
	it('has words, in one line where they are a name', () => {
		expect(parseWhat.decision(' Open\r\non 12 Oct. ')).toEqual({ ok: true, value: 'Open\non 12 Oct.' });
		expect(parseWho(' Chief \n medical officer ')).toEqual({ ok: true, value: 'Chief medical officer' });
		expect(problem(parseWhat.decision(''))).toBe('What was decided is missing.');
		expect(problem(parseWhat.action(' '))).toBe('What is to be done is missing.');
		expect(problem(parseForum('\n'))).toBe('Where it was decided is missing.');
		expect(problem(parseWho('x'.repeat(201)))).toMatch(/200/);
		expect(problem(parseWhy(''))).toBe('Why it is struck out is missing.');
	});

	it('a decision is not of the future, nor from before 2000', () => {
		expect(parseDecidedOn(TODAY, TODAY)).toEqual({ ok: true, value: TODAY });
		expect(problem(parseDecidedOn('2026-09-15', TODAY))).toBe('A decision is recorded once it was taken: 15 Sep 2026 is still to come.');
		expect(problem(parseDecidedOn('1999-12-31', TODAY))).toMatch(/^31 Dec 1999 is too long ago/);
		expect(problem(parseDecidedOn('14/9/26', TODAY))).toBe('The date of the decision is missing. Enter a date such as 30 Jun 2026.');
		expect(parseDue('2031-01-01')).toEqual({ ok: true, value: '2031-01-01' });
		expect(parseDue('2000-01-01').ok).toBe(true);
	});
});

describe('an action', () => {
	const open = { done: null, struck: null, due: '2026-09-11' };
	const somebody = { name: 'Somebody', at: '2026-09-12T09:00:00Z' };

	it('is late in words, while it waits', () => {
		expect(lateWords(open, TODAY)).toBe('3 days late');
		expect(lateWords({ ...open, due: '2026-09-13' }, TODAY)).toBe('1 day late');
		expect(lateWords({ ...open, due: TODAY }, TODAY)).toBeNull();
		expect(lateWords({ ...open, done: somebody }, TODAY)).toBeNull();
		expect(lateWords({ ...open, struck: { ...somebody, why: 'Twice' } }, TODAY)).toBeNull();
		expect(isOpenAction(open)).toBe(true);
	});

	it('is its owner’s to finish, and theirs who record', () => {
		const [owner, other] = ['pe_owner', 'pe_other'] as PersonId[] as [PersonId, PersonId];
		const action = { owner: { person: owner, name: '', initials: '' } };
		expect([mayFinish(action, owner, false), mayFinish(action, other, false), mayFinish(action, other, true)]).toEqual([true, false, true]);
	});
});
