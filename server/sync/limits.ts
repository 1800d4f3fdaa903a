/** Every limit of the sync server (L1–L4, A3), in one place. Bytes, milliseconds and counts. */
import { MAX_FRAME_BYTES, MAX_UPDATE_BYTES } from '#lib/sync/wire.ts';

export const LIMITS = {
	frameBytes: MAX_FRAME_BYTES,
	updateBytes: MAX_UPDATE_BYTES,
	/** Messages a second a socket, and the burst it may save up. */
	messagesPerSecond: 30,
	messageBurst: 300,
	socketsPerPerson: 10,
	stateVectorEntries: 20_000,

	/** Updates that run ahead of the log wait for the answer to step 1: so many, so large, so long. */
	waitingUpdates: 64,
	waitingBytes: 2 * 1024 * 1024,
	waitingMs: 20_000,
	/** Client ids that one update may bring: one for each page load whose edits were not sent yet. */
	newClientsPerUpdate: 100,

	presenceBytes: 4 * 1024,
	presencePerSecond: 5,
	presenceFrameMs: 100,
	keepAliveMs: 15_000,
	/** Readers whose session or role has gone are found within a minute. */
	sweepMs: 5_000,

	/** A reader this far behind gets no more increments until it has drained. */
	bufferedBytes: 1024 * 1024,
	drainCheckMs: 250,
	drainStallMs: 10_000,

	/** Edits committed together, at the most. */
	groupEntries: 200,
	groupBytes: 4 * 1024 * 1024,
	commitRetries: 8,
	/** How long the database may take over a commit before it is tried again. */
	commitMs: 30_000,
	snapshotEvery: 200,
	idleRoomMs: 30_000,
	shutdownMs: 10_000
} as const;
