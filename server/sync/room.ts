/**
 * One open plan. Invariants:
 *
 *   - `committed` holds exactly the log's rows up to `seq`, applied in order; it is all that
 *     joiners and snapshots ever get (D6, D8).
 *   - `candidate` is `committed` plus the accepted edits of the group being committed. Between
 *     groups the two are equal; after a refusal or a failed commit it is rebuilt.
 *   - One group at a time: what arrives meanwhile queues and goes together (D4).
 *   - The order is validate → commit → apply → broadcast → acknowledge (D1).
 */
import * as Y from 'yjs';
import { setTimeout as delay } from 'node:timers/promises';
import { unauthorisedSessions } from '#server/auth/edit-check.ts';
import { inTime } from '#server/in-time.ts';
import { log } from '#server/log.ts';
import { commitGroup, isAboutData, type CommitOutcome } from '#server/store/commit.ts';
import { catchUp, type LoadedPlan } from '#server/store/load.ts';
import type { Database } from '#server/store/query.ts';
import { saveSnapshot } from '#server/store/snapshot.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { CLOSE, encodeSync, SYNC } from '#lib/sync/wire.ts';
import { acknowledge, copyOf, formGroup, takeGroup, type Entry, type Group } from './group.ts';
import type { Member } from './member.ts';
import { LIMITS } from './limits.ts';
import { observeCommit } from './metrics.ts';

export interface Committed {
	planId: LoadedPlan['id'];
	at: Date;
}

export interface RoomOptions {
	db: Database;
	loaded: LoadedPlan;
	onCommitted: (committed: Committed) => void;
	onLost: () => void;
}

export class Room {
	readonly plan: Omit<LoadedPlan, 'doc'>;
	readonly members = new Set<Member>();
	committed: Y.Doc;
	private candidate: Y.Doc;
	private readonly db: Database;
	private readonly tellCommitted: (committed: Committed) => void;
	private readonly tellLost: () => void;
	private readonly queue: Entry[] = [];
	private lookers: { resolve: () => void; reject: (reason: unknown) => void }[] = [];
	private stopped = false;
	private pumping: Promise<void> | null = null;

	/** @param onLost called when the log is no longer the one this room holds: open it anew */
	constructor({ db, loaded, onCommitted, onLost }: RoomOptions) {
		const { doc, ...plan } = loaded;
		this.db = db;
		this.plan = plan;
		this.committed = doc;
		this.candidate = copyOf(doc);
		this.tellCommitted = onCommitted;
		this.tellLost = onLost;
	}

	/** Takes an entry in its turn. */
	submit(entry: Entry): void {
		// Not acknowledged, so its sender keeps it and sends it again elsewhere (O2).
		if (this.stopped) return entry.kind === 'server' ? entry.reject(new Error('Milepost is stopping')) : undefined;
		this.queue.push(entry);
		this.startPump();
	}

	/** Brings the room up to the log's head (D3); resolves when it is, or rejects when the plan was rebuilt. */
	look(): Promise<void> {
		return new Promise((resolve, reject) => {
			this.lookers.push({ resolve, reject });
			this.startPump();
		});
	}

	private startPump(): void {
		this.pumping ??= this.pump().catch((error: unknown) => log.error({ err: error, plan: this.plan.id }, 'A plan could not go on'));
	}

	/**
	 * Makes an edit of the server's own, attributed to an account, through the same check and commit.
	 * @param at only the example loader gives it
	 * @throws when the edit is not one that a screen could have made, or the plan was rebuilt meanwhile
	 */
	edit(account: AccountId, make: (doc: Y.Doc) => void, at?: Date): Promise<void> {
		return new Promise((resolve, reject) => this.submit({ kind: 'server', account, make, resolve, reject, ...(at ? { at } : {}) }));
	}

	/** Whether nothing is queued or being committed. */
	get idle(): boolean {
		return this.pumping === null;
	}

	/** Takes nothing more; resolves when everything submitted so far is committed or refused (O2). */
	async stop(): Promise<void> {
		this.stopped = true;
		while (this.pumping) await this.pumping;
	}

	private async pump(): Promise<void> {
		try {
			while (this.queue.length > 0 || this.lookers.length > 0) {
				if (this.lookers.length > 0) await this.answerLookers();
				if (this.queue.length > 0) await this.commitNext(takeGroup(this.queue));
			}
		} finally {
			// Here and not a moment later: what is submitted in between would find nobody to take it.
			this.pumping = null;
		}
	}

	private async answerLookers(): Promise<void> {
		const lookers = this.lookers;
		this.lookers = [];
		try {
			await this.refresh();
			for (const each of lookers) each.resolve();
		} catch (error) {
			for (const each of lookers) each.reject(error);
		}
	}

	private async commitNext(entries: Entry[]): Promise<void> {
		let waiting = entries;
		let failures = 0;
		for (let again = false; waiting.length > 0; again = true) {
			try {
				waiting = await this.tryCommit(waiting, again);
			} catch (error) {
				failures += 1;
				log.error({ err: error, plan: this.plan.id, failures }, 'A commit failed');
				if (error instanceof PlanRebuilt) return this.giveUp(waiting, error);
				if (failures > 1 && isAboutData(error)) return this.commitSingly(waiting, error);
				if (failures >= LIMITS.commitRetries) return this.giveUp(waiting, error);
				await delay(Math.min(100 * 2 ** failures, 5_000));
			}
		}
	}

	/** One edit is what the database cannot store: it alone is refused, and the others land (V6). */
	private async commitSingly(entries: Entry[], error: unknown): Promise<void> {
		if (entries.length > 1) {
			for (const entry of entries) await this.commitNext([entry]);
			return;
		}
		for (const entry of entries) {
			if (entry.kind === 'server') entry.reject(error);
			else entry.member.refuse({ code: 'shape', reason: 'This change could not be stored.' });
		}
	}

