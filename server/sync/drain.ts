import type { WebSocket } from 'ws';
import { LIMITS } from './limits.ts';

/** Watches the buffer of a slow reader (L2) until it has drained, or has drained nothing for too long. */
export class Drain {
	private readonly socket: WebSocket;
	private timer: NodeJS.Timeout | null = null;

	constructor(socket: WebSocket) {
		this.socket = socket;
	}

	/** Calls one of the two, once. */
	wait({ drained, stalled }: { drained: () => void; stalled: () => void }): void {
		this.stop();
		let least = this.socket.bufferedAmount;
		let since = Date.now();
		this.timer = setInterval(() => {
			const buffered = this.socket.bufferedAmount;
			if (buffered < LIMITS.bufferedBytes / 4) {
				this.stop();
				return drained();
			}
			if (buffered < least) {
				[least, since] = [buffered, Date.now()];
			} else if (Date.now() - since > LIMITS.drainStallMs) {
				this.stop();
				stalled();
			}
		}, LIMITS.drainCheckMs);
	}

	stop(): void {
		if (this.timer) clearInterval(this.timer);
		this.timer = null;
	}
}
