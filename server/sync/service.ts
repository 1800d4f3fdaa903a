/**
 * The running sync service: which plans are open, who is connected, and the one small interface
 * through which pages and commands reach it.
 */
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { liveSessions, touchSession, type Session } from '#server/auth/sessions.ts';
import { loadUsers } from '#server/auth/users.ts';
import { log } from '#server/log.ts';
import { loadPlan } from '#server/store/load.ts';
import type { Database } from '#server/store/query.ts';
import type { AccountId, PlanId, ProgrammeId } from '#lib/plan/ids.ts';
import { can, permissionsIn, type User } from '#lib/plan/rules.ts';
import { CLOSE, type PlanChanged, type PlanEvent } from '#lib/sync/wire.ts';
import { Connection } from './connection.ts';
import { LIMITS } from './limits.ts';
import { gaugeSync } from './metrics.ts';
import { Presence } from './presence.ts';
import { Room } from './room.ts';

interface OpenRoom {
	room: Room;
	presence: Presence;
	connections: Set<Connection>;
	idle: NodeJS.Timeout | null;
	/** Another room has taken its place. */
	lost: boolean;
}

export interface Joining {
	socket: WebSocket;
	planId: PlanId;
	user: User;
	session: Session;
	ours: boolean;
	/** Whether the page takes itself to be allowed to edit; null when it does not say. */
	takenRole: boolean | null;
}

export class SyncService {
	private readonly db: Database;
	private readonly rooms = new Map<PlanId, Promise<OpenRoom | null>>();
	private readonly connections = new Set<Connection>();
	private readonly listeners = new Set<(changed: PlanChanged) => void>();
	private readonly accessListeners = new Set<() => void>();
	/** What a connection's page was last told it may do, where that changed since it joined. */
	private readonly rights = new WeakMap<Connection, string>();
	private readonly sweeper: NodeJS.Timeout;
	private stopping = false;

	constructor(db: Database) {
		this.db = db;
		this.sweeper = setInterval(() => void this.sweep().catch((error: unknown) => log.error({ err: error }, 'The sweep of sessions failed')), LIMITS.sweepMs);
		this.sweeper.unref();
	}

	/** Joins a signed-in person's socket to a plan, or closes it with the reason. */
	async join({ socket, planId, user, session, ours, takenRole }: Joining): Promise<void> {
		if (this.stopping) return socket.close(CLOSE.goingAway, 'Milepost is restarting.');
		const opened = await this.open(planId);
		if (!opened) return socket.close(CLOSE.noSuchPlan, 'There is no such plan.');
		if (this.stopping) return socket.close(CLOSE.goingAway, 'Milepost is restarting.');
		const { room, presence, connections } = opened;
		const programme = room.plan.programmeId;
		if (!can(user, 'read', programme)) {
			this.leaveLater(planId, opened);
			return socket.close(CLOSE.noAccess, 'You do not have access to this plan.');
		}
		const mayEdit = can(user, 'edit', programme);
		// A role that changed while the page was away: it would wait for ever to be asked for its edits (V5).
		if (takenRole !== null && takenRole !== mayEdit) {
			this.leaveLater(planId, opened);
			return socket.close(CLOSE.roleChanged, 'Your role in this programme has changed.');
		}
		if (socket.readyState !== socket.OPEN) return this.leaveLater(planId, opened);
		// Counted without waiting for anything between here and the joining, so that a crowd cannot slip past.
		if ([...this.connections].filter((each) => each.account === user.account).length >= LIMITS.socketsPerPerson) {
			this.leaveLater(planId, opened);
			return socket.close(CLOSE.tooMany, 'You have this open in too many pages. Close some of them.');
		}
		const onClose = (connection: Connection) => {
			connections.delete(connection);
			room.members.delete(connection);
			this.connections.delete(connection);
			this.gauge();
			this.leaveLater(planId, opened);
		};
		const connection = new Connection({ socket, room, presence, user, session, mayEdit, ours, onClose });
		if (opened.idle) clearTimeout(opened.idle);
		opened.idle = null;
		connections.add(connection);
		room.members.add(connection);
		this.connections.add(connection);
		this.gauge();
		connection.start();
	}

	/**
	 * Makes an edit of the server's own through the same check and commit as any other (O4).
	 * @throws when there is no such plan, or the edit is one that no screen could make
	 */
	async edit(planId: PlanId, account: AccountId, make: (doc: Y.Doc) => void, at?: Date): Promise<void> {
		const opened = await this.open(planId);
		if (!opened) throw new Error('There is no such plan');
		try {
			await opened.room.edit(account, make, at);
		} finally {
			this.leaveLater(planId, opened);
		}
	}

	/** The committed state of a plan and its place in the log; null when there is no such plan. */
	async committed(planId: PlanId): Promise<{ update: Uint8Array; seq: number } | null> {
		const opened = await this.open(planId);
		if (!opened) return null;
		this.leaveLater(planId, opened);
		return { update: Y.encodeStateAsUpdate(opened.room.committed), seq: opened.room.plan.headSeq };
	}

