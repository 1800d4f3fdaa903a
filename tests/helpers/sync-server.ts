/** A real HTTP server with the sync sockets on it, on a port of its own. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import * as Y from 'yjs';
import { attachSync } from '#server/attach.ts';
import { log } from '#server/log.ts';
import type { Database } from '#server/store/database.ts';
import type { SyncService } from '#server/sync/service.ts';
import { rootsOf } from '#lib/plan/document.ts';
import type { PlanId } from '#lib/plan/ids.ts';

// Failures that tests bring about would fill the screen; TEST_LOG=warn shows them.
log.level = process.env.TEST_LOG ?? 'silent';

export interface SyncServer {
	service: SyncService;
	/** `ws://127.0.0.1:port` */
	address: string;
	/** A copy of what a joiner would get now. */
	live(plan: PlanId): Promise<Y.Doc>;
	/** How many connections are open as the server sees it. */
	connections(): number;
	/** Bytes that the server, not the kernel, keeps for the slowest of them. */
	mostKept(): number;
	/** Stops the service (O2) and then the server. */
	stop(): Promise<void>;
}

export async function startSyncServer(db: Database, origin: string | null = null): Promise<SyncServer> {
	const server = createServer((_request, response) => response.writeHead(404).end());
	const open = new Set<Socket>();
	server.on('connection', (socket: Socket) => void open.add(socket.once('close', () => open.delete(socket))));
	const attached = attachSync(server, { db, origin });
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		service: attached.service,
		address: `ws://127.0.0.1:${port}`,
		live: async (plan) => {
			const doc = new Y.Doc();
			rootsOf(doc);
			const state = await attached.service.committed(plan);
			if (state) Y.applyUpdate(doc, state.update);
			return doc;
		},
		connections: () => open.size,
		mostKept: () => Math.max(0, ...[...open].map((socket) => socket.writableLength)),
		stop: async () => {
			await attached.stop();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
