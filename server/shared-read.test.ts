import { describe, expect, it } from 'vitest';
import { SharedRead } from './shared-read.ts';

/** Work that ends when it is told to, and counts how often it began. */
function work() {
	const begun: PromiseWithResolvers<string>[] = [];
	return {
		begun,
		run: () => {
			const one = Promise.withResolvers<string>();
			begun.push(one);
			return one.promise;
		}
	};
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('one answer for everybody who asks at once', () => {
	it('who asks meanwhile shares the next answer, never the one that was under way', async () => {
		const [shared, { begun, run }] = [new SharedRead<string>(), work()];
		const first = shared.read('all', run);
		const others = [1, 2, 3].map(() => shared.read('all', run));
		expect(begun).toHaveLength(1);
		begun[0]?.resolve('before');
		expect(await first).toBe('before');
		await turn();
		expect(begun).toHaveLength(2);
		const later = shared.read('all', run);
		begun[1]?.resolve('after');
		expect(await Promise.all(others)).toEqual(['after', 'after', 'after']);
		await turn();
		expect(begun).toHaveLength(3);
		begun[2]?.resolve('last');
		expect(await later).toBe('last');
		await turn();
		void shared.read('all', run);
		expect(begun).toHaveLength(4);
	});

	it('what is asked otherwise is worked out by itself', async () => {
		const [shared, { begun, run }] = [new SharedRead<string>(), work()];
		const both = [shared.read('one', run), shared.read('other', run)];
		begun[0]?.resolve('1');
		begun[1]?.resolve('2');
		expect(await Promise.all(both)).toEqual(['1', '2']);
	});

	it('a failure is told to those who share it, and not to who comes after', async () => {
		const [shared, { begun, run }] = [new SharedRead<string>(), work()];
		const first = shared.read('all', run);
		const next = shared.read('all', run);
		begun[0]?.reject(new Error('away'));
		await expect(first).rejects.toThrow('away');
		await turn();
		begun[1]?.resolve('back');
		expect(await next).toBe('back');
		await turn();
		const again = shared.read('all', run);
		begun[2]?.reject(new Error('away again'));
		await expect(again).rejects.toThrow('away again');
	});
});
