/** `/livez`, `/readyz`, `/metrics` (O3): answered before Kit, so that they tell the truth while it starts or stops. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { registry } from './sync/metrics.ts';

export const health = { ready: false };

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
			return health.ready ? text(200, 'ready\n') : text(503, 'not ready\n');
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
