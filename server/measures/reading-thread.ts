/**
 * Reads a file on a thread of its own, within bounds of memory and time: a long one would hold up
 * everybody else's edits for seconds, and a workbook made to harm would take the process with it.
 */
import { Worker } from 'node:worker_threads';
import type { Read } from './cell.ts';
import type { FileLine } from './file-line.ts';
import { readReadingFile, type FileReading } from './reading-file.ts';
import { isWorkbook } from './table.ts';
import type { World } from './world.ts';

export interface FileToRead {
	bytes: Uint8Array;
	world: World;
}

/** What the thread says: that it cannot be read, or its head and then its lines, piece by piece. */
export type FromThread = { kind: 'refused'; message: string } | { kind: 'head'; head: Omit<FileReading, 'lines'>; count: number } | { kind: 'lines'; lines: FileLine[] };

/** Text up to this size is read at once: a thread takes longer to start. */
const SMALL_BYTES = 64 * 1024;
/** Megabytes of objects a thread may hold; 200,000 lines of a workbook take about half. */
const MOST_MEMORY_MB = 1_500;
const LONGEST_MS = 120_000;
/** Files read at the same time; others wait for their turn. */
const MOST_THREADS = 2;

const TOO_MUCH = 'This file holds too much to be read at once. Copy the readings alone to a new file, or split it by measure or by year, and import the parts.';

let entry = new URL('./reading-worker.ts', import.meta.url);
/** The build keeps the thread's code beside the server's entry. */
export function provideReadingWorker(address: URL): void {
	entry = address;
}

let running = 0;
const waiting: (() => void)[] = [];

/**
 * `readReadingFile`, without holding up anybody else.
 * @param bounds only tests set them
 */
export async function readApart(file: FileToRead, bounds: { memoryMb?: number; ms?: number } = {}): Promise<Read<FileReading>> {
	if (file.bytes.length <= SMALL_BYTES && !isWorkbook(file.bytes)) return readReadingFile(file.bytes, file.world);
	if (running >= MOST_THREADS) await new Promise<void>((turn) => waiting.push(turn));
	else running += 1;
	try {
		return await onThread(file, bounds);
	} finally {
		// Whoever waits takes the place over; otherwise it is free.
		const next = waiting.shift();
		if (next) next();
		else running -= 1;
	}
}

function onThread(file: FileToRead, { memoryMb = MOST_MEMORY_MB, ms = LONGEST_MS }: { memoryMb?: number; ms?: number }): Promise<Read<FileReading>> {
	const worker = new Worker(entry, { workerData: file, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
	return new Promise((resolve, reject) => {
		let head: Omit<FileReading, 'lines'> | null = null;
		let count = 0;
		const lines: FileLine[] = [];
		const end = (read: Read<FileReading>) => {
			clearTimeout(late);
			resolve(read);
			void worker.terminate();
		};
		const late = setTimeout(() => end({ ok: false, message: TOO_MUCH }), ms);
		worker.on('message', (message: FromThread) => {
			if (message.kind === 'refused') return end({ ok: false, message: message.message });
			if (message.kind === 'head') [head, count] = [message.head, message.count];
			else for (const line of message.lines) lines.push(line);
			if (head && lines.length >= count) return end({ ok: true, value: { ...head, lines } });
			worker.postMessage('more');
		});
		worker.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return end({ ok: false, message: TOO_MUCH });
			clearTimeout(late);
			reject(error);
		});
		worker.on('exit', () => {
			clearTimeout(late);
			reject(new Error('The thread that reads a file ended before it was done'));
		});
	});
}
