/**
 * The wire between a page and the sync server: the one module that knows message and close codes.
 *
 * It is the y-websocket protocol: binary frames, each a message type (varint) and its body.
 *
 *   0 sync        y-protocols: 0 step 1 (state vector), 1 step 2 (answer), 2 update
 *   1 awareness   y-protocols presence
 *   3 query       asks for presence
 *
 * A client that connects with `?v=1` also gets three messages of ours, which others never see. It
 * may add `&edit=1` or `0`, what it takes its role to allow, and is closed with 4501 when that is wrong.
 *
 *   100 saved     varint n: of the frames on this socket that start `0,1` or `0,2`, the first n
 *                 are settled: committed, or already in the log
 *   101 event     JSON: something beside the document changed; ask again
 *   102 refused   JSON: an edit was not accepted and why; close code 4409 follows
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { PlanId } from '#lib/plan/ids.ts';

export const MESSAGE = { sync: 0, awareness: 1, queryAwareness: 3, saved: 100, event: 101, refused: 102 } as const;
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

export const CLOSE = {
	goingAway: 1012,
	tooSlow: 1013,
	/** Malformed, truncated, unknown or text frame. */
	badFrame: 4400,
	signIn: 4401,
	noAccess: 4403,
	noSuchPlan: 4404,
	/** An edit was refused; the page starts a fresh document and makes its unsent edits again. */
	refused: 4409,
	/** The document was rebuilt or restored; the page reloads. */
	reload: 4410,
	tooMany: 4429,
	/** The role changed; the page connects again with its new one. */
	roleChanged: 4501
} as const;

/** Bytes a frame may have at the most (L1). */
export const MAX_FRAME_BYTES = 2 * 1024 * 1024;
/** Bytes one update may have at the most (L1). */
export const MAX_UPDATE_BYTES = 1024 * 1024;

export type PlanEvent =
	| { kind: 'baseline' }
	/** What this person may do in the programme changed; whether they may edit did not. */
	| { kind: 'rights' }
	/** Threads, comments or challenges about a milestone, a KPI, or (both null) the plan. */
	| { kind: 'conversation'; milestone: string | null; kpi: string | null }
	/** Confidence, or decisions and actions; of a milestone, or (null) of the programme. */
	| { kind: 'confidence' | 'records'; milestone: string | null }
	/**
	 * A lead stated the programme's status, or took that back, or the closing of a review ended it; an
	 * administrator changed what its rule counts with; or a programme was made.
	 */
	| { kind: 'stated-status' }
	/** A review was begun, or its agenda or who came changed; told as an event of every plan. */
	| { kind: 'meeting' }
	/** An update round began or ended, or a milestone was confirmed. */
	| { kind: 'confirmations' }
	/** Readings, or recalculations, of a KPI; of several when null. */
	| { kind: 'readings'; kpi: string | null };

/** A plan changed: its document (without a kind), or only something beside it, of a kind. */
export interface PlanChanged {
	planId: PlanId;
	kind?: PlanEvent['kind'];
}

/**
 * What the stream of `/api/changes` tells in one message.
 * `kinds`: nothing but this changed, beside the document; absent: anything may have.
 */
export interface ChangesMessage {
	plan: PlanId;
	kinds?: readonly PlanEvent['kind'][];
}

export interface Refusal {
	/** Which rule said no, for logs and metrics. */
	code: 'encoding' | 'size' | 'client' | 'gap' | 'shape' | 'read-only' | 'reference';
	/** In plain words, for the person. */
	reason: string;
}

/** Whether a frame is one that *saved* counts: a step 2 or an update. */
export function isCounted(frame: Uint8Array): boolean {
	return frame[0] === MESSAGE.sync && (frame[1] === SYNC.step2 || frame[1] === SYNC.update);
}

/** Whether a frame is a step 2: the answer to the server's step 1. */
export function isStep2(frame: Uint8Array): boolean {
	return frame[0] === MESSAGE.sync && frame[1] === SYNC.step2;
}

function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	write(encoder);
	return encoding.toUint8Array(encoder);
}

export function encodeSync(step: (typeof SYNC)[keyof typeof SYNC], body: Uint8Array): Uint8Array {
	return message(MESSAGE.sync, (encoder) => {
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, body);
	});
}

export function encodeAwareness(body: Uint8Array): Uint8Array {
	return message(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, body));
}

/** @param settled how many counted frames of the socket are settled */
export function encodeSaved(settled: number): Uint8Array {
	return message(MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, settled));
}

export function encodeEvent(event: PlanEvent): Uint8Array {
	return message(MESSAGE.event, (encoder) => encoding.writeVarString(encoder, JSON.stringify(event)));
}

export function encodeRefused(refusal: Refusal): Uint8Array {
	return message(MESSAGE.refused, (encoder) => encoding.writeVarString(encoder, JSON.stringify(refusal)));
}

/** Reads the body of a *saved*; the decoder stands behind the message type. */
export function readSaved(decoder: decoding.Decoder): number {
	return decoding.readVarUint(decoder);
}
/** Reads the body of an *event*. The server wrote it, so it is taken as typed. */
export function readEvent(decoder: decoding.Decoder): PlanEvent {
	return JSON.parse(decoding.readVarString(decoder)) as PlanEvent;
}
/** Reads the body of a *refused*. */
export function readRefused(decoder: decoding.Decoder): Refusal {
	return JSON.parse(decoding.readVarString(decoder)) as Refusal;
}

/** A frame as the server reads it. */
export type Frame =
	| { type: 'step1'; stateVector: Uint8Array }
	| { type: 'step2' | 'update'; update: Uint8Array }
	| { type: 'awareness'; body: Uint8Array }
	| { type: 'queryAwareness' };

/**
 * Reads a client's frame, strictly: every byte must be consumed.
 * @returns null when it is malformed, truncated or of an unknown type
 */
export function readFrame(bytes: Uint8Array): Frame | null {
	try {
		const decoder = decoding.createDecoder(bytes);
		const frame = readBody(decoder);
		return frame && !decoding.hasContent(decoder) ? frame : null;
	} catch {
		// lib0 throws on every way of being cut short; the answer is the same for all of them.
		return null;
	}
}

function readBody(decoder: decoding.Decoder): Frame | null {
	switch (decoding.readVarUint(decoder)) {
		case MESSAGE.sync: {
			const step = decoding.readVarUint(decoder);
			const body = decoding.readVarUint8Array(decoder);
			if (step === SYNC.step1) return { type: 'step1', stateVector: body };
			if (step === SYNC.step2) return { type: 'step2', update: body };
			return step === SYNC.update ? { type: 'update', update: body } : null;
		}
		case MESSAGE.awareness:
			return { type: 'awareness', body: decoding.readVarUint8Array(decoder) };
		case MESSAGE.queryAwareness:
			return { type: 'queryAwareness' };
		default:
			return null;
	}
}
