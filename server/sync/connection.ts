/**
 * One socket on one plan. It caps and reads frames, hands updates to the room in their order, and
 * tells the client how many of its counted frames are settled (D5). What it sends is bounded: a
 * reader that falls behind gets one diff when it has drained (L2).
 */
import * as Y from 'yjs';
import type { RawData, WebSocket } from 'ws';
import type { Session } from '#server/auth/sessions.ts';
import type { AccountId, ProgrammeId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { CLOSE, encodeAwareness, encodeEvent, encodeRefused, encodeSaved, encodeSync, readFrame, SYNC, type PlanEvent, type Refusal } from '#lib/sync/wire.ts';
import { log } from '#server/log.ts';
import { mergeOrNull, readStateVector, stateOf } from './decode.ts';
import { Drain } from './drain.ts';
import { LIMITS } from './limits.ts';
import type { ClientEntry, Member } from './member.ts';
import { countRefusal, observeAcknowledgement } from './metrics.ts';
import { Pace } from './pace.ts';
import type { Presence, Present } from './presence.ts';
import type { Room } from './room.ts';

export interface ConnectionOptions {
	socket: WebSocket;
	room: Room;
	presence: Presence;
	user: User;
	session: Session;
	mayEdit: boolean;
	/** Our own client, which understands saved, event and refused. */
	ours: boolean;
	onClose: (connection: Connection) => void;
}

export class Connection implements Member, Present {
	readonly user: User;
	readonly account: AccountId;
	readonly session: string;
	readonly signedIn: Session;
	readonly mayEdit: boolean;
	private readonly options: ConnectionOptions;
	private readonly socket: WebSocket;
	private readonly room: Room;

	private counted = 0;
	private settled = 0;
	private readonly unsettled = new Map<number, () => void>();
	/** Updates that ran ahead, until the client has answered the step 1 that they caused (V2). */
	private held: ClientEntry[] = [];
	private answersOwed = 0;
	private heldTimer: NodeJS.Timeout | null = null;

	private readonly pace: Pace;
	private readonly drain: Drain;
	/** State vector of what a slow reader has been sent; null while it keeps up. */
	private behind: Uint8Array | null = null;
	private keepingAlive: NodeJS.Timeout | null = null;
	private alive = true;
	private active = true;
	private closedByUs = false;
	private answered = false;
	/** The newest step 1 of a reader that has yet to drain the answer to an earlier one. */
	private waitingStep1: Uint8Array | null = null;

	constructor(options: ConnectionOptions) {
		this.options = options;
		this.socket = options.socket;
		this.room = options.room;
		this.user = options.user;
		this.account = options.user.account;
		this.session = options.session.id;
		this.signedIn = options.session;
		this.mayEdit = options.mayEdit;
		// A socket that was not read could not show its pong.
		this.pace = new Pace(options.socket, () => (this.alive = true));
		this.drain = new Drain(options.socket);
	}

	get programme(): ProgrammeId {
		return this.room.plan.programmeId;
	}

	/** Whether the page did something since this was last asked: active pages keep their session (A2). */
	takeActivity(): boolean {
		const active = this.active;
		this.active = false;
		return active;
	}

	private get open(): boolean {
		return this.socket.readyState === this.socket.OPEN;
	}

	get admitted(): boolean {
		return !this.closedByUs;
	}

	/** Starts the conversation. Read-only sockets are sent no step 1 (V5). */
	start(): void {
		this.socket.on('message', (data, isBinary) => this.receive(data, isBinary));
		this.socket.on('pong', () => (this.alive = true));
		this.socket.once('close', () => this.end());
		this.keepingAlive = setInterval(() => this.keepAlive(), LIMITS.keepAliveMs);
		if (this.mayEdit) this.askForMissing();
		const others = this.options.presence.all(this);
		if (others) this.send(others);
	}

	// ------------------------------------------------------------ what the room and presence ask

	send(frame: Uint8Array): void {
		if (this.open) this.socket.send(frame);
	}

	sendUpdate(frame: Uint8Array): void {
		if (this.behind) return;
		this.send(frame);
		if (this.socket.bufferedAmount > LIMITS.bufferedBytes) this.fallBehind();
	}

	settle(ordinal: number): void {
		const acknowledged = this.unsettled.get(ordinal);
		if (!acknowledged) return;
		acknowledged();
		this.unsettled.delete(ordinal);
		this.tellSettled();
	}

	hold(entry: ClientEntry): void {
		this.held.push(entry);
		const bytes = this.held.reduce((sum, each) => sum + each.bytes.byteLength, 0);
		if (this.held.length > LIMITS.waitingUpdates || bytes > LIMITS.waitingBytes) return this.refuse(GAP);
		// The answer to an earlier step 1 was among the entry, and the gap is still there.
		if (entry.ordinals.length > 1 && this.answersOwed === 0) return this.refuse(GAP);
		if (this.answersOwed === 0) this.askForMissing();
		this.heldTimer ??= setTimeout(() => this.refuse(GAP), LIMITS.waitingMs);
	}

	refuse(refusal: Refusal): void {
		countRefusal(refusal.code);
		if (this.options.ours) this.send(encodeRefused(refusal));
		this.close(CLOSE.refused, refusal.reason);
	}

	/** @param reason in plain words; shortened to what a close frame can carry */
	close(code: number, reason: string): void {
		this.closedByUs = true;
		if (this.socket.readyState >= this.socket.CLOSING) return;
		let text = reason;
		while (Buffer.byteLength(text) > 123) text = text.slice(0, -1);
		this.socket.close(code, text);
		// A peer that does not answer the close is cut off, and its edits must not land meanwhile.
		this.socket.removeAllListeners('message');
		setTimeout(() => this.socket.terminate(), 5_000).unref();
	}

	tell(event: PlanEvent): void {
		if (this.options.ours) this.send(encodeEvent(event));
	}

	// ------------------------------------------------------------ what the client says

	private receive(data: RawData, isBinary: boolean): void {
		// `ws` hands out Buffers unless told otherwise.
		if (!isBinary || !(data instanceof Buffer)) return this.close(CLOSE.badFrame, 'This address speaks binary frames only.');
		this.pace.spend();
		const frame = readFrame(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
		switch (frame?.type) {
			case undefined:
				return this.close(CLOSE.badFrame, 'A frame could not be read.');
			case 'step1':
				return this.answer(frame.stateVector);
			case 'step2':
				if (this.answersOwed > 0) this.answersOwed -= 1;
				return this.take(frame.update, this.takeHeld());
			case 'update':
				this.active = true;
				return this.take(frame.update, []);
			case 'awareness':
				this.active = true;
				return this.options.presence.receive(this, frame.body);
			case 'queryAwareness': {
				const others = this.options.presence.all(this);
				if (others) this.send(others);
			}
		}
	}

	private answer(stateVector: Uint8Array): void {
		const known = readStateVector(stateVector);
		if (!known) return this.close(CLOSE.badFrame, 'A state vector could not be read.');
		if (!this.aheadOfLog(known)) return this.sendMissing(stateVector);
		// Before anything is said about the log, it is looked at once more: another process may have written (D3).
		this.room.look().then(
			() => {
				if (this.aheadOfLog(known)) this.close(CLOSE.reload, 'This plan was restored from a copy. Reload the page.');
				else this.sendMissing(stateVector);
			},
			(error: unknown) => {
				log.error({ err: error }, 'The log could not be looked at');
				this.close(CLOSE.goingAway, 'Milepost cannot open this plan at the moment.');
			}
		);
	}

	/** Whether a client holds edits of somebody else that the room does not. */
	private aheadOfLog(known: Map<number, number>): boolean {
		const { claims } = this.room.plan;
		return [...known].some(([client, clock]) => clock > stateOf(this.room.committed, client) && claims.get(client) !== this.account && claims.has(client));
	}

	/** The first answer goes out whatever its size; a later one waits until the reader has drained (L2). */
	private sendMissing(stateVector: Uint8Array): void {
		if (this.answered && this.socket.bufferedAmount > LIMITS.bufferedBytes) {
			this.waitingStep1 = stateVector;
			if (!this.behind) this.fallBehind();
			return;
		}
		this.answered = true;
		this.send(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(this.room.committed, stateVector)));
	}

	/** Hands an update to the room, together with those that waited for this answer. */
	private take(update: Uint8Array, waited: ClientEntry[]): void {
		this.counted += 1;
		this.unsettled.set(this.counted, observeAcknowledgement());
		const ordinals = [...waited.flatMap((entry) => entry.ordinals), this.counted];
		const bytes = waited.length === 0 ? update : mergeOrNull([update, ...waited.map((entry) => entry.bytes)]);
		if (!bytes) return this.refuse({ code: 'encoding', reason: 'This change could not be read.' });
		this.room.submit({ kind: 'client', member: this, ordinals, bytes });
	}

	private takeHeld(): ClientEntry[] {
		const held = this.held;
		this.held = [];
		if (this.heldTimer) clearTimeout(this.heldTimer);
		this.heldTimer = null;
		return held;
	}

	private askForMissing(): void {
		this.answersOwed += 1;
		this.send(encodeSync(SYNC.step1, Y.encodeStateVector(this.room.committed)));
	}

	private tellSettled(): void {
		// Ordinals were put in rising order, so the first is the least.
		const [first] = this.unsettled.keys();
		const settled = first === undefined ? this.counted : first - 1;
		if (settled === this.settled) return;
		this.settled = settled;
		if (this.options.ours) this.send(encodeSaved(settled));
	}

	// ------------------------------------------------------------ time

	/** The stock client gives up after 30 s of silence; a peer that is gone answers no ping. */
	private keepAlive(): void {
		// A socket we do not read cannot show us its pong.
		if (!this.alive && !this.socket.isPaused) return this.socket.terminate();
		this.alive = false;
		this.socket.ping();
		this.send(encodeAwareness(new Uint8Array([0])));
	}

	private fallBehind(): void {
		this.behind = Y.encodeStateVector(this.room.committed);
		this.drain.wait({
			drained: () => this.catchUp(),
			stalled: () => {
				this.close(CLOSE.tooSlow, 'The connection is too slow. It will be tried again.');
				this.socket.terminate();
			}
		});
	}

	private catchUp(): void {
		if (!this.behind) return;
		const diff = Y.encodeStateAsUpdate(this.room.committed, this.behind);
		this.behind = null;
		this.sendUpdate(encodeSync(SYNC.update, diff));
		const waiting = this.waitingStep1;
		this.waitingStep1 = null;
		if (waiting) this.sendMissing(waiting);
	}

	private end(): void {
		if (this.keepingAlive) clearInterval(this.keepingAlive);
		this.pace.stop();
		this.drain.stop();
		this.takeHeld();
		this.options.presence.leave(this);
		this.options.onClose(this);
	}
}

const GAP: Refusal = { code: 'gap', reason: 'This change builds on others that did not arrive.' };
