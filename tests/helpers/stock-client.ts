/** The provider of y-websocket as it is published, given a cookie: a client that nobody here wrote. */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { rootsOf } from '#lib/plan/document.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { TestPerson } from './plan.ts';
import type { SyncServer } from './sync-server.ts';
import { until } from './until.ts';


export interface StockClient {
	doc: Y.Doc;
	provider: WebsocketProvider;
	leave(): void;
}

/** Connects; `synced` has come when it returns. */
export async function joinWithStockProvider(server: Pick<SyncServer, 'address'>, plan: { id: PlanId }, person: Pick<TestPerson, 'cookie'>, doc = new Y.Doc()): Promise<StockClient> {
	rootsOf(doc);
	class SocketWithCookie extends WebSocket {
		constructor(address: string | URL) {
			super(address, { headers: { cookie: person.cookie } });
		}
	}
	const provider = new WebsocketProvider(`${server.address}/sync`, plan.id, doc, {
		// reason: ws has all of the browser's WebSocket that the provider uses.
		WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
		disableBc: true
	});
	await until(() => provider.synced, { what: 'the provider to be synced' });
	return {
		doc,
		provider,
		leave: () => {
			provider.destroy();
			provider.awareness.destroy();
		}
	};
}
