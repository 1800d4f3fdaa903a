/** A client that speaks the wire frame by frame, so that a test can see and send anything. */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { WebSocket } from 'ws';
import { rootsOf } from '#lib/plan/document.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { encodeSync, isCounted, MESSAGE, readEvent, readRefused, readSaved, SYNC, type PlanEvent, type Refusal } from '#lib/sync/wire.ts';
import type { TestPerson } from './plan.ts';
import type { SyncServer } from './sync-server.ts';
import { until } from './until.ts';

export interface RawOptions {
	/** Joins as our own client does, with `?v=1`; default yes. */
	ours?: boolean;
	/** Answers the server's step 1; default yes. */
	answers?: boolean;
	/** Goes on with this document. */
	doc?: Y.Doc;
	headers?: Record<string, string>;
}

export class RawClient {
	readonly doc: Y.Doc;
	readonly socket: WebSocket;
	/** Updates that the server sent on, not counting the answer to step 1. */
	readonly updates: Uint8Array[] = [];
	readonly presence: Uint8Array[] = [];
	readonly events: PlanEvent[] = [];
	/** Every *saved* that came, in order. */
	readonly savedCounts: number[] = [];
	/** What came, in order: step1, step2, update, awareness, saved, event, refused. */
	readonly order: string[] = [];
	refused: Refusal | null = null;
	closed: { code: number; reason: string } | null = null;
	failed: Error | null = null;
	counted = 0;
	private readonly answers: boolean;

	constructor(address: string, cookie: string | null, { ours = true, answers = true, doc = new Y.Doc(), headers = {} }: RawOptions = {}) {
		this.doc = doc;
		this.answers = answers;
		rootsOf(doc);
		this.socket = new WebSocket(`${address}${ours ? '?v=1' : ''}`, { headers: { ...(cookie ? { cookie } : {}), ...headers } });
		this.socket.on('message', (data: Buffer) => this.receive(new Uint8Array(data)));
		// Step 1 is the first thing any y-websocket client says.
		this.socket.on('open', () => this.send(encodeSync(SYNC.step1, Y.encodeStateVector(this.doc))));
		this.socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
		this.socket.on('error', (error) => (this.failed = error));
	}

	/** Connects and waits for the committed state. */
	static async join(server: SyncServer, plan: { id: PlanId }, person: TestPerson, options: RawOptions = {}): Promise<RawClient> {
		const client = new RawClient(`${server.address}/sync/${plan.id}`, person.cookie, options);
		await until(() => client.order.includes('step2') || client.closed, { what: 'the first sync' });
		return client;
	}

	send(frame: Uint8Array): void {
		if (isCounted(frame)) this.counted += 1;
		this.socket.send(frame);
	}

	/** Sends an update as it stands. @returns its place among the counted frames */
	sendUpdate(update: Uint8Array): number {
		this.send(encodeSync(SYNC.update, update));
		return this.counted;
	}

	/** Edits the document in one transaction and sends what changed. @returns the last frame's place among the counted frames */
	edit(make: (doc: Y.Doc) => void): number {
		for (const update of this.make(make)) this.sendUpdate(update);
		return this.counted;
	}

	/** Edits the document and sends nothing. */
	make(make: (doc: Y.Doc) => void): Uint8Array[] {
		const made: Uint8Array[] = [];
		const listen = (update: Uint8Array) => made.push(update);
		this.doc.on('update', listen);
		this.doc.transact(() => make(this.doc));
		this.doc.off('update', listen);
		return made;
	}

	/** The newest *saved*: how many counted frames are settled. */
	get saved(): number {
		return this.savedCounts.at(-1) ?? 0;
	}

	async untilSaved(count = this.counted): Promise<void> {
		await until(() => this.saved >= count || this.closed, { what: `saved ${count} (it is ${this.saved}, closed ${JSON.stringify(this.closed)})` });
		if (this.saved < count) throw new Error(`Closed instead of saved: ${JSON.stringify(this.closed)}`);
	}

	async untilClosed(): Promise<{ code: number; reason: string }> {
		await until(() => this.closed, { what: 'the socket to be closed' });
		return this.closed ?? { code: 0, reason: '' };
	}

	async leave(): Promise<void> {
		if (this.closed) return;
		this.socket.close();
		await this.untilClosed();
	}

	/** Goes without a word, as a lost network does. */
	vanish(): void {
		this.socket.terminate();
	}

	private receive(frame: Uint8Array): void {
		const decoder = decoding.createDecoder(frame);
		switch (decoding.readVarUint(decoder)) {
			case MESSAGE.sync:
				return this.receiveSync(decoder);
			case MESSAGE.awareness:
				this.order.push('awareness');
				return void this.presence.push(decoding.readVarUint8Array(decoder));
			case MESSAGE.saved:
				this.order.push('saved');
				return void this.savedCounts.push(readSaved(decoder));
			case MESSAGE.event:
				this.order.push('event');
				return void this.events.push(readEvent(decoder));
			case MESSAGE.refused:
				this.order.push('refused');
				this.refused = readRefused(decoder);
		}
	}

	private receiveSync(decoder: decoding.Decoder): void {
		const step = decoding.readVarUint(decoder);
		const body = decoding.readVarUint8Array(decoder);
		if (step === SYNC.step1) {
			this.order.push('step1');
			if (this.answers) this.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(this.doc, body)));
			return;
		}
		this.order.push(step === SYNC.step2 ? 'step2' : 'update');
		if (step === SYNC.update) this.updates.push(body);
		Y.applyUpdate(this.doc, body, 'server');
	}
}
