/**
 * The connection of one document to the sync server: the stock y-websocket provider (C1), with
 * its cross-tab channel off (it would relay another tab's edits), our own reconnecting with full
 * jitter, and a socket that counts the frames the server counts.
 */
import type * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { CLOSE, isCounted, isStep2, MESSAGE, readEvent, readRefused, readSaved, type PlanEvent, type Refusal } from './wire.ts';

export interface ProviderListener {
	connected(): void;
	/** @param code why; 0 when the line just went */
	disconnected(code: number, reason: string): void;
	/** The server's state has arrived. */
	synced(): void;
	frameSent(kind: 'update' | 'answer'): void;
	saved(count: number): void;
	event(event: PlanEvent): void;
	refused(refusal: Refusal): void;
}

/** Close codes after which trying again cannot help, or is for the listener to decide. */
const FINAL: ReadonlySet<number> = new Set([CLOSE.signIn, CLOSE.noAccess, CLOSE.noSuchPlan, CLOSE.refused, CLOSE.reload]);
const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 15_000;

export interface ProviderOptions {
	/** Origin of the server as a websocket address, such as `wss://plans.example.nhs.uk`. */
	server: string;
	planId: string;
	doc: Y.Doc;
	/** What the page takes its role to allow; the server closes with 4501 when it is otherwise. */
	mayEdit: boolean;
	listener: ProviderListener;
	/** For tests; the browser's own otherwise. */
	WebSocket?: typeof WebSocket;
}

export class SyncProvider {
	readonly awareness: Awareness;
	private readonly provider: WebsocketProvider;
	private readonly listener: ProviderListener;
	private retries = 0;
	private timer: ReturnType<typeof setTimeout> | null = null;
	private stopped = false;

	constructor({ server, planId, doc, mayEdit, listener, WebSocket: Socket = globalThis.WebSocket }: ProviderOptions) {
		this.listener = listener;
		this.awareness = new Awareness(doc);
		this.provider = new WebsocketProvider(`${server}/sync`, planId, doc, {
			awareness: this.awareness,
			params: { v: '1', edit: mayEdit ? '1' : '0' },
			disableBc: true,
			connect: false,
			shouldReconnect: () => false,
			WebSocketPolyfill: countingSocket(Socket, (kind) => listener.frameSent(kind))
		});
		this.sendOwnPresenceOnly();
		this.handle(MESSAGE.saved, (decoder) => listener.saved(readSaved(decoder)));
		this.handle(MESSAGE.event, (decoder) => listener.event(readEvent(decoder)));
		this.handle(MESSAGE.refused, (decoder) => listener.refused(readRefused(decoder)));
		this.provider.on('status', ({ status }) => status === 'connected' && this.opened());
		this.provider.on('sync', (synced) => synced && this.whenSynced());
		this.provider.on('connection-close', (event) => this.closed(event));
		this.provider.connect();
	}

	/** Tries at once, without waiting for the timer: the device says that it is online again. */
	retryNow(): void {
		if (this.stopped || this.provider.wsconnected || this.provider.wsconnecting) return;
		if (this.timer) clearTimeout(this.timer);
		this.timer = null;
		this.provider.connect();
	}

	/** Closes the connection for good; the document stays. */
	destroy(): void {
		this.stopped = true;
		if (this.timer) clearTimeout(this.timer);
		this.provider.destroy();
		this.awareness.destroy();
	}

	private handle(type: number, read: (decoder: decoding.Decoder) => void): void {
		this.provider.messageHandlers[type] = (_encoder: unknown, decoder: decoding.Decoder) => read(decoder);
	}

	/** The stock provider echoes everyone's presence; only one's own is ours to tell. */
	private sendOwnPresenceOnly(): void {
		const tell = this.provider._awarenessUpdateHandler;
		this.awareness.off('update', tell);
		this.awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
			const own = [...added, ...updated, ...removed].includes(this.awareness.clientID);
			if (own && origin !== this.provider) tell({ added: [], updated: [this.awareness.clientID], removed: [] }, origin);
		});
	}

	private opened(): void {
		// What was known of others belongs to the connection that told it.
		for (const client of [...this.awareness.meta.keys()]) if (client !== this.awareness.clientID) this.awareness.meta.delete(client);
		this.listener.connected();
	}

	private whenSynced(): void {
		this.retries = 0;
		this.listener.synced();
	}

	private closed(event: CloseEvent | null): void {
		this.listener.disconnected(event?.code ?? 0, event?.reason ?? '');
		// Also after the provider's own watchdog, which would otherwise reconnect by its own timer.
		this.provider.shouldConnect = false;
		if (this.stopped || FINAL.has(event?.code ?? 0)) return;
		const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.retries);
		this.retries += 1;
		this.timer ??= setTimeout(() => {
			this.timer = null;
			this.provider.connect();
		}, Math.random() * longest + 50);
	}
}

/** A socket class that tells of each counted frame it sends. */
function countingSocket(Socket: typeof WebSocket, counted: (kind: 'update' | 'answer') => void): typeof WebSocket {
	return class extends Socket {
		override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
			super.send(data as ArrayBuffer);
			if (data instanceof Uint8Array && isCounted(data)) counted(isStep2(data) ? 'answer' : 'update');
		}
	};
}