	/** Tells every page that has the plan open, and every review that shows it, that something beside the document changed. */
	async tell(planId: PlanId, event: PlanEvent): Promise<void> {
		const opened = await this.rooms.get(planId);
		for (const connection of opened?.connections ?? []) connection.tell(event);
		this.tellListeners({ planId, kind: event.kind });
	}

	/** Calls back after each commit and each `tell`; returns a function that stops it. */
	onChanged(listener: (changed: PlanChanged) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** Calls back after `signedOut` and `accessChanged`; returns a function that stops it. */
	onAccess(listener: () => void): () => void {
		this.accessListeners.add(listener);
		return () => this.accessListeners.delete(listener);
	}

	/** Closes the sockets of sessions that ended, or of one account (A2). */
	signedOut(which: { session: string } | { account: AccountId }): void {
		for (const connection of [...this.connections]) {
			const meant = 'session' in which ? connection.session === which.session : connection.account === which.account;
			if (meant) connection.close(CLOSE.signIn, 'Sign in again.');
		}
		for (const listener of this.accessListeners) listener();
	}

	/** An account's roles changed, or it was disabled: what it may no longer see or do is closed at once (U3). */
	async accessChanged(account: AccountId): Promise<void> {
		await this.sweep([...this.connections].filter((each) => each.account === account));
		for (const listener of this.accessListeners) listener();
	}

	/** Closes what silent readers may no longer see: their session or role has gone (A2). Two queries, however many there are. */
	async sweep(connections: readonly Connection[] = [...this.connections]): Promise<void> {
		if (connections.length === 0) return;
		const live = await liveSessions(this.db, [...new Set(connections.map((each) => each.session))], new Date());
		const users = await loadUsers(this.db, [...new Set(connections.map((each) => each.account))]);
		for (const connection of connections) {
			if (!live.has(connection.session)) {
				connection.close(CLOSE.signIn, 'Sign in again.');
				continue;
			}
			const user = users.get(connection.account) ?? null;
			const programme = connection.programme;
			if (!can(user, 'read', programme)) connection.close(CLOSE.noAccess, 'You no longer have access to this plan.');
			else if (can(user, 'edit', programme) !== connection.mayEdit) connection.close(CLOSE.roleChanged, 'Your role in this programme has changed.');
			else {
				const rights = rightsOf(user, programme);
				if ((this.rights.get(connection) ?? rightsOf(connection.user, programme)) !== rights) connection.tell({ kind: 'rights' });
				this.rights.set(connection, rights);
				if (connection.takeActivity()) await touchSession(this.db, connection.signedIn, new Date());
			}
		}
	}

	/** Finishes the commits under way, then closes every socket (O2). */
	async stop(): Promise<void> {
		this.stopping = true;
		clearInterval(this.sweeper);
		const rooms = (await Promise.all(this.rooms.values())).filter((each) => each !== null);
		await Promise.all(rooms.map((each) => each.room.stop()));
		for (const connection of [...this.connections]) connection.close(CLOSE.goingAway, 'Milepost is restarting.');
		for (const { presence, idle } of rooms) {
			presence.stop();
			if (idle) clearTimeout(idle);
		}
	}

	private open(planId: PlanId): Promise<OpenRoom | null> {
		const known = this.rooms.get(planId);
		if (known) return known;
		const opening = this.load(planId);
		this.rooms.set(planId, opening);
		opening.then(
			(opened) => (opened ? this.gauge() : this.rooms.delete(planId)),
			() => this.rooms.delete(planId)
		);
		return opening;
	}

	private async load(planId: PlanId): Promise<OpenRoom | null> {
		const loaded = await loadPlan(this.db, planId);
		if (!loaded) return null;
		const connections = new Set<Connection>();
		const onLost = () => {
			opened.lost = true;
			this.rooms.delete(planId);
		};
		const room = new Room({ db: this.db, loaded, onCommitted: ({ planId: committed }) => this.tellListeners({ planId: committed }), onLost });
		const opened: OpenRoom = { room, presence: new Presence(connections), connections, idle: null, lost: false };
		return opened;
	}

	/** A listener that fails must not make a landed commit look like a failed one. */
	private tellListeners(changed: PlanChanged): void {
		for (const listener of this.listeners) {
			try {
				listener(changed);
			} catch (error) {
				log.error({ err: error }, 'A listener to changes failed');
			}
		}
	}

	/** An idle document leaves memory a little after its last reader (O1); there is nothing to flush. */
	private leaveLater(planId: PlanId, opened: OpenRoom): void {
		if (opened.connections.size > 0 || opened.idle || this.stopping) return;
		opened.idle = setTimeout(() => {
			opened.idle = null;
			if (opened.connections.size > 0) return;
			if (!opened.room.idle) return this.leaveLater(planId, opened);
			opened.presence.stop();
			opened.room.destroy();
			if (!opened.lost) this.rooms.delete(planId);
			this.gauge();
		}, LIMITS.idleRoomMs);
		opened.idle.unref();
	}

	private gauge(): void {
		gaugeSync({ connections: this.connections.size, rooms: this.rooms.size });
	}
}

/** What a person may do in a programme, as a word that is another when that is. */
function rightsOf(user: User | null, programme: ProgrammeId): string {
	return JSON.stringify(permissionsIn(user, programme));
}
