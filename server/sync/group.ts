/**
 * The edits that go into one transaction: each is checked in turn against the candidate, and
 * milestones that are new get their references at the end (V7). Forming a group changes nothing
 * but the candidate.
 */
import * as Y from 'yjs';
import { ADDED, type Change } from '#lib/plan/changes.ts';
import { entityMap, giveRef, rootsOf } from '#lib/plan/document.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import type { Refusal } from '#lib/sync/wire.ts';
import type { LogEntry } from '#server/store/commit.ts';
import type { LoadedPlan } from '#server/store/load.ts';
import { applyAndWatch, check, type Applied } from './check.ts';
import { LIMITS } from './limits.ts';
import type { ClientEntry } from './member.ts';

/** An edit that the server makes for somebody (O4). */
export interface ServerEntry {
	kind: 'server';
	account: AccountId;
	at?: Date;
	make: (doc: Y.Doc) => void;
	resolve: () => void;
	reject: (reason: unknown) => void;
}
export type Entry = ClientEntry | ServerEntry;

export interface GroupContext {
	plan: Omit<LoadedPlan, 'doc'>;
	committed: Y.Doc;
	/** Equal to `committed` at the start. */
	candidate: Y.Doc;
	/** A fresh copy of `committed`. */
	rebuild: () => Y.Doc;
}

export interface Group {
	log: LogEntry[];
	candidate: Y.Doc;
	/** Entries whose edits are in `log`, or were in the log before. */
	accepted: Entry[];
	held: ClientEntry[];
	/** `cause` is what a server's own edit threw. */
	refused: { entry: Entry; refusal: Refusal; cause?: unknown }[];
	/** Sessions whose edits the group holds, with their accounts. */
	sessions: Map<string, AccountId>;
	refsGiven: number;
	at: Date | undefined;
}

/** Takes from a queue the next entries that can share a transaction: all of one time, within the size of a group (D4). */
export function takeGroup(queue: Entry[]): Entry[] {
	const time = (entry: Entry | undefined) => (entry?.kind === 'server' ? entry.at?.getTime() : undefined);
	const first = time(queue[0]);
	let bytes = 0;
	let count = 0;
	for (const entry of queue) {
		bytes += entry.kind === 'client' ? entry.bytes.byteLength : 0;
		if (count > 0 && (count >= LIMITS.groupEntries || bytes > LIMITS.groupBytes || time(entry) !== first)) break;
		count += 1;
	}
	return queue.splice(0, count);
}

/** Checks the entries in order and gathers those that were accepted. */
export function formGroup(entries: Entry[], context: GroupContext): Group {
	const group: Group = { log: [], candidate: context.candidate, accepted: [], held: [], refused: [], sessions: new Map(), refsGiven: 0, at: undefined };
	const claims = new Map(context.plan.claims);
	for (const entry of entries) {
		if (entry.kind === 'server') addServerEntry(entry, group, context);
		else addClientEntry(entry, group, context, claims);
	}
	giveRefs(group, context);
	return group;
}

function addClientEntry(entry: ClientEntry, group: Group, context: GroupContext, claims: Map<number, AccountId | null>): void {
	const { account, session, mayEdit } = entry.member;
	// A connection that was refused starts afresh; what it sent behind the refused edit goes with it.
	if (group.refused.some((each) => each.entry.kind === 'client' && each.entry.member === entry.member)) return;
	const refOf = (id: string) => entityMap(context.committed, 'milestone', id)?.get('ref');
	const verdict = check(entry.bytes, { candidate: group.candidate, claims, refOf, account, mayEdit });
	switch (verdict.verdict) {
		case 'accept':
			verdict.claimed.forEach((client) => claims.set(client, account));
			group.log.push({ bytes: verdict.bytes, changes: verdict.changes, claimed: verdict.claimed, account, session });
			group.sessions.set(session, account);
			group.accepted.push(entry);
			return;
		case 'no-op':
			group.accepted.push(entry);
			return;
		case 'ahead':
			group.held.push(entry);
			return;
		case 'refuse':
			group.refused.push({ entry, refusal: verdict.refusal });
			if (verdict.spoiled) rebuildCandidate(group, context);
	}
}

function addServerEntry(entry: ServerEntry, group: Group, context: GroupContext): void {
	group.at = entry.at;
	let made: Applied;
	try {
		made = author(group.candidate, context.plan.serverClient, entry.make);
	} catch (cause) {
		// It threw half-way, for instance because the row is there already: its asker is told.
		group.refused.push({ entry, refusal: { code: 'shape', reason: 'The edit could not be made.' }, cause });
		return rebuildCandidate(group, context);
	}
	const offence = made.offences[0];
	if (offence !== undefined) {
		group.refused.push({ entry, refusal: { code: 'shape', reason: offence } });
		return rebuildCandidate(group, context);
	}
	if (made.bytes) group.log.push({ bytes: made.bytes, changes: made.changes, claimed: [], account: entry.account, session: null });
	group.accepted.push(entry);
}

/** Yjs changes a document's client id when it meets updates of that id, so it is set each time. */
function author(candidate: Y.Doc, serverClient: number, make: (doc: Y.Doc) => void): Applied {
	return applyAndWatch(candidate, () => {
		candidate.clientID = serverClient;
		candidate.transact(() => make(candidate));
	});
}

function rebuildCandidate(group: Group, context: GroupContext): void {
	group.candidate.destroy();
	group.candidate = context.rebuild();
	for (const entry of group.log) Y.applyUpdate(group.candidate, entry.bytes);
}

/** Numbers the group's new milestones, in the order in which they came. */
function giveRefs(group: Group, { plan }: GroupContext): void {
	for (const entry of [...group.log]) {
		const added = entry.changes.filter((change) => change.entity === 'milestone' && change.field === ADDED).toSorted(byOrder);
		if (added.length === 0) continue;
		const made = author(group.candidate, plan.serverClient, (doc) => {
			for (const change of added) {
				giveRef(doc, change.id, formatRef(plan.prefix, plan.nextRef + group.refsGiven));
				group.refsGiven += 1;
			}
		});
		// A reference belongs to the adding of its milestone, which history tells already.
		if (made.bytes) group.log.push({ bytes: made.bytes, changes: made.changes, claimed: [], account: entry.account, session: null });
	}
}

/** Rows added together, such as pasted ones, are numbered as they stand in the plan. */
function byOrder(one: Change, other: Change): number {
	const order = (change: Change) => (change.new as { order: string }).order;
	return order(one) < order(other) ? -1 : 1;
}

/** `CAN-07`: two digits at the least. */
function formatRef(prefix: string, number: number): string {
	return `${prefix}-${String(number).padStart(2, '0')}`;
}

/** Tells each entry's sender what became of it. */
export function acknowledge(group: Group): void {
	for (const entry of group.accepted) {
		if (entry.kind === 'server') entry.resolve();
		else entry.ordinals.forEach((ordinal) => entry.member.settle(ordinal));
	}
	for (const entry of group.held) entry.member.hold(entry);
	for (const { entry, refusal, cause } of group.refused) {
		if (entry.kind === 'server') entry.reject(cause ?? new Error(refusal.reason));
		else entry.member.refuse(refusal);
	}
}

/** A copy of a document that can be changed without changing the original. */
export function copyOf(doc: Y.Doc): Y.Doc {
	const copy = new Y.Doc();
	rootsOf(copy);
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
}
