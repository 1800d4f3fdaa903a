import type { WebSocket } from 'ws';
import { LIMITS } from './limits.ts';

/**
 * How fast a socket is read (L1): so many messages a second, with a burst saved up. Over its rate
 * it is read more slowly; nothing is dropped and nobody is closed.
 */
export class Pace {
	private readonly socket: WebSocket;
	private readonly resumed: () => void;
	private tokens: number = LIMITS.messageBurst;
	private at = Date.now();
	private timer: NodeJS.Timeout | null = null;

	/** @param resumed called when the socket is read again after a rest */
	constructor(socket: WebSocket, resumed: () => void) {
		this.socket = socket;
		this.resumed = resumed;
	}

	/** A message came. */
	spend(): void {
		this.earn();
		this.tokens -= 1;
		if (this.tokens < 0 && !this.socket.isPaused) this.rest();
	}

	stop(): void {
		if (this.timer) clearTimeout(this.timer);
	}

	/** Reads nothing until the rate is made up for; what was in the last chunk still comes and counts. */
	private rest(): void {
		this.socket.pause();
		this.timer = setTimeout(() => {
			this.earn();
			if (this.tokens < 0) return this.rest();
			this.resumed();
			this.socket.resume();
		}, (-this.tokens / LIMITS.messagesPerSecond) * 1000);
	}

	private earn(): void {
		const now = Date.now();
		this.tokens = Math.min(LIMITS.messageBurst, this.tokens + ((now - this.at) / 1000) * LIMITS.messagesPerSecond);
		this.at = now;
	}
}
