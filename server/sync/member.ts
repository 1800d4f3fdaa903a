import type { AccountId } from '#lib/plan/ids.ts';
import type { Refusal } from '#lib/sync/wire.ts';

/** A frame of a client that carries an update: `ordinals` are the counted frames it settles. */
export interface ClientEntry {
	kind: 'client';
	member: Member;
	ordinals: number[];
	bytes: Uint8Array;
}
/** A connection as its room sees it. */
export interface Member {
	readonly account: AccountId;
	readonly session: string;
	readonly mayEdit: boolean;
	/** Sends an increment, unless the reader has fallen behind and is to get a diff later. */
	sendUpdate(frame: Uint8Array): void;
	/** Marks a counted frame as settled. */
	settle(ordinal: number): void;
	/** Keeps an update that runs ahead until the client has answered a new step 1 (V2). */
	hold(entry: ClientEntry): void;
	refuse(refusal: Refusal): void;
	close(code: number, reason: string): void;
	/** False once we closed it: what it sent may no longer land. A page that has merely left loses nothing. */
	readonly admitted: boolean;
}
