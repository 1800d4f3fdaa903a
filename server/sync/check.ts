/**
 * One decision about one update: accept it whole or refuse it whole, never rewrite it (V).
 *
 * `candidate` is the committed document plus the edits accepted since. Accepting applies the
 * update to it; so does a refusal of V3 and V4, after which the caller must rebuild it, for Yjs
 * has no rollback (`spoiled`).
 */
import * as Y from 'yjs';
import { ADDED, observeChanges, type Change } from '#lib/plan/changes.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { log } from '#server/log.ts';
import type { Refusal } from '#lib/sync/wire.ts';
import { decodeUpdate, isNoOp, newClients, runsAhead } from './decode.ts';
import { LIMITS } from './limits.ts';

/** Which account a Yjs client id belongs to; null is the server's own. */
export type Claims = ReadonlyMap<number, AccountId | null>;

export interface Accepted {
	verdict: 'accept';
	/** What the log lacked, and no more: the same edit as Yjs itself would send it on. */
	bytes: Uint8Array;
	changes: Change[];
	/** Client ids that now belong to this account. */
	claimed: number[];
}
export type Verdict =
	| Accepted
	/** The log has it all already (V5): settled without a row, taken from anyone. */
	| { verdict: 'no-op' }
	/** It builds on edits that have not arrived (V2): ask the client for what is missing. */
	| { verdict: 'ahead' }
	| { verdict: 'refuse'; refusal: Refusal; spoiled: boolean };

export interface CheckContext {
	candidate: Y.Doc;
	claims: Claims;
	/** The reference already given to a milestone, if any (V7). */
	refOf: (milestone: string) => unknown;
	account: AccountId;
	mayEdit: boolean;
}

/** Decides about one update of one account. */
export function check(bytes: Uint8Array, context: CheckContext): Verdict {
	const { candidate, claims, account } = context;
	if (bytes.byteLength > LIMITS.updateBytes) return refuse('size', 'This change is too large to be sent in one piece. Paste fewer rows at a time.');
	const update = decodeUpdate(bytes);
	if (!update) return refuse('encoding', 'This change could not be read.');
	if (isNoOp(update, candidate)) return { verdict: 'no-op' };
	if (!context.mayEdit) return refuse('read-only', 'You can read this plan, but your role does not allow changing it.');

	const clients = newClients(update, candidate);
	for (const client of clients) {
		const owner = claims.get(client);
		if (owner !== undefined && owner !== account) return refuse('client', 'This change carries another person’s edits.');
	}
	if (clients.size > LIMITS.newClientsPerUpdate) return refuse('client', 'This change comes from too many pages at once.');
	if (runsAhead(update, candidate)) return { verdict: 'ahead' };

	const accepted = tryApply(candidate, bytes);
	if (!accepted) return { verdict: 'refuse', refusal: { code: 'encoding', reason: 'This change could not be read.' }, spoiled: true };
	const offence = accepted.offences[0] ?? refOffence(accepted.changes, context.refOf);
	if (offence !== undefined) return { verdict: 'refuse', refusal: { code: 'shape', reason: offence }, spoiled: true };
	if (candidate.store.pendingStructs !== null || candidate.store.pendingDs !== null) {
		return { verdict: 'refuse', refusal: { code: 'gap', reason: 'This change builds on others that did not arrive.' }, spoiled: true };
	}
	const claimed = [...clients].filter((client) => !claims.has(client));
	// Everything it brought was held already, in another cut: nothing to log.
	if (!accepted.bytes) return { verdict: 'no-op' };
	return { verdict: 'accept', bytes: accepted.bytes, changes: accepted.changes, claimed };
}

export interface Applied {
	/** Null when nothing was written: not the same as no changes, since a value may be written again. */
	bytes: Uint8Array | null;
	changes: Change[];
	offences: string[];
}

/** Runs an edit on a document in one transaction; returns what changed and the bytes that say so. */
export function applyAndWatch(doc: Y.Doc, apply: () => void): Applied {
	const updates: Uint8Array[] = [];
	const listen = (bytes: Uint8Array) => updates.push(bytes);
	doc.on('update', listen);
	try {
		const touched = observeChanges(doc, apply);
		return { ...touched, bytes: updates.length > 0 ? Y.mergeUpdates(updates) : null };
	} finally {
		doc.off('update', listen);
	}
}

/** Applies an update; null when Yjs itself stumbles over it, whatever it throws (V6). */
function tryApply(doc: Y.Doc, bytes: Uint8Array): Applied | null {
	try {
		return applyAndWatch(doc, () => Y.applyUpdate(doc, bytes));
	} catch (error) {
		log.error({ err: error }, 'An update could be decoded but not applied');
		return null;
	}
}

/** A client may write a reference only as the one already given (V7); redoing an add does so. */
function refOffence(changes: Change[], refOf: CheckContext['refOf']): string | undefined {
	for (const change of changes) {
		if (change.entity !== 'milestone') continue;
		const written = change.field === 'ref' ? change.new : change.field === ADDED ? (change.new as { ref: string }).ref : undefined;
		if (written === undefined || (change.field === ADDED && written === '')) continue;
		if (written !== refOf(change.id)) return 'References are given by Milepost and cannot be changed.';
	}
	return undefined;
}

function refuse(code: Refusal['code'], reason: string): Verdict {
	return { verdict: 'refuse', refusal: { code, reason }, spoiled: false };
}
