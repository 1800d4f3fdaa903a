/** The thread that reads one file: the head goes first, then its lines in pieces, each when it is asked for. */
import { parentPort, workerData } from 'node:worker_threads';
import { readReadingFile } from './reading-file.ts';
import type { FileToRead, FromThread } from './reading-thread.ts';

/** Lines to a piece: taking one in holds the other thread for a few milliseconds. */
const PIECE = 1_000;

const port = parentPort;
if (!port) throw new Error('This file runs as a thread of its own.');
const { bytes, world } = workerData as FileToRead;
const tell = (message: FromThread) => port.postMessage(message);

const read = await readReadingFile(bytes, world);
if (!read.ok) tell({ kind: 'refused', message: read.message });
else {
	const { lines, ...head } = read.value;
	let at = 0;
	port.on('message', () => {
		tell({ kind: 'lines', lines: lines.slice(at, at + PIECE) });
		at += PIECE;
		if (at >= lines.length) port.close();
	});
	tell({ kind: 'head', head, count: lines.length });
	if (lines.length === 0) port.close();
}
