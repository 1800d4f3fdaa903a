/** `/livez`, `/readyz`, `/metrics` (O3): answered before Kit, so that they tell the truth while it starts or stops. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inTime } from './in-time.ts';
import { registry } from './sync/metrics.ts';

/** `ready` once the pages are served; `reach` fails while the database is away. */
export const health: { ready: boolean; reach: () => Promise<unknown> } = { ready: false, reach: () => Promise.resolve() };

/** How long the database may take to answer a probe. */
const PROBE_MS = 2_000;

/** Answers a health request; false when it is not one. */
export function answerHealth(request: IncomingMessage, response: ServerResponse): boolean {
	const text = (status: number, body: string) => {
		response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(body);
		return true;
	};
	switch (request.url?.split('?')[0]) {
		case '/livez':
			return text(200, 'ok\n');
		case '/readyz':
			if (!health.ready) return text(503, 'not ready\n');
			inTime(health.reach(), PROBE_MS).then(
				() => text(200, 'ready\n'),
				() => text(503, 'not ready: the database does not answer\n')
			);
			return true;
		case '/metrics':
			registry.metrics().then(
				(metrics) => response.writeHead(200, { 'content-type': registry.contentType }).end(metrics),
				(error: unknown) => response.writeHead(500).end(String(error))
			);
			return true;
		default:
			return false;
	}
}
