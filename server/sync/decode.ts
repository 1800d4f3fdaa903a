/** Strict reading of a Yjs update (V1), and what it would add to a document, without applying it. */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { LIMITS } from './limits.ts';

export interface DecodedUpdate {
	bytes: Uint8Array;
	structs: (Y.Item | Y.GC | Y.Skip)[];
	deletes: Map<number, { clock: number; len: number }[]>;
}

/**
 * Clocks end here. No page comes near it, and a clock past 2^53 could not be read back by anybody.
 */
const LAST_CLOCK = 2 ** 40;

/**
 * Decodes a V1 update; every byte must be consumed.
 * @returns null when it is malformed, truncated, followed by something, or of another encoding
 */
export function decodeUpdate(bytes: Uint8Array): DecodedUpdate | null {
	try {
		const { structs, ds } = Y.decodeUpdate(bytes);
		// decodeUpdate does not tell where it stopped; reading once more into an empty document does.
		const decoder = decoding.createDecoder(bytes);
		const scratch = new Y.Doc();
		Y.readUpdate(decoder, scratch);
		scratch.destroy();
		if (decoding.hasContent(decoder)) return null;
		const deletes = ds.clients as DecodedUpdate['deletes'];
		const ranges = [...structs.map((struct) => ({ clock: struct.id.clock, len: struct.length })), ...[...deletes.values()].flat()];
		// Yjs writes no empty struct, and one would break its search by clock.
		if (ranges.some(({ clock, len }) => len < 1 || clock + len > LAST_CLOCK)) return null;
		return { bytes, structs, deletes };
	} catch {
		// Every way of being malformed throws something else; the answer is the same for all of them.
		return null;
	}
}

/** First clock of a client that a document lacks. */
export function stateOf(doc: Y.Doc, client: number): number {
	return Y.getState(doc.store, client);
}

/** Clients that the update brings new structs of (V2). */
export function newClients(update: DecodedUpdate, doc: Y.Doc): Set<number> {
	const clients = new Set<number>();
	for (const struct of update.structs) {
		if (struct instanceof Y.Skip) continue;
		if (struct.id.clock + struct.length > stateOf(doc, struct.id.client)) clients.add(struct.id.client);
	}
	return clients;
}

/** Whether everything the update builds on, or deletes, is in the document or in the update itself. */
export function runsAhead(update: DecodedUpdate, doc: Y.Doc): boolean {
	const reach = new Map<number, number>();
	const reachOf = (client: number) => reach.get(client) ?? stateOf(doc, client);
	const inOrder = update.structs.toSorted((one, other) => one.id.clock - other.id.clock);
	for (const struct of inOrder) {
		const { client, clock } = struct.id;
		if (struct instanceof Y.Skip) continue;
		if (clock > reachOf(client)) return true;
		reach.set(client, Math.max(reachOf(client), clock + struct.length));
	}
	const missing = (id: { client: number; clock: number } | null | undefined) => !!id && id.clock >= reachOf(id.client);
	for (const struct of inOrder) {
		if (!(struct instanceof Y.Item)) continue;
		// Before integration `parent` is a root's name, an id, or null (then an origin tells).
		const parent = struct.parent as unknown;
		if (missing(struct.origin) || missing(struct.rightOrigin) || (parent instanceof Y.ID && missing(parent))) return true;
	}
	for (const [client, ranges] of update.deletes) {
		if (ranges.some(({ clock, len }) => clock + len > reachOf(client))) return true;
	}
	return false;
}

/** Whether the document already has every struct and every deletion of the update (V5). */
export function isNoOp(update: DecodedUpdate, doc: Y.Doc): boolean {
	if (newClients(update, doc).size > 0) return false;
	for (const [client, ranges] of update.deletes) {
		const structs = doc.store.clients.get(client);
		for (const { clock, len } of ranges) {
			if (!structs || clock + len > stateOf(doc, client)) return false;
			for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
				const struct = structs[index];
				if (!struct || struct.id.clock >= clock + len) break;
				if (!struct.deleted) return false;
			}
		}
	}
	return true;
}

/** Merges updates, or null when one of them is malformed: merging decodes its parts. */
export function mergeOrNull(updates: Uint8Array[]): Uint8Array | null {
	try {
		return Y.mergeUpdates(updates);
	} catch {
		// Every way of being malformed throws something else; the answer is the same for all of them.
		return null;
	}
}

/** Reads a state vector of a bounded number of entries (L1), or null when it is malformed or too long. */
export function readStateVector(bytes: Uint8Array): Map<number, number> | null {
	try {
		if (decoding.readVarUint(decoding.createDecoder(bytes)) > LIMITS.stateVectorEntries) return null;
		return Y.decodeStateVector(bytes);
	} catch {
		// As above.
		return null;
	}
}
