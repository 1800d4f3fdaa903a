import { describe, expect, test } from 'vitest';
import { steadyFetch } from './steady-refresh.ts';

const PAGE = 'http://m.test/reviews/rv_1?place=luton';
const OWN = 'http://m.test/reviews/rv_1/__data.json?place=luton&x-sveltekit-invalidated=11';
const down = () => Promise.reject(new TypeError('Failed to fetch'));
const says = (status: number) => () => Promise.resolve(new Response('{}', { status }));

function world(answers: (() => Promise<Response>)[], page = PAGE) {
	const state = { page, asked: 0, waited: [] as number[] };
	const fetch = steadyFetch({
		fetch: () => {
			const answer = answers[Math.min(state.asked, answers.length - 1)] ?? down;
			state.asked += 1;
			return answer();
		},
		here: () => new URL(state.page),
		wait: async (ms) => void state.waited.push(ms)
	});
	return { state, fetch };
}

describe('data of the open page', () => {
	test('C5: is asked for until the server is back, with growing pauses', async () => {
		const { state, fetch } = world([down, down, says(503), says(502), down, says(200)]);
		expect((await fetch(OWN)).status).toBe(200);
		expect(state.waited).toEqual([500, 1_000, 2_000, 4_000, 4_000]);
	});
	test('a failure of the server’s own is tried a few times and then shown; a refusal is shown at once', async () => {
		const { state, fetch } = world([says(500)]);
		expect((await fetch(OWN)).status).toBe(500);
		expect(state.asked).toBe(5);
		for (const status of [401, 403, 404]) expect((await world([says(status)]).fetch(OWN)).status).toBe(status);
	});
	test('is no longer waited for once the page is another', async () => {
		const { state, fetch } = world([
			() => {
				state.page = 'http://m.test/';
				return down();
			}
		]);
		const first = await Promise.race([fetch(OWN).then(() => 'came'), new Promise((resolve) => setTimeout(() => resolve('waits'), 20))]);
		expect([first, state.asked]).toEqual(['waits', 1]);
	});
	test('everything else is fetched once, as before', async () => {
		for (const other of ['http://m.test/reviews/rv_2/__data.json?x-sveltekit-invalidated=1', 'http://m.test/reviews/rv_1/__data.json', 'http://m.test/api/plans/pl_1/decisions', '/api/reviews', 'http://else.test/reviews/rv_1/__data.json?place=luton']) {
			const { state, fetch } = world([down]);
			await expect(fetch(other)).rejects.toThrow('Failed to fetch');
			expect(state.asked).toBe(1);
		}
	});
	test('of the first page too', async () => {
		const { state, fetch } = world([down, says(200)], 'http://m.test/');
		expect((await fetch(new URL('http://m.test/__data.json?x-sveltekit-invalidated=1'))).status).toBe(200);
		expect(state.asked).toBe(2);
	});
});
