import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerHealth, health } from './health.ts';

describe('O3 health', () => {
	let server: Server;
	let origin = '';

	beforeAll(async () => {
		server = createServer((request, response) => void (answerHealth(request, response) || response.writeHead(404).end()));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
	});
	beforeEach(() => Object.assign(health, { ready: true, reach: () => Promise.resolve() }));
	afterAll(() => server.close());
	const status = async (path: string) => (await fetch(origin + path)).status;

	it('is ready when the pages are served and the database answers', async () => {
		expect([await status('/livez'), await status('/readyz'), await status('/metrics')]).toEqual([200, 200, 200]);
	});

	it('is alive but not ready while it starts or stops', async () => {
		health.ready = false;
		expect([await status('/livez'), await status('/readyz')]).toEqual([200, 503]);
	});

	it('is not ready while the database refuses, or does not answer', async () => {
		health.reach = () => Promise.reject(new Error('away'));
		expect(await status('/readyz')).toBe(503);
		health.reach = () => new Promise(() => undefined);
		expect(await status('/readyz')).toBe(503);
	});

	it('leaves everything else alone', async () => {
		expect(await status('/')).toBe(404);
	});
});