	/** Checks and commits once. @returns the entries still to be dealt with */
	private async tryCommit(entries: Entry[], again: boolean): Promise<Entry[]> {
		if (again) await this.refresh();
		const present = entries.filter((entry) => entry.kind === 'server' || entry.member.admitted);
		const group = formGroup(present, {
			plan: this.plan,
			committed: this.committed,
			candidate: this.candidate,
			rebuild: () => copyOf(this.committed)
		});
		this.candidate = group.candidate;
		let landed = false;
		try {
			// Before anything is refused, a server that may have fallen behind looks once more (D3).
			if (group.refused.length > 0 && !again && (await this.refresh())) return present;
			if (group.log.length > 0) {
				const outcome = await this.commit(group);
				if (outcome.outcome === 'behind') return present;
				if (outcome.outcome === 'unauthorised') return this.dismiss(present, outcome.sessions);
				this.apply(group, outcome.headSeq);
				landed = true;
				this.send(Y.mergeUpdates(group.log.map((entry) => entry.bytes)));
				this.tellCommitted({ planId: this.plan.id, at: outcome.at });
			}
			landed = true;
		} finally {
			if (!landed) this.resetCandidate();
		}
		acknowledge(group);
		await this.snapshotWhenDue();
		return [];
	}

	private resetCandidate(): void {
		this.candidate.destroy();
		this.candidate = copyOf(this.committed);
	}

	private async commit(group: Group): Promise<CommitOutcome> {
		const stop = observeCommit();
		const at = group.at;
		// Should a commit that was given up land all the same, the next one finds its head moved (D3) and its edits there (V5).
		const committing = commitGroup(this.db, {
			planId: this.plan.id,
			epoch: this.plan.epoch,
			expectedSeq: this.plan.headSeq,
			entries: group.log,
			refsGiven: group.refsGiven,
			after: group.candidate,
			...(at ? { at } : {}),
			authorise: (tx) => unauthorisedSessions(tx, group.sessions, this.plan.programmeId)
		});
		const outcome = await inTime(committing, LIMITS.commitMs);
		stop();
		return outcome;
	}

	/** Closes the connections that may no longer edit; returns everybody else's entries. */
	private dismiss(entries: Entry[], sessions: Map<string, 'signed-out' | 'no-role'>): Entry[] {
		for (const member of [...this.members]) {
			const why = sessions.get(member.session);
			if (why === 'signed-out') member.close(CLOSE.signIn, 'Sign in again.');
			else if (why === 'no-role') member.close(CLOSE.roleChanged, 'Your role in this programme has changed.');
		}
		return entries.filter((entry) => entry.kind === 'server' || !sessions.has(entry.member.session));
	}

	private apply(group: Group, headSeq: number): void {
		this.committed.transact(() => group.log.forEach((entry) => Y.applyUpdate(this.committed, entry.bytes)));
		this.plan.headSeq = headSeq;
		this.plan.nextRef += group.refsGiven;
		for (const entry of group.log) for (const client of entry.claimed) this.plan.claims.set(client, entry.account);
	}

	/** What a group changed goes out as one frame. */
	private send(update: Uint8Array): void {
		const frame = encodeSync(SYNC.update, update);
		for (const member of this.members) member.sendUpdate(frame);
	}

	/** Fetches what other processes committed (D3). @returns whether there was anything */
	private async refresh(): Promise<boolean> {
		const found = await inTime(catchUp(this.db, this.plan.id, this.plan.headSeq), LIMITS.commitMs);
		if (!found || found.epoch !== this.plan.epoch || found.headSeq < this.plan.headSeq) {
			this.tellLost();
			for (const member of [...this.members]) member.close(CLOSE.reload, 'This plan was rebuilt. Reload the page.');
			throw new PlanRebuilt();
		}
		if (found.rows.length === 0) return false;
		this.committed.transact(() => found.rows.forEach((row) => Y.applyUpdate(this.committed, row.bytes)));
		this.resetCandidate();
		this.plan.headSeq = found.headSeq;
		this.plan.nextRef = found.nextRef;
		if (found.claims) this.plan.claims = found.claims;
		this.send(Y.mergeUpdates(found.rows.map((row) => row.bytes)));
		const at = found.rows.at(-1)?.at;
		if (at) this.tellCommitted({ planId: this.plan.id, at });
		return true;
	}

	/** The database stays away: nothing was acknowledged, so clients keep their edits and try again. */
	private giveUp(entries: Entry[], error: unknown): void {
		for (const entry of entries) {
			if (entry.kind === 'server') entry.reject(error);
			else entry.member.close(CLOSE.goingAway, 'Milepost cannot save at the moment. Your changes are still on this page.');
		}
	}

	private async snapshotWhenDue(): Promise<void> {
		if (this.plan.headSeq - this.plan.snapshotSeq < LIMITS.snapshotEvery) return;
		try {
			await saveSnapshot(this.db, { planId: this.plan.id, epoch: this.plan.epoch, seq: this.plan.headSeq, doc: this.committed });
			this.plan.snapshotSeq = this.plan.headSeq;
		} catch (error) {
			// The edits are committed and must not be tried again; the next commit tries the snapshot again.
			log.error({ err: error, plan: this.plan.id }, 'A snapshot could not be kept');
		}
	}

	/** Forgets the document when the last reader has gone (O1); there is nothing to flush. */
	destroy(): void {
		this.committed.destroy();
		this.candidate.destroy();
	}
}

/** The log is no longer the one the room holds: nothing can be committed here any more. */
class PlanRebuilt extends Error {
	constructor() {
		super('The plan was rebuilt while it was open');
	}
}
