/** Updates that Yjs itself would not write, made byte by byte. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** An update without structs that deletes a range of a client's clocks. */
export function deleteOnly(client: number, clock: number, length: number): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const part of [0, 1, client, 1, clock, length]) encoding.writeVarUint(encoder, part);
	return encoding.toUint8Array(encoder);
}

/** One collected struct (a GC) of a client at clock 0. */
export function collected(client: number, length: number): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const part of [1, 1, client, 0]) encoding.writeVarUint(encoder, part);
	encoding.writeUint8(encoder, 0);
	encoding.writeVarUint(encoder, length);
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

/** One collected struct each of many client ids. */
export function manyClients(count: number): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, count);
	for (let client = 1; client <= count; client += 1) {
		for (const part of [1, 1_000_000 + client, 0]) encoding.writeVarUint(encoder, part);
		encoding.writeUint8(encoder, 0);
		encoding.writeVarUint(encoder, 1);
	}
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

/** What an edit of a copy of the document, by another page, would send. */
export function updateFrom(doc: Y.Doc, make: (copy: Y.Doc) => void, client?: number): Uint8Array {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	if (client !== undefined) copy.clientID = client;
	const updates: Uint8Array[] = [];
	copy.on('update', (update) => updates.push(update));
	copy.transact(() => make(copy));
	return Y.mergeUpdates(updates);
}
