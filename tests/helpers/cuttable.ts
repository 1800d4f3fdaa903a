/** A line between browser and server that a test can cut and mend: a TCP relay on a port of its own. */
import { connect, createServer, type Socket } from 'node:net';

export interface CuttableLine {
	/** Where the browser goes. */
	origin: string;
	/** Breaks every connection and refuses new ones. */
	cut(): void;
	mend(): void;
	close(): Promise<void>;
}

/** Opens a line to a server on this machine. */
export async function openLine(port: number): Promise<CuttableLine> {
	const sockets = new Set<Socket>();
	let whole = true;
	const relay = createServer((from) => {
		if (!whole) return void from.destroy();
		const to = connect(port, '127.0.0.1');
		for (const [one, other] of [[from, to], [to, from]] as const) {
			sockets.add(one);
			one.pipe(other);
			// Either end may break at any moment: that is what this is for.
			one.on('error', () => other.destroy());
			one.on('close', () => {
				sockets.delete(one);
				other.destroy();
			});
		}
	});
	await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
	const address = relay.address();
	if (typeof address !== 'object' || address === null) throw new Error('No port was given');
	return {
		origin: `http://localhost:${address.port}`,
		cut: () => {
			whole = false;
			sockets.forEach((socket) => socket.destroy());
		},
		mend: () => void (whole = true),
		close: async () => {
			sockets.forEach((socket) => socket.destroy());
			await new Promise((resolve) => relay.close(resolve));
		}
	};
}
