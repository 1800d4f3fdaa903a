/** Presence frames as y-protocols writes and reads them. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encodeAwareness } from '#lib/sync/wire.ts';

export interface PresenceEntry {
	client: number;
	state: Record<string, unknown> | null;
}

let clock = 0;

export function presenceFrame(entries: PresenceEntry[]): Uint8Array {
	const encoder = encoding.createEncoder();
	clock += 1;
	encoding.writeVarUint(encoder, entries.length);
	for (const { client, state } of entries) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, JSON.stringify(state));
	}
	return encodeAwareness(encoding.toUint8Array(encoder));
}

export function readPresence(body: Uint8Array): (PresenceEntry & { clock: number })[] {
	const decoder = decoding.createDecoder(body);
	return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
		client: decoding.readVarUint(decoder),
		clock: decoding.readVarUint(decoder),
		state: JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown> | null
	}));
}

/** What a client knows of the others after these frames: the newest state of each client id. */
export function presenceAfter(bodies: Uint8Array[]): Map<number, Record<string, unknown>> {
	const known = new Map<number, Record<string, unknown>>();
	for (const { client, state } of bodies.flatMap(readPresence)) {
		if (state) known.set(client, state);
		else known.delete(client);
	}
	return known;
}
