/**
 * The one place where sockets join an HTTP server, in development and production alike.
 *
 * Only a bad Origin is refused in HTTP; otherwise the upgrade completes and the socket closes with
 * a code that says why, because a browser cannot read an HTTP refusal (A1).
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { isOwnOrigin } from '#server/auth/own-origin.ts';
import { sessionCookieValue } from '#server/auth/session-cookie.ts';
import { readSession } from '#server/auth/sessions.ts';
import { isId } from '#lib/plan/ids.ts';
import { CLOSE } from '#lib/sync/wire.ts';
import { log } from './log.ts';
import { provideSync } from './running-sync.ts';
import type { Database } from './store/query.ts';
import { LIMITS } from './sync/limits.ts';
import { SyncService } from './sync/service.ts';

const PATH = /^\/sync\/([^/?]+)$/;

export interface Attached {
	service: SyncService;
	/** Finishes commits and closes every socket. */
	stop(): Promise<void>;
}

/**
 * Attaches `/sync/<plan id>` to a server. Upgrades on other paths are left alone: in development
 * they belong to Vite.
 * @param origin the public address; null to compare with the host that was asked
 */
export function attachSync(server: Server, { db, origin }: { db: Database; origin: string | null }): Attached {
	const service = new SyncService(db);
	const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.frameBytes, perMessageDeflate: false, clientTracking: false });
	const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
		const url = URL.parse(request.url ?? '/', 'http://localhost');
		const plan = url && PATH.exec(url.pathname)?.[1];
		if (!url || plan === undefined || plan === null) return leaveToOthers(server, stream);
		stream.on('error', (error) => log.debug({ err: error }, 'A socket failed before its upgrade'));
		const source = { origin: request.headers.origin ?? null, host: request.headers.host ?? null };
		if (!isOwnOrigin(source, origin)) return stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
		sockets.handleUpgrade(request, stream, head, (socket) => {
			// What `ws` itself objects to (a frame over the limit: 1009, bad framing: 1002); it closes the socket.
			socket.on('error', (error) => log.debug({ err: error }, 'A socket sent something unreadable'));
			// Nothing is read until it is known who this is.
			socket.pause();
			admit(socket, { plan, ours: url.searchParams.get('v') === '1', edit: url.searchParams.get('edit'), cookie: request.headers.cookie })
				.catch((error: unknown) => {
					log.error({ err: error }, 'A socket could not be admitted');
					socket.close(CLOSE.goingAway, 'Milepost cannot open this plan at the moment.');
				})
				.finally(() => socket.resume());
		});
	};

	async function admit(socket: WebSocket, { plan, ours, edit, cookie }: { plan: string; ours: boolean; edit: string | null; cookie: string | undefined }): Promise<void> {
		const signedIn = await readSession(db, sessionCookieValue(cookie), new Date());
		if (signedIn?.stage !== 'full') return socket.close(CLOSE.signIn, 'Sign in to open this plan.');
		if (!isId('pl', plan)) return socket.close(CLOSE.noSuchPlan, 'There is no such plan.');
		await service.join({ socket, planId: plan, user: signedIn.user, session: signedIn.session, ours, takenRole: edit === null ? null : edit === '1' });
	}

	server.on('upgrade', onUpgrade);
	provideSync(service);
	return {
		service,
		stop: async () => {
			server.off('upgrade', onUpgrade);
			provideSync(null);
			await service.stop();
			sockets.close();
		}
	};
}

/** An upgrade that nobody answers would hang for ever, so where we listen alone it is answered. */
function leaveToOthers(server: Server, stream: Duplex): void {
	if (server.listenerCount('upgrade') === 1) stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
