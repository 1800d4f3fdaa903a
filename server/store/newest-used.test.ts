import { describe, expect, it } from 'vitest';
import { NewestUsed } from './newest-used.ts';

describe('a memory of bounded size', () => {
	it('forgets what was not asked for longest', () => {
		const memory = new NewestUsed<number>(2);
		memory.set('one', 1);
		memory.set('two', 2);
		expect(memory.get('one')).toBe(1);
		memory.set('three', 3);
		expect([memory.get('one'), memory.get('two'), memory.get('three')]).toEqual([1, undefined, 3]);
		expect(memory.size).toBe(2);
	});

	it('takes a new value for what it holds, and grows no larger by it', () => {
		const memory = new NewestUsed<number>(2);
		for (const value of [1, 2, 3]) memory.set('one', value);
		memory.set('two', 2);
		expect([memory.get('one'), memory.get('two'), memory.size]).toEqual([3, 2, 2]);
	});
});
